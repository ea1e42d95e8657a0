import type { FindMemberCardsRequest, FindMemberCardsResponse } from '@vafa/contracts/gateway';
import type { CorrectMemberRequest, FindMembersRequest, FindMembersResponse, Member } from '@vafa/contracts/membership';
import { DomainError } from '@vafa/kernel';
import { counter } from '@vafa/telemetry';
import { looksUpOnly } from '../../../domain/api-key.ts';
import type { Asked } from '../contract/asked.ts';
import type { Seen } from './members.ts';

// What a key that is bound to branches may learn of members: who is in front of the till, not who is in the club.

const lookUps = counter(
  'vafa.gateway.member_look_ups',
  'members looked up by keys that are bound to branches, by key and whether somebody was found',
);

const nameLettersLeast = 3;
const answersMax = 10;
const maskedFields = [
  ['phone', 'phone'],
  ['email', 'email'],
  ['cardNumber', 'card'],
  ['birthDate', 'birth_date'],
] as const;

/** A Han character or Hangul syllable says as much as two letters. */
const weightOf = (name: string): number =>
  Array.from(name.matchAll(/[\p{L}\p{N}]/gu), ([letter]) =>
    /[\p{sc=Han}\p{sc=Hang}]/u.test(letter) ? 2 : 1,
  ).reduce<number>((sum, each) => sum + each, 0);

const refuse = (message: string): DomainError => new DomainError('forbidden', 'look_up_only', message);

const counted = async <T>(
  { caller: { id }, limits }: Asked,
  ask: () => Promise<T>,
  isFound: (answer: T) => boolean,
): Promise<T> => {
  limits.lookUp(id);
  let found = false;
  try {
    const answer = await ask();
    found = isFound(answer);
    return answer;
  } finally {
    if (!found) limits.missedLookUp(id);
    lookUps.add(1, { 'vafa.api_key.id': id, 'vafa.found': found });
  }
};

/**
 * Asks for members, page by page for whom may list; one look-up for whom may not. Raises `look_up_only`,
 * `too_many_requests`.
 */
export const findWithin = async (
  request: FindMembersRequest,
  asked: Asked,
  ask: (request: FindMembersRequest) => Promise<FindMembersResponse>,
): Promise<FindMembersResponse> => {
  if (!looksUpOnly(asked.caller)) return ask(request);
  const { criterion, page: { pageSize = 0, pageToken = '' } = {} } = request;
  if (criterion === undefined) throw refuse('name a phone, a card, an external id or a name');
  if (criterion.$case === 'name' && weightOf(criterion.value) < nameLettersLeast)
    throw refuse(`a name is looked up by at least ${String(nameLettersLeast)} letters`);
  if (pageToken !== '') throw refuse('a look-up has one page');
  const page = { pageSize: Math.min(pageSize || answersMax, answersMax), pageToken };
  const { members } = await counted(
    asked,
    () => ask({ ...request, page }),
    (answer) => answer.members.length > 0,
  );
  return { members, nextPageToken: '' };
};

/**
 * One member by its id; or a write that tells whether a phone is known: refused ones count like a look-up that finds
 * nobody. Raises `too_many_requests`.
 */
export const asLookUp = <Q, A>(request: Q, asked: Asked, ask: (request: Q) => Promise<A>): Promise<A> =>
  looksUpOnly(asked.caller)
    ? counted(
        asked,
        () => ask(request),
        () => true,
      )
    : ask(request);

/** The card of one member, which is a look-up like any other. Raises `too_many_requests`. */
export const cardsWithin = (
  request: FindMemberCardsRequest,
  asked: Asked,
  ask: (request: FindMemberCardsRequest) => Promise<FindMemberCardsResponse>,
): Promise<FindMemberCardsResponse> =>
  looksUpOnly(asked.caller)
    ? counted(
        asked,
        () => ask(request),
        ({ cards }) => cards.length > 0,
      )
    : ask(request);

/**
 * Nobody overwrites or takes away what is not shown to them: a stray hand, or a wrong one, would free a number of its
 * owner. Raises `look_up_only`.
 */
export const correctable = (request: CorrectMemberRequest, { caller }: Asked): Promise<CorrectMemberRequest> => {
  const hidden = maskedFields.flatMap(([property, name]) => (request[property] === undefined ? [] : [name]));
  if (looksUpOnly(caller) && hidden.length > 0)
    throw refuse(`a key that sees members masked does not change what it does not see: ${hidden.join(', ')}`);
  return Promise.resolve(request);
};

export const endOfNumber = (text: string): string => (text === '' ? '' : `••••${text.slice(-4)}`);

/** A member as a till sees it that only looks up: enough to tell whether it is the person in front of it. */
const masked = (member: Member): Seen => ({
  ...member,
  phone: endOfNumber(member.phone),
  cardNumber: endOfNumber(member.cardNumber),
  email: '',
  birthDate: '',
  masked: true,
});

const seenBy = ({ caller }: Asked, member: Member): Member => (looksUpOnly(caller) ? masked(member) : member);

export const memberSeen = (
  { member }: { readonly member?: Member | undefined },
  asked: Asked,
): { member: Member | undefined } => ({ member: member && seenBy(asked, member) });

export const membersSeen = ({ members, ...page }: FindMembersResponse, asked: Asked): FindMembersResponse => ({
  ...page,
  members: members.map((member) => seenBy(asked, member)),
});
