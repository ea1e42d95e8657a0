import type { Clock } from '@vafa/kernel';
import { periodFrom, standingOf, type Standing } from '../domain/tiers.ts';
import type { FindClub } from './find-club.ts';
import type { FindMembers } from './find-members.ts';
import type { SpendFacts } from './spend-facts.ts';

export interface MemberTier extends Standing {
  /** Minor units within the period. */
  readonly spend: bigint;
  readonly periodFrom: Date;
  readonly lastSoldAt: Date | undefined;
}

export class TellTier {
  constructor(
    private readonly club: FindClub,
    private readonly members: FindMembers,
    private readonly facts: SpendFacts,
    private readonly clock: Clock,
  ) {}

  /**
   * The tier at a moment (default: now) by the spend of the period before it. Raises `member_not_found`,
   * `club_not_found`.
   */
  async execute(clubId: string, memberId: string, moment?: Date): Promise<MemberTier> {
    const at = moment ?? this.clock.now();
    const club = await this.club.execute(clubId);
    await this.members.one(club.id, memberId);
    const { periodDays, tiers } = club.tierSet ?? { periodDays: 365, tiers: [] };
    const from = periodFrom(at, periodDays, club.timeZone);
    const [spend, lastSoldAt] = await Promise.all([
      this.facts.spend(club.id, memberId, from, at),
      this.facts.lastSale(club.id, memberId, at),
    ]);
    return { ...standingOf(tiers, spend), spend, periodFrom: from, lastSoldAt };
  }
}
