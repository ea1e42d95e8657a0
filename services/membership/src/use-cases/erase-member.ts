import { DomainError, type Clock } from '@vafa/kernel';
import { identitiesOf } from '../domain/member.ts';
import type { FindClub } from './find-club.ts';
import type { Members } from './members.ts';

export interface ErasureOrder {
  readonly key: string;
  /** Id of who asks. */
  readonly by: string;
}

export class EraseMember {
  constructor(
    private readonly members: Members,
    private readonly club: FindClub,
    private readonly clock: Clock,
  ) {}

  /**
   * Destroys the member's own key and all values, then frees the identities; a crash between leaves claims that stand
   * for nothing. The same key: once. Raises `member_not_found`, `club_not_found`.
   */
  async execute(clubId: string, memberId: string, order: ErasureOrder): Promise<void> {
    const { id: club } = await this.club.execute(clubId);
    const erased = await this.members.erase(club, memberId, { ...order, at: this.clock.now() });
    if (erased === undefined) throw new DomainError('not_found', 'member_not_found', 'there is no such member');
    await this.members.release(
      erased === 'before'
        ? []
        : identitiesOf(erased).map((identity) => ({ ...identity, clubId: club, owner: memberId })),
    );
  }
}
