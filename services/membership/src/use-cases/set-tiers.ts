import { DomainError, type Clock } from '@vafa/kernel';
import { tierSet, type TierSet } from '../domain/tiers.ts';
import type { Clubs } from './clubs.ts';

export class SetTiers {
  constructor(
    private readonly clubs: Clubs,
    private readonly clock: Clock,
  ) {}

  /**
   * Replaces the set, once per key: a repeat changes nothing that came after it. Raises `invalid_tiers`,
   * `club_not_found`.
   */
  async execute(clubId: string, key: string, asked: TierSet): Promise<TierSet> {
    const tiers = tierSet(asked);
    if (!(await this.clubs.setTiers(clubId, key, tiers, this.clock.now())))
      throw new DomainError('not_found', 'club_not_found', 'there is no such club');
    return tiers;
  }
}
