import { newId } from '@vafa/kernel';
import type { Claims, Documents, Versioned } from '@vafa/mongo';
import { nobody, type Identity, type Member } from '../../domain/member.ts';
import { namePrefixes } from '../../domain/text.ts';
import type { Claimed, IdentityClaim, Members, Page } from '../../use-cases/members.ts';
import type { PersonVault } from '../crypto/person-vault.ts';
import { toMemberEnrolled } from '../events/to-event.ts';
import type { MemberState } from './models.ts';
import type { MemberReads } from './member-reads.ts';

export interface MemberStores {
  readonly documents: Documents<MemberState>;
  readonly reads: MemberReads;
  readonly identities: Claims;
  readonly commandKeys: Claims;
}

export class MongoMembers implements Members {
  constructor(
    private readonly stores: MemberStores,
    private readonly vault: PersonVault,
  ) {}

  async idForCommand(clubId: string, key: string, body: string): Promise<{ id: string; mine: boolean }> {
    // The claim's key is the body's: whoever repeats the command with the same body gets the id of the first try.
    const { owner, mine } = await this.stores.commandKeys.claim(`enrol/${clubId}/${key}`, newId('member'), this.vault.fingerprint(clubId, body));
    return { id: owner, mine };
  }

  claim(claims: readonly IdentityClaim[]): Promise<readonly Claimed[]> {
    return this.stores.identities.claimMany(claims.map((claim) => ({ _id: this.vault.index(claim.clubId, claim), owner: claim.owner, key: claim.owner })));
  }

  async release(claims: readonly IdentityClaim[]): Promise<void> {
    await Promise.all(claims.map((claim) => this.stores.identities.release(this.vault.index(claim.clubId, claim), claim.owner)));
  }

  async owner(clubId: string, identity: Identity): Promise<string | undefined> {
    const index = this.vault.index(clubId, identity);
    return (await this.stores.identities.find([index])).get(index)?.owner;
  }

  async owners(clubId: string, externalIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
    const byIndex = new Map(externalIds.map((value) => [this.vault.index(clubId, { kind: 'external_id', value }), value]));
    const found = await this.stores.identities.find([...byIndex.keys()]);
    return new Map([...found.values()].map(({ _id, owner }) => [byIndex.get(_id) ?? '', owner]));
  }

  async enrol(member: Member, key: string): Promise<Member> {
    const state = this.toState(member);
    const events = [toMemberEnrolled(member)];
    await this.stores.documents.insert({ id: member.id, clubId: member.clubId, state, key, events, at: member.enrolledAt });
    const { enrolledAt: _first, ...profile } = state;
    const stored = await this.stores.documents.change(member.id, ({ keys }) => (keys.includes(key) ? undefined : { set: profile, key, at: member.enrolledAt }));
    return stored ? this.toMember(stored) : member;
  }

  async enrolBare(clubId: string, members: readonly { id: string; externalId: string }[], at: Date): Promise<void> {
    const state = { nameIndex: [], consents: [], enrolledAt: at };
    const events = ({ id }: { id: string }) => [toMemberEnrolled({ id, phone: '', email: '' })];
    await this.stores.documents.insertMany(members.map((member) => ({ id: member.id, clubId, state: { ...state, externalId: member.externalId }, events: events(member), at })));
  }

  existing(ids: readonly string[]): Promise<ReadonlySet<string>> {
    return this.stores.reads.existing(ids);
  }

  async load(ids: readonly string[]): Promise<ReadonlyMap<string, Member>> {
    const found = await this.stores.documents.loadMany(ids);
    return new Map([...found].map(([id, document]) => [id, this.toMember(document)]));
  }

  async byName(clubId: string, prefixes: readonly string[], { after, limit }: Page): Promise<readonly Member[]> {
    const nameIndex = { $all: prefixes.map((prefix) => this.vault.nameIndex(clubId, prefix)) };
    const found = await this.stores.documents.find({ clubId, nameIndex, _id: { $gt: after } }, { sort: { _id: 1 }, limit });
    return found.map((document) => this.toMember(document));
  }

  async list(clubId: string, { after, limit }: Page): Promise<readonly Member[]> {
    const found = await this.stores.documents.find({ clubId, _id: { $gt: after } }, { sort: { _id: 1 }, limit });
    return found.map((document) => this.toMember(document));
  }

  private toState({ id, clubId, externalId, consents, enrolledAt, name, phone, email, cardNumber, birthDate }: Member): MemberState {
    const { key, values } = this.vault.seal(clubId, id, { name, phone, email, cardNumber, birthDate });
    const nameIndex = namePrefixes(name).map((prefix) => this.vault.nameIndex(clubId, prefix));
    return { externalId, personKey: key, person: values, nameIndex, consents: [...consents], enrolledAt };
  }

  private toMember({ _id: id, clubId, externalId, personKey, person, consents, enrolledAt }: Versioned<MemberState>): Member {
    const known = personKey && person ? this.vault.open(clubId, id, { key: bytes(personKey), values: bytes(person) }) : nobody;
    return { ...known, id, clubId, externalId, consents, enrolledAt };
  }
}

/** The document in hand may be the one just written (Buffer) or one that was read (binary of the driver). */
const bytes = (value: Buffer | { buffer: Uint8Array }): Buffer => (Buffer.isBuffer(value) ? value : Buffer.from(value.buffer));
