import { pointsPerEntryMax } from '@vafa/contracts/points';
import { accountText, isAccountId, parseAccount, type AccountId } from '../account/account-id.ts';
import type { Command, OpeningLot, Verb } from './command.ts';
import type { Responsible } from './entry.ts';

const lotsPerEntryMax = 1_000;
const callerKey = /^[ce]:[^\p{Cc}]{1,254}$/u;
/** What makes a key of the other account: `e:receive:{account}#{key}`. */
const transferTextMax = 240;
const sends: ReadonlySet<Verb['kind']> = new Set(['send', 'merge', 'unmerge']);
const word = /^[^\p{Cc}]{0,200}$/u;
/** A transfer is the cause of what the other account books. */
const causeWord = /^[^\p{Cc}]{0,256}$/u;
/** Keys of stored entries and names of lots: a name grows with each account that the units went through. */
const storedName = /^[^\p{Cc}]{1,2000}$/u;
const owner = /^[^\p{Cc}]{1,200}$/u;

const amountProblem = (amount: bigint, least: bigint): string | undefined =>
  amount >= least && amount <= pointsPerEntryMax ? undefined : `an amount is between ${String(least)} and 10^12`;

const isMoment = (at: Date | undefined): boolean => at === undefined || !Number.isNaN(at.getTime());

const lifeProblem = (activeAt: Date | undefined, expiresAt: Date | undefined): string | undefined => {
  if (!isMoment(activeAt) || !isMoment(expiresAt)) return 'activation and expiry are moments';
  return activeAt && expiresAt && expiresAt <= activeAt ? 'units cannot expire before they activate' : undefined;
};

const responsibleProblem = ({ person, role, approver }: Responsible): string | undefined =>
  [person, role, ...(approver === undefined ? [] : [approver])].every((text) => owner.test(text))
    ? undefined
    : 'a correction names a person and a role';

const isKey = (key: string): boolean => storedName.test(key);

const isAccountText = (text: string): boolean => {
  const [clubId = '', memberId = '', unit = '', ...rest] = text.split('.');
  return rest.length === 0 && isAccountId({ clubId, memberId, unit });
};

const sum = (units: readonly { readonly amount: bigint }[]): bigint =>
  units.reduce((total, { amount }) => total + amount, 0n);

const openingProblem = (lots: readonly OpeningLot[]): string | undefined => {
  if (lots.length === 0 || lots.length > lotsPerEntryMax) return `an opening has 1 to ${String(lotsPerEntryMax)} lots`;
  return (
    lots
      .map(({ amount, activeAt, expiresAt }) => amountProblem(amount, 1n) ?? lifeProblem(activeAt, expiresAt))
      .find((problem) => problem !== undefined) ?? amountProblem(sum(lots), 1n)
  );
};

/** Both accounts are of one club and one unit, and they are two. */
const pairProblem = (account: AccountId, other: string): string | undefined => {
  if (!isAccountText(other)) return 'a transfer names the other account';
  const there = parseAccount(other);
  if (there.clubId !== account.clubId || there.unit !== account.unit)
    return 'units stay in their club and are of one kind';
  return there.memberId === account.memberId ? 'a transfer has two accounts' : undefined;
};

const problems: {
  readonly [K in Verb['kind']]: (verb: Extract<Verb, { kind: K }>, account: AccountId) => string | undefined;
} = {
  accrue: ({ amount, activeAt, expiresAt }) => amountProblem(amount, 1n) ?? lifeProblem(activeAt, expiresAt),
  burn: ({ amount }) => amountProblem(amount, 1n),
  hold: (verb) => (owner.test(verb.owner) ? amountProblem(verb.amount, 1n) : 'a hold has an owner'),
  capture: (verb) =>
    callerKey.test(verb.holdKey) && owner.test(verb.owner)
      ? amountProblem(verb.amount, 0n)
      : 'a capture names a hold and its owner',
  void: (verb) =>
    callerKey.test(verb.holdKey) && owner.test(verb.owner) ? undefined : 'a void names a hold and its owner',
  reverse: ({ entryKey, amount }) => (isKey(entryKey) ? amountProblem(amount, 0n) : 'a reversal names an entry'),
  open: ({ lots, by }) => openingProblem(lots) ?? (by && responsibleProblem(by)),
  adjust: ({ amount, by, expiresAt }) =>
    amountProblem(amount < 0n ? -amount : amount, 1n) ?? responsibleProblem(by) ?? lifeProblem(undefined, expiresAt),
  extend: ({ lot, expiresAt }) =>
    isKey(lot) && isMoment(expiresAt) ? undefined : 'an extension names a lot and a moment',
  reinstate: ({ lot, amount, expiresAt }) =>
    isKey(lot) ? (amountProblem(amount, 0n) ?? lifeProblem(undefined, expiresAt)) : 'a reinstatement names a lot',
  freeze: () => undefined,
  unfreeze: () => undefined,
  close: () => undefined,
  send: ({ amount, to }, account) => amountProblem(amount, 1n) ?? pairProblem(account, to),
  merge: ({ into, undoUntil }, account) =>
    isMoment(undoUntil) ? pairProblem(account, into) : 'a merge can be undone until a moment',
  unmerge: ({ from }, account) => pairProblem(account, from),
  join: ({ pool, share }, account) =>
    Number.isInteger(share) && share >= 1 && share <= 100
      ? pairProblem(account, pool)
      : 'a share is 1 to 100 hundredths',
  leave: () => undefined,
  receive: ({ from, units, origin }, account) =>
    (units.length > 0 || origin !== undefined) &&
    units.every((unit) => isKey(unit.lot) && unit.amount > 0n && isMoment(unit.expiresAt))
      ? (amountProblem(sum(units), origin === undefined ? 1n : 0n) ?? pairProblem(account, from))
      : 'what is received are units of lots',
  arrive: ({ sendKey }) => (callerKey.test(sendKey) ? undefined : 'the end of a transfer names its beginning'),
  return: ({ sendKey }) => (callerKey.test(sendKey) ? undefined : 'the end of a transfer names its beginning'),
  settle: ({ exceptionKey, by }) => (isKey(exceptionKey) ? responsibleProblem(by) : 'a settlement names an exception'),
};

const verbProblem = <K extends Verb['kind']>(
  verb: Extract<Verb, { kind: K }>,
  account: AccountId,
): string | undefined => problems[verb.kind as K](verb, account);

/** What is wrong with a command whatever the account's state is; it is answered without a write. */
export const malformed = (command: Command): string | undefined => {
  if (!isAccountId(command.account)) return 'an account is a club, a member and a unit';
  if (!callerKey.test(command.key)) return 'a key starts with c: or e: and has at most 256 characters';
  if (!causeWord.test(command.cause) || !word.test(command.reason) || !word.test(command.reference))
    return 'a cause has at most 256 characters, reason and reference have at most 200';
  if (command.verb.kind === 'void' && command.verb.holdKey === command.key)
    return 'a void has another key than its hold';
  if (!isMoment(command.effectiveAt)) return 'effective_at is not a moment';
  if (!isMoment(command.terms?.graceUntil)) return 'grace ends at a moment';
  if (sends.has(command.verb.kind) && accountText(command.account).length + command.key.length > transferTextMax)
    return 'the key of a transfer is shorter: the other account keeps it with the name of this one';
  return verbProblem(command.verb, command.account);
};
