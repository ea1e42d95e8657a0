import { Inject, Injectable } from '@nestjs/common';
import type { FindMembersResponse, Member } from '@vafa/contracts/membership';
import { DomainError } from '@vafa/kernel';
import { counter } from '@vafa/telemetry';
import type { z } from 'zod';
import { looksUpOnly, type Caller } from '../../../domain/api-key.ts';
import { Limits } from '../limits.ts';
import {
  toMaskedMember,
  toMember,
  type MemberAnswer,
  type MemberCorrection,
  type MemberQuery,
} from './member-schemas.ts';

const lookUps = counter(
  'vafa.gateway.member_look_ups',
  'members looked up by keys that are bound to branches, by key and whether somebody was found',
);

const nameLettersLeast = 3;
const answersMax = 10;
const maskedFields = ['phone', 'email', 'card', 'birth_date'] as const;

/** A Han character or Hangul syllable says as much as two letters. */
const weightOf = (name: string): number =>
  Array.from(name.matchAll(/[\p{L}\p{N}]/gu), ([letter]) =>
    /[\p{sc=Han}\p{sc=Hang}]/u.test(letter) ? 2 : 1,
  ).reduce<number>((sum, each) => sum + each, 0);

const refuse = (message: string): DomainError => new DomainError('forbidden', 'look_up_only', message);

/** What a key that is bound to branches may learn of members: who is in front of the till, not who is in the club. */
@Injectable()
export class LookUps {
  constructor(@Inject(Limits) private readonly limits: Limits) {}

  /**
   * Asks for the members, page by page for whom may list; one look-up for whom may not. Raises `look_up_only`,
   * `too_many_requests`.
   */
  async find(
    caller: Caller,
    query: MemberQuery,
    ask: (query: MemberQuery) => Promise<FindMembersResponse>,
  ): Promise<FindMembersResponse> {
    if (!looksUpOnly(caller)) return ask(query);
    const { phone, card, external_id: externalId, q, page_token: token } = query;
    if (phone === undefined && card === undefined && externalId === undefined && q === undefined)
      throw refuse('name a phone, a card, an external id or a name');
    if (q !== undefined && weightOf(q) < nameLettersLeast)
      throw refuse(`a name is looked up by at least ${String(nameLettersLeast)} letters`);
    if (token !== undefined) throw refuse('a look-up has one page');
    const bounded = { ...query, page_size: Math.min(query.page_size ?? answersMax, answersMax) };
    const { members } = await this.counted(
      caller,
      () => ask(bounded),
      (answer) => answer.members.length > 0,
    );
    return { members, nextPageToken: '' };
  }

  /** One member by its id. Raises `too_many_requests`. */
  async one(caller: Caller, ask: () => Promise<Member>): Promise<Member> {
    return looksUpOnly(caller) ? this.counted(caller, ask, () => true) : ask();
  }

  /**
   * A write that tells whether a phone is known: refused ones count like a look-up that finds nobody. Raises
   * `too_many_requests`.
   */
  async write(caller: Caller, work: () => Promise<Member>): Promise<Member> {
    return looksUpOnly(caller) ? this.counted(caller, work, () => true) : work();
  }

  /**
   * Nobody overwrites or takes away what is not shown to them: a stray hand, or a wrong one, would free a number of its
   * owner. Raises `look_up_only`.
   */
  requireCorrectable(caller: Caller, correction: MemberCorrection): void {
    const hidden = maskedFields.filter((field) => correction[field] !== undefined);
    if (looksUpOnly(caller) && hidden.length > 0)
      throw refuse(`a key that sees members masked does not change what it does not see: ${hidden.join(', ')}`);
  }

  shown(caller: Caller, member: Member): z.infer<typeof MemberAnswer> {
    return looksUpOnly(caller) ? toMaskedMember(member) : toMember(member);
  }

  private async counted<T>({ id }: Caller, ask: () => Promise<T>, isFound: (answer: T) => boolean): Promise<T> {
    this.limits.lookUp(id);
    let found = false;
    try {
      const answer = await ask();
      found = isFound(answer);
      return answer;
    } finally {
      if (!found) this.limits.missedLookUp(id);
      lookUps.add(1, { 'vafa.api_key.id': id, 'vafa.found': found });
    }
  }
}
