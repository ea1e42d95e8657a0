import { DomainError, type Clock } from '@vafa/kernel';
import { identitiesOf, profileOf, type Member, type NewProfile } from '../domain/member.ts';
import type { FindClub } from './find-club.ts';
import type { IdentityClaim, Members } from './members.ts';

export class EnrolMember {
  constructor(
    private readonly members: Members,
    private readonly club: FindClub,
    private readonly clock: Clock,
  ) {}

  /**
   * The same key and body: the same member. Raises `identity_taken` (details: kind), `invalid_phone`, `invalid_email`,
   * `invalid_member`, `key_reused`, `club_not_found`.
   */
  async execute(clubId: string, key: string, asked: NewProfile): Promise<Member> {
    const now = this.clock.now();
    const club = await this.club.execute(clubId);
    const profile = profileOf(asked, club.timeZone, now);
    // A consent without a moment of its own gets that of the first try.
    const body = JSON.stringify({ ...profile, consents: asked.consents });
    const { id, mine } = await this.members.idForCommand(club.id, key, body);
    if (!mine) throw new DomainError('conflict', 'key_reused', 'the key was used with another body');
    await this.claim(identitiesOf(profile).map((identity) => ({ ...identity, clubId: club.id, owner: id, key })));
    return this.members.enrol({ ...profile, id, clubId: club.id, enrolledAt: now }, key);
  }

  /** The external id last: whoever ensures members answers with its owner at once, so a refusal must not give it up again. */
  private async claim(claims: readonly IdentityClaim[]): Promise<void> {
    const others = claims.filter(({ kind }) => kind !== 'external_id');
    for (const batch of [others, claims.filter(({ kind }) => kind === 'external_id')]) {
      const answers = await this.members.claim(batch);
      const taken = batch.find((claim, i) => answers[i]?.owner !== claim.owner);
      if (taken === undefined) continue;
      await this.members.release(others);
      throw new DomainError('conflict', 'identity_taken', `another member has this ${taken.kind}`, { kind: taken.kind });
    }
  }
}
