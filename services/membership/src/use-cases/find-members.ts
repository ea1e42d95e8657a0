import { DomainError } from '@vafa/kernel';
import type { Club } from '../domain/club.ts';
import { formerIdentities } from '../domain/former-forms.ts';
import { normaliseCard, normaliseExternalId, type Identity, type Member } from '../domain/member.ts';
import { isNamed, nameQuery, prefixesOf } from '../domain/names.ts';
import { normalisePhone, type ReadNumber } from '../domain/phone.ts';
import type { ClaimIdentities } from './claim-identities.ts';
import type { FindClub } from './find-club.ts';
import type { Members, Page } from './members.ts';

export type Criterion = { readonly by: 'phone' | 'card' | 'externalId' | 'name'; readonly value: string };

export interface FoundMembers {
  readonly members: readonly Member[];
  /** Where the next page goes on; empty after the last. */
  readonly next: string;
}

/** Prefixes that more names have than were meant cost a read each; a page may come short, the next goes on. */
const readsMax = 5;

export class FindMembers {
  constructor(
    private readonly members: Members,
    private readonly identities: ClaimIdentities,
    private readonly club: FindClub,
    private readonly read: ReadNumber,
  ) {}

  /** Raises `member_not_found`, also for a member of another club. */
  async one(clubId: string, memberId: string): Promise<Member> {
    const member = (await this.members.load([memberId])).get(memberId);
    if (member?.clubId !== clubId) throw new DomainError('not_found', 'member_not_found', 'there is no such member');
    return member;
  }

  /**
   * By an identity: at most one member. By name: a page, in order of id. Without criterion: all, page by page. Raises
   * `invalid_phone`.
   */
  async execute(clubId: string, criterion: Criterion | undefined, page: Page): Promise<FoundMembers> {
    const club = await this.club.execute(clubId);
    if (criterion === undefined) {
      const members = await this.members.list(club.id, page);
      return { members, next: members.length === page.limit ? (members.at(-1)?.id ?? '') : '' };
    }
    if (criterion.by === 'name') return this.byName(club.id, criterion.value, page);
    const member = await this.byIdentity(club, criterion.by, criterion.value);
    return { members: member ? [member] : [], next: '' };
  }

  /** By what the text says today, else by what it was read as when older members were enrolled. */
  private async byIdentity(
    club: Club,
    by: 'phone' | 'card' | 'externalId',
    value: string,
  ): Promise<Member | undefined> {
    const today = this.readIdentity(club, by, value);
    const found = today instanceof DomainError ? undefined : await this.identities.ownerOf(club.id, today);
    if (found !== undefined) return found;
    const asked = { phone: by === 'phone' ? value : '', email: '', externalId: by === 'externalId' ? value : '' };
    for (const identity of formerIdentities(asked, club.timeZone, today instanceof DomainError ? [] : [today])) {
      const former = await this.identities.formerOwner(club.id, identity);
      if (former !== undefined) return former;
    }
    if (today instanceof DomainError && by === 'phone') throw today;
    return undefined;
  }

  private readIdentity({ country }: Club, by: 'phone' | 'card' | 'externalId', value: string): Identity | DomainError {
    try {
      if (by === 'phone') return { kind: 'phone', value: normalisePhone(value, country, this.read) };
      if (by === 'card') return { kind: 'card', value: normaliseCard(value) };
      return { kind: 'external_id', value: normaliseExternalId(value) };
    } catch (error) {
      if (error instanceof DomainError) return error;
      throw error;
    }
  }

  private async byName(clubId: string, name: string, { after, limit }: Page): Promise<FoundMembers> {
    const query = nameQuery(name);
    const members: Member[] = [];
    let next = after;
    for (let reads = 0; query.readings.length > 0 && reads < readsMax; reads++) {
      const batch = await this.withPrefixes(clubId, query.readings.map(prefixesOf), { after: next, limit });
      for (const member of batch) {
        next = member.id;
        if (isNamed(member.name, query)) members.push(member);
        if (members.length === limit) return { members, next };
      }
      if (batch.length < limit) return { members, next: '' };
    }
    return { members, next: query.readings.length > 0 ? next : '' };
  }

  /** The first so many, by id, of those that any reading finds. */
  private async withPrefixes(
    clubId: string,
    readings: readonly (readonly string[])[],
    page: Page,
  ): Promise<readonly Member[]> {
    const found = await Promise.all(readings.map((prefixes) => this.members.byPrefixes(clubId, prefixes, page)));
    const byId = new Map(found.flat().map((member) => [member.id, member]));
    return [...byId.values()].sort((a, b) => (a.id < b.id ? -1 : 1)).slice(0, page.limit);
  }
}
