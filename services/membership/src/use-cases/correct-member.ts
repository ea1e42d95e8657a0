import { DomainError, type Clock, type Commands } from '@vafa/kernel';
import { corrected, differences, requireRevision, type Changes, type CorrectionRecord } from '../domain/correction.ts';
import { identitiesOf, isSame, type Member } from '../domain/member.ts';
import type { ReadNumber } from '../domain/phone.ts';
import { reasonText } from '../domain/text.ts';
import type { Club } from '../domain/club.ts';
import type { ClaimIdentities } from './claim-identities.ts';
import type { FindClub } from './find-club.ts';
import type { FindMembers } from './find-members.ts';
import type { Members } from './members.ts';

export interface CorrectionOrder {
  readonly key: string;
  /** Id of the API key that asks. */
  readonly by: string;
  readonly reason: string;
  /** The revision that was seen; 0: whatever it is now. */
  readonly revision: number;
  readonly changes: Changes;
}

const triesMax = 20;

export class CorrectMember {
  constructor(
    private readonly members: Members,
    private readonly commands: Commands,
    private readonly identities: ClaimIdentities,
    private readonly finding: FindMembers,
    private readonly club: FindClub,
    private readonly read: ReadNumber,
    private readonly clock: Clock,
  ) {}

  /**
   * New identities are claimed first, then the member is written, then the old ones are given up; a crash between
   * leaves a claim that stands for nothing. The same key and body: once. Raises `member_not_found`, `member_changed`,
   * `identity_taken` (details: kind), `invalid_phone`, `invalid_email`, `invalid_member`, `key_reused`,
   * `club_not_found`.
   */
  async execute(clubId: string, memberId: string, order: CorrectionOrder): Promise<Member> {
    const club = await this.club.execute(clubId);
    const reason = reasonText(order.reason);
    const { id } = await this.finding.one(club.id, memberId);
    const body = JSON.stringify([id, order.revision, reason, order.changes]);
    await this.commands.enter({ verb: 'correct', clubId: club.id, key: order.key, body }, id);
    for (let tries = 1; tries <= triesMax; tries++) {
      const member = await this.finding.one(club.id, id);
      if (await this.members.hasKey(id, order.key)) return member;
      requireRevision(order.revision, member.revision);
      const written = await this.write(club, member, { ...order, reason });
      if (written !== undefined) return written;
    }
    throw new DomainError('unavailable', 'contention', 'too many changes of the same member at once');
  }

  /** Corrections of a member, newest first. Raises `member_not_found`, `club_not_found`. */
  async history(clubId: string, memberId: string, before: number, limit: number): Promise<readonly CorrectionRecord[]> {
    const club = await this.club.execute(clubId);
    return this.members.corrections(await this.finding.one(club.id, memberId), before, limit);
  }

  private async write(
    club: Club,
    member: Member,
    { key, by, reason, changes }: CorrectionOrder,
  ): Promise<Member | undefined> {
    const now = this.clock.now();
    const profile = corrected(member, changes, { country: club.country, read: this.read }, now);
    const [before, after] = [identitiesOf(member), identitiesOf(profile)];
    const { phone = '', email = '', externalId = '' } = changes;
    await this.identities.refuseFormer(club.id, member.id, { phone, email, externalId }, club.timeZone, after);
    const claimOf = (identity: (typeof after)[number]) => ({ ...identity, clubId: club.id, owner: member.id, key });
    await this.identities.claimFor(
      member.id,
      after.filter((each) => !before.some((old) => isSame(old, each))).map(claimOf),
    );
    const written = await this.members.correct(member, profile, {
      key,
      by,
      reason,
      fields: differences(member, profile),
      at: now,
    });
    if (written !== undefined)
      await this.members.release(before.filter((each) => !after.some((kept) => isSame(kept, each))).map(claimOf));
    return written;
  }
}
