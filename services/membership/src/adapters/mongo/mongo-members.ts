import { DomainError } from '@vafa/kernel';
import type { Claims, Documents } from '@vafa/mongo';
import type { Correction, CorrectionRecord } from '../../domain/correction.ts';
import { holds, type Identity, type Member, type Profile } from '../../domain/member.ts';
import { nameForm } from '../../domain/names.ts';
import type { Claimed, Erasure, IdentityClaim, Members, Page, PlainMember } from '../../use-cases/members.ts';
import type { PersonVault } from '../crypto/person-vault.ts';
import { toMemberCorrected, toMemberEnrolled, toMemberErased } from '../events/to-event.ts';
import type { MemberForm } from './member-form.ts';
import type { MemberReads } from './member-reads.ts';
import type { MemberState } from './models.ts';
import type { MongoCorrections } from './mongo-corrections.ts';

export interface MemberStores {
  readonly documents: Documents<MemberState>;
  readonly reads: MemberReads;
  readonly identities: Claims;
  readonly corrections: MongoCorrections;
}

/** Every correction leaves its key with the member, so that it is done once; a document must not grow without end. */
const keysMax = 2_000;

const isAnother = ({ revision = 1, era = 0 }: MemberState, seen: Member): boolean =>
  revision !== seen.revision || era !== seen.era;

export class MongoMembers implements Members {
  constructor(
    private readonly stores: MemberStores,
    private readonly vault: PersonVault,
    private readonly form: MemberForm,
  ) {}

  claim(claims: readonly IdentityClaim[], at: Date): Promise<readonly Claimed[]> {
    return this.stores.identities.claimMany(claims.map((claim) => this.toClaim(claim, at)));
  }

  takeOver(claim: IdentityClaim, seen: Claimed, at: Date): Promise<boolean> {
    const taken = this.toClaim(claim, at);
    return this.stores.identities.transfer(
      { _id: taken._id, owner: seen.owner, ...(seen.at && { at: seen.at }) },
      taken,
    );
  }

  async release(claims: readonly Omit<IdentityClaim, 'key'>[]): Promise<void> {
    await Promise.all(
      claims.map((claim) => this.stores.identities.release(this.vault.index(claim.clubId, claim), claim.owner)),
    );
  }

  async withdraw(claims: readonly IdentityClaim[]): Promise<void> {
    await Promise.all(
      claims.map((claim) =>
        this.stores.identities.release(this.vault.index(claim.clubId, claim), claim.owner, claim.key),
      ),
    );
  }

  async withdrawFrom(memberId: string, claims: readonly IdentityClaim[]): Promise<void> {
    const raised = await this.stores.documents.change(memberId, ({ era = 0 }) => ({
      set: { era: era + 1 },
      at: new Date(0),
    }));
    const member = raised && this.form.toMember(raised);
    await this.withdraw(claims.filter((claim) => member === undefined || !holds(member, claim)));
  }

  async adopt(claims: readonly IdentityClaim[]): Promise<boolean> {
    const held = await Promise.all(
      claims.map((claim) =>
        this.stores.identities.adopt(this.vault.index(claim.clubId, claim), claim.owner, claim.key),
      ),
    );
    return !held.includes(false);
  }

  async owner(clubId: string, identity: Identity): Promise<string | undefined> {
    const index = this.vault.index(clubId, identity);
    return (await this.stores.identities.find([index])).get(index)?.owner;
  }

  async owners(clubId: string, externalIds: readonly string[]): Promise<ReadonlyMap<string, Claimed>> {
    const byIndex = new Map(
      externalIds.map((value) => [this.vault.index(clubId, { kind: 'external_id', value }), value]),
    );
    const found = await this.stores.identities.find([...byIndex.keys()]);
    return new Map(
      [...found.values()].map(({ _id, owner, at }) => [byIndex.get(_id) ?? '', { owner, mine: false, at }]),
    );
  }

  async enrol(member: Member, key: string): Promise<Member> {
    const state = this.form.toState(member);
    const events = [toMemberEnrolled(member)];
    await this.stores.documents.insert({
      id: member.id,
      clubId: member.clubId,
      state,
      key,
      events,
      at: member.enrolledAt,
    });
    const { enrolledAt: _first, ...profile } = state;
    const stored = await this.stores.documents.change(member.id, ({ keys, erasedAt }) =>
      keys.includes(key) || erasedAt ? undefined : { set: profile, key, at: member.enrolledAt },
    );
    return stored ? this.form.toMember(stored) : member;
  }

  async enrolBare(clubId: string, members: readonly { id: string; externalId: string }[], at: Date): Promise<void> {
    const state = this.form.bare(at);
    const events = ({ id }: { id: string }) => [toMemberEnrolled({ id, phone: '', email: '' })];
    await this.stores.documents.insertMany(
      members.map((member) => ({
        id: member.id,
        clubId,
        state: { ...state, externalId: member.externalId },
        events: events(member),
        at,
      })),
    );
  }

  externalIds(ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
    return this.stores.reads.externalIds(ids);
  }

  async load(ids: readonly string[]): Promise<ReadonlyMap<string, Member>> {
    const found = [...(await this.stores.documents.loadMany(ids))].filter(([, { erasedAt }]) => !erasedAt);
    return new Map(found.map(([id, document]) => [id, this.form.toMember(document)]));
  }

  plain(ids: readonly string[]): Promise<ReadonlyMap<string, PlainMember>> {
    return this.stores.reads.plain(ids);
  }

  async hasKey(memberId: string, key: string): Promise<boolean> {
    return (await this.stores.documents.load(memberId))?.keys.includes(key) ?? false;
  }

  async correct(seen: Member, profile: Profile, correction: Correction): Promise<Member | undefined> {
    const { key, at, fields } = correction;
    const loaded = await this.stores.documents.load(seen.id);
    if (loaded === undefined || isAnother(loaded, seen)) return undefined;
    if (loaded.keys.length >= keysMax && !loaded.keys.includes(key))
      throw new DomainError(
        'refused',
        'too_many_corrections',
        `a member is corrected at most ${String(keysMax)} times`,
      );
    if (fields.length === 0) return this.remember(seen, key, at);
    const revision = seen.revision + 1;
    const state = this.form.toState({ ...seen, ...profile, revision }, loaded);
    // The record first: what the member does not name is not part of its history.
    const record = await this.stores.corrections.write(seen, correction, {
      revision,
      previous: loaded.correction ?? '',
      sealingKey: state.personKey,
    });
    let lost = false;
    const stored = await this.stores.documents.change(seen.id, (document) => {
      const isDone = document.keys.includes(key);
      lost = !isDone && isAnother(document, seen);
      if (lost || isDone) return undefined;
      return {
        set: { ...state, correction: record },
        key,
        events: [toMemberCorrected({ id: seen.id, revision, ...correction })],
        at,
      };
    });
    return stored && !lost ? this.form.toMember(stored) : undefined;
  }

  async erase(clubId: string, memberId: string, { key, by, at }: Erasure): Promise<Member | 'before' | undefined> {
    let erased: Member | 'before' | undefined;
    await this.stores.documents.change(memberId, (document) => {
      const isThere = document.clubId === clubId && !document.erasedAt;
      erased = isThere ? this.form.toMember(document) : document.keys.includes(key) ? 'before' : undefined;
      if (!isThere) return undefined;
      const { revision = 1, era = 0 } = document;
      const set = { ...this.form.erased(at), revision: revision + 1, era: era + 1 };
      return { set, key, events: [toMemberErased({ id: memberId, by })], at };
    });
    return erased;
  }

  corrections(member: Member, before: number, limit: number): Promise<readonly CorrectionRecord[]> {
    return this.stores.corrections.list(this.stores.documents, member, before, limit);
  }

  async byPrefixes(clubId: string, prefixes: readonly string[], { after, limit }: Page): Promise<readonly Member[]> {
    const nameIndex = { $all: prefixes.map((prefix) => this.vault.nameIndex(clubId, prefix)) };
    const found = await this.stores.documents.find(
      { clubId, nameIndex, _id: { $gt: after } },
      { sort: { _id: 1 }, limit },
    );
    return found.map((document) => this.form.toMember(document));
  }

  async list(clubId: string, { after, limit }: Page): Promise<readonly Member[]> {
    const there = { clubId, _id: { $gt: after }, erasedAt: { $exists: false } };
    const found = await this.stores.documents.find(there, { sort: { _id: 1 }, limit });
    return found.map((document) => this.form.toMember(document));
  }

  outdated(after: string, limit: number): Promise<readonly string[]> {
    return this.stores.reads.outdated(nameForm, after, limit);
  }

  async renew(memberId: string, externalId: string | undefined, at: Date): Promise<void> {
    await this.stores.documents.change(memberId, (document) => {
      // Whoever corrects the member at the same time must not write the former external id again.
      const inOneForm = externalId === undefined ? {} : { externalId, revision: (document.revision ?? 1) + 1 };
      return { set: { ...this.form.names(document.clubId, this.form.toMember(document).name), ...inOneForm }, at };
    });
  }

  /** A correction that changes nothing is remembered all the same: later it would change what came after. */
  private async remember({ id }: Member, key: string, at: Date): Promise<Member | undefined> {
    const stored = await this.stores.documents.change(id, ({ keys }) =>
      keys.includes(key) ? undefined : { set: {}, key, at },
    );
    return stored && this.form.toMember(stored);
  }

  private toClaim(claim: IdentityClaim, at: Date): { _id: string; owner: string; key: string; at: Date } {
    return { _id: this.vault.index(claim.clubId, claim), owner: claim.owner, key: claim.key, at };
  }
}
