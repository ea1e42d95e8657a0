import { DomainError, type Clock } from '@vafa/kernel';
import { tierSet, type TierSet } from '../domain/tiers.ts';
import type { Clubs } from './clubs.ts';

export interface RevisedTiers extends TierSet {
  readonly revision: number;
}

export class SetTiers {
  constructor(
    private readonly clubs: Clubs,
    private readonly clock: Clock,
  ) {}

  /**
   * Replaces the set, once per key: a repeat changes nothing that came after it. `seen`: the revision of the set that
   * was seen; 0: all. Raises `invalid_tiers`, `tiers_changed`, `club_not_found`.
   */
  async execute(clubId: string, key: string, asked: TierSet, seen: number): Promise<RevisedTiers> {
    const tiers = tierSet(asked);
    const club = await this.clubs.setTiers(clubId, key, tiers, seen, this.clock.now());
    if (!club) throw new DomainError('not_found', 'club_not_found', 'there is no such club');
    // Of a repeat, the set that stands: its revision is that of no other.
    return { ...(club.tierSet ?? tiers), revision: club.tiersRevision };
  }
}
