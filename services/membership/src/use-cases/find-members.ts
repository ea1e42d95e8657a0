import { DomainError } from '@vafa/kernel';
import { normaliseCard, normaliseExternalId, type Identity, type Member } from '../domain/member.ts';
import { normalisePhone } from '../domain/phone.ts';
import { queryPrefix, words } from '../domain/text.ts';
import type { FindClub } from './find-club.ts';
import type { Members, Page } from './members.ts';

export type Criterion = { readonly by: 'phone' | 'card' | 'externalId' | 'name'; readonly value: string };

export class FindMembers {
  constructor(
    private readonly members: Members,
    private readonly club: FindClub,
  ) {}

  /** Raises `member_not_found`, also for a member of another club. */
  async one(clubId: string, memberId: string): Promise<Member> {
    const member = (await this.members.load([memberId])).get(memberId);
    if (member?.clubId !== clubId) throw new DomainError('not_found', 'member_not_found', 'there is no such member');
    return member;
  }

  /** By an identity: at most one member. By name: a page, in order of id. Without criterion: all, page by page. Raises `invalid_phone`. */
  async execute(clubId: string, criterion: Criterion | undefined, page: Page): Promise<readonly Member[]> {
    const club = await this.club.execute(clubId);
    if (criterion === undefined) return this.members.list(club.id, page);
    if (criterion.by === 'name') {
      const prefixes = words(criterion.value).map(queryPrefix);
      return prefixes.length === 0 ? [] : this.members.byName(club.id, prefixes, page);
    }
    const owner = await this.members.owner(club.id, identity(criterion.by, criterion.value, club.timeZone));
    const member = owner === undefined ? undefined : (await this.members.load([owner])).get(owner);
    return member ? [member] : [];
  }
}

const identity = (by: 'phone' | 'card' | 'externalId', value: string, timeZone: string): Identity => {
  if (by === 'phone') return { kind: 'phone', value: normalisePhone(value, timeZone) };
  if (by === 'card') return { kind: 'card', value: normaliseCard(value) };
  return { kind: 'external_id', value: normaliseExternalId(value) };
};
