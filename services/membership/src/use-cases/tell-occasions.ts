import type { Clock } from '@vafa/kernel';
import { occasionsOf, type Occasion } from '../domain/occasions.ts';
import type { FindClub } from './find-club.ts';
import type { FindMembers } from './find-members.ts';
import type { TellSince } from './tell-since.ts';

/** What a cashier may congratulate a member on; whoever is told learns no date. */
export class TellOccasions {
  constructor(
    private readonly club: FindClub,
    private readonly members: FindMembers,
    private readonly since: TellSince,
    private readonly clock: Clock,
  ) {}

  /** Raises `club_not_found`, `member_not_found`. */
  async execute(clubId: string, memberId: string): Promise<Occasion[]> {
    const club = await this.club.execute(clubId);
    const { member, since } = await this.since.one(await this.members.one(club.id, memberId));
    return occasionsOf(member, since, club, this.clock.now());
  }
}
