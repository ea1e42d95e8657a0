import { sharedIdPrefixes } from '@vafa/contracts/ids';
import { newId, type Clock, type Commands } from '@vafa/kernel';
import { identitiesOf, profileOf, readingNow, type Member, type NewProfile } from '../domain/member.ts';
import type { ReadNumber } from '../domain/phone.ts';
import type { ClaimIdentities } from './claim-identities.ts';
import type { FindClub } from './find-club.ts';
import type { Members } from './members.ts';

export class EnrolMember {
  constructor(
    private readonly members: Members,
    private readonly commands: Commands,
    private readonly identities: ClaimIdentities,
    private readonly club: FindClub,
    private readonly read: ReadNumber,
    private readonly clock: Clock,
  ) {}

  /**
   * The same key and body: the same member. Raises `identity_taken` (details: kind), `invalid_phone`, `invalid_email`,
   * `invalid_member`, `key_reused`, `club_not_found`.
   */
  async execute(clubId: string, key: string, asked: NewProfile): Promise<Member> {
    const now = this.clock.now();
    const club = await this.club.execute(clubId);
    const profile = profileOf(asked, { country: club.country, read: this.read }, now);
    // A consent without a moment of its own gets that of the first try.
    const body = JSON.stringify({ ...profile, consents: asked.consents });
    const id = await this.commands.enter({ verb: 'enrol', clubId: club.id, key, body }, newId(sharedIdPrefixes.member));
    const identities = identitiesOf(profile);
    await this.identities.refuseFormer(club.id, id, asked, club.timeZone, identities);
    await this.identities.claim(identities.map((identity) => ({ ...identity, clubId: club.id, owner: id, key })));
    return this.members.enrol(
      { ...profile, id, clubId: club.id, enrolledAt: now, revision: 1, reading: readingNow, era: 0 },
      key,
    );
  }
}
