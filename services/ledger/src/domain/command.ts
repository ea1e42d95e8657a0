import { pointsPerEntryMax } from '@vafa/kernel';
import { accountText, isAccountId, parseAccount, type AccountId } from './account-id.ts';
import { neverExpiring, type AccountState } from './account-state.ts';
import { drawsOf, type Basis, type Draw, type Entry, type Responsible } from './entry.ts';
import type { History } from './history.ts';
import type { UnitRules } from './unit.ts';

export type Verb =
  | { readonly kind: 'accrue'; readonly amount: bigint; readonly basis?: Basis; readonly activeAt?: Date; readonly expiresAt?: Date }
  | { readonly kind: 'burn'; readonly amount: bigint }
  | { readonly kind: 'hold'; readonly amount: bigint; readonly owner: string }
  /** Amount 0: all that is held. What is not captured goes back to its lots. */
  | { readonly kind: 'capture'; readonly holdKey: string; readonly owner: string; readonly amount: bigint }
  | { readonly kind: 'void'; readonly holdKey: string; readonly owner: string }
  /** Amount 0: all that is left of the entry. Without a policy: the unit's. */
  | { readonly kind: 'reverse'; readonly entryKey: string; readonly amount: bigint; readonly policy?: NegativePolicy }
  /** What another system owed, as lots; before anything else was earned, spent or lost on the account, and while it has nothing. */
  | { readonly kind: 'open'; readonly lots: readonly OpeningLot[] }
  /** A correction up or down by a person. */
  | { readonly kind: 'adjust'; readonly amount: bigint; readonly by: Responsible; readonly policy: NegativePolicy; readonly expiresAt?: Date }
  /** A later expiry for what is left of a lot. */
  | { readonly kind: 'extend'; readonly lot: string; readonly expiresAt: Date }
  /** Brings back what expired of a lot; amount 0: all of it. */
  | { readonly kind: 'reinstate'; readonly lot: string; readonly amount: bigint; readonly expiresAt?: Date }
  | { readonly kind: 'freeze' | 'unfreeze' | 'close' }
  /** Units leave for another account and are in transit until that one has received or refused them. */
  | { readonly kind: 'send'; readonly amount: bigint; readonly to: string }
  | { readonly kind: 'receive'; readonly from: string; readonly units: readonly Draw[]; readonly origin?: 'merged' | 'unmerged'; readonly kin?: readonly string[]; readonly until?: Date }
  /** Everything goes to another account, which answers for this one from now on. */
  | { readonly kind: 'merge'; readonly into: string; readonly undoUntil?: Date }
  /** What is left of the units of a merged account goes back to it. */
  | { readonly kind: 'unmerge'; readonly from: string }
  /** A share of what is earned, in hundredths, goes to the household's account. */
  | { readonly kind: 'join'; readonly pool: string; readonly share: number }
  | { readonly kind: 'leave' }
  /** The end of a sending: the other account has the units, or refused them and they come back. */
  | { readonly kind: 'arrive' | 'return'; readonly sendKey: string }
  /** Ends an exception: into the member's account, or at the club's cost or gain. */
  | { readonly kind: 'settle'; readonly exceptionKey: string; readonly into: 'account' | 'club'; readonly by: Responsible };

export interface OpeningLot {
  readonly amount: bigint;
  readonly activeAt?: Date;
  readonly expiresAt?: Date;
}

/** What the club's rules say of a command at the moment it is given. They are not part of its body: a retry may come under others. */
export interface Terms {
  /** Of a burn or hold on an account that counts what was used (a budget, uses): it may go so far below nothing. */
  readonly cap?: bigint;
  /** Units given back whose lot has expired since live until then. */
  readonly graceUntil?: Date;
  /** Adjustments above it need an approver. */
  readonly approvalAbove?: bigint;
  /** The club's rules for the account's unit; what else the terms say comes before them. Filled in by the ledger. */
  readonly unit?: UnitRules;
}

/** May an accrual be taken back only while it is pending, as far as the balance goes, or whatever that leaves as a debt? */
export type NegativePolicy = 'only_pending' | 'within_balance' | 'unlimited';

export interface Command<V extends Verb = Verb> {
  readonly account: AccountId;
  readonly key: string;
  /** The event or request that caused it. */
  readonly cause: string;
  readonly reason: string;
  readonly reference: string;
  /** When it counts for the member; the commit's own time when absent. */
  readonly effectiveAt?: Date;
  /** It tells of what has happened, a finished sale: what cannot be posted as usual goes to suspense and is not refused. */
  readonly finished?: boolean;
  readonly terms?: Terms;
  readonly verb: V;
}

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

const amountProblem = (amount: bigint, least: bigint): string | undefined => (amount >= least && amount <= pointsPerEntryMax ? undefined : `an amount is between ${String(least)} and 10^12`);

const isMoment = (at: Date | undefined): boolean => at === undefined || !Number.isNaN(at.getTime());

const lifeProblem = (activeAt: Date | undefined, expiresAt: Date | undefined): string | undefined => {
  if (!isMoment(activeAt) || !isMoment(expiresAt)) return 'activation and expiry are moments';
  return activeAt && expiresAt && expiresAt <= activeAt ? 'units cannot expire before they activate' : undefined;
};

const responsibleProblem = ({ person, role, approver }: Responsible): string | undefined =>
  [person, role, ...(approver === undefined ? [] : [approver])].every((text) => owner.test(text)) ? undefined : 'a correction names a person and a role';

const isKey = (key: string): boolean => storedName.test(key);

const isAccountText = (text: string): boolean => {
  const [clubId = '', memberId = '', unit = '', ...rest] = text.split('.');
  return rest.length === 0 && isAccountId({ clubId, memberId, unit });
};

const sum = (units: readonly { readonly amount: bigint }[]): bigint => units.reduce((total, { amount }) => total + amount, 0n);

const openingProblem = (lots: readonly OpeningLot[]): string | undefined => {
  if (lots.length === 0 || lots.length > lotsPerEntryMax) return `an opening has 1 to ${String(lotsPerEntryMax)} lots`;
  return lots.map(({ amount, activeAt, expiresAt }) => amountProblem(amount, 1n) ?? lifeProblem(activeAt, expiresAt)).find((problem) => problem !== undefined) ?? amountProblem(sum(lots), 1n);
};

/** Both accounts are of one club and one unit, and they are two. */
const pairProblem = (account: AccountId, other: string): string | undefined => {
  if (!isAccountText(other)) return 'a transfer names the other account';
  const there = parseAccount(other);
  if (there.clubId !== account.clubId || there.unit !== account.unit) return 'units stay in their club and are of one kind';
  return there.memberId === account.memberId ? 'a transfer has two accounts' : undefined;
};

const problems: { readonly [K in Verb['kind']]: (verb: Extract<Verb, { kind: K }>, account: AccountId) => string | undefined } = {
  accrue: ({ amount, activeAt, expiresAt }) => amountProblem(amount, 1n) ?? lifeProblem(activeAt, expiresAt),
  burn: ({ amount }) => amountProblem(amount, 1n),
  hold: (verb) => (owner.test(verb.owner) ? amountProblem(verb.amount, 1n) : 'a hold has an owner'),
  capture: (verb) => (callerKey.test(verb.holdKey) && owner.test(verb.owner) ? amountProblem(verb.amount, 0n) : 'a capture names a hold and its owner'),
  void: (verb) => (callerKey.test(verb.holdKey) && owner.test(verb.owner) ? undefined : 'a void names a hold and its owner'),
  reverse: ({ entryKey, amount }) => (isKey(entryKey) ? amountProblem(amount, 0n) : 'a reversal names an entry'),
  open: ({ lots }) => openingProblem(lots),
  adjust: ({ amount, by, expiresAt }) => amountProblem(amount < 0n ? -amount : amount, 1n) ?? responsibleProblem(by) ?? lifeProblem(undefined, expiresAt),
  extend: ({ lot, expiresAt }) => (isKey(lot) && isMoment(expiresAt) ? undefined : 'an extension names a lot and a moment'),
  reinstate: ({ lot, amount, expiresAt }) => (isKey(lot) ? (amountProblem(amount, 0n) ?? lifeProblem(undefined, expiresAt)) : 'a reinstatement names a lot'),
  freeze: () => undefined,
  unfreeze: () => undefined,
  close: () => undefined,
  send: ({ amount, to }, account) => amountProblem(amount, 1n) ?? pairProblem(account, to),
  merge: ({ into, undoUntil }, account) => (isMoment(undoUntil) ? pairProblem(account, into) : 'a merge can be undone until a moment'),
  unmerge: ({ from }, account) => pairProblem(account, from),
  join: ({ pool, share }, account) => (Number.isInteger(share) && share >= 1 && share <= 100 ? pairProblem(account, pool) : 'a share is 1 to 100 hundredths'),
  leave: () => undefined,
  receive: ({ from, units, origin }, account) =>
    (units.length > 0 || origin !== undefined) && units.every((unit) => isKey(unit.lot) && unit.amount > 0n && isMoment(unit.expiresAt)) ? (amountProblem(sum(units), origin === undefined ? 1n : 0n) ?? pairProblem(account, from)) : 'what is received are units of lots',
  arrive: ({ sendKey }) => (callerKey.test(sendKey) ? undefined : 'the end of a transfer names its beginning'),
  return: ({ sendKey }) => (callerKey.test(sendKey) ? undefined : 'the end of a transfer names its beginning'),
  settle: ({ exceptionKey, by }) => (isKey(exceptionKey) ? responsibleProblem(by) : 'a settlement names an exception'),
};

const verbProblem = <K extends Verb['kind']>(verb: Extract<Verb, { kind: K }>, account: AccountId): string | undefined => problems[verb.kind as K](verb, account);

/** What is wrong with a command whatever the account's state is; it is answered without a write. */
export const malformed = (command: Command): string | undefined => {
  if (!isAccountId(command.account)) return 'an account is a club, a member and a unit';
  if (!callerKey.test(command.key)) return 'a key starts with c: or e: and has at most 256 characters';
  if (!causeWord.test(command.cause) || !word.test(command.reason) || !word.test(command.reference)) return 'a cause has at most 256 characters, reason and reference have at most 200';
  if (command.verb.kind === 'void' && command.verb.holdKey === command.key) return 'a void has another key than its hold';
  if (!isMoment(command.effectiveAt)) return 'effective_at is not a moment';
  if (!isMoment(command.terms?.graceUntil)) return 'grace ends at a moment';
  if (sends.has(command.verb.kind) && accountText(command.account).length + command.key.length > transferTextMax) return 'the key of a transfer is shorter: the other account keeps it with the name of this one';
  return verbProblem(command.verb, command.account);
};

/** The keys of stored entries that a decision on this command has to see, with what was done about them, beside the account's state. */
export const entriesNeeded = ({ verb }: Command, { holds, exceptions = [] }: AccountState): readonly string[] => {
  switch (verb.kind) {
    case 'reverse':
      return [verb.entryKey];
    case 'capture':
    case 'void':
      return holds.some((hold) => hold.key === verb.holdKey) ? [] : [verb.holdKey];
    case 'reinstate':
      return [verb.lot];
    case 'arrive':
    case 'return':
      return [verb.sendKey];
    case 'settle':
      return exceptions.some((exception) => exception.key === verb.exceptionKey) ? [] : [verb.exceptionKey];
    default:
      return [];
  }
};

/** The hold or exception that a command ends. */
const endedBy = ({ verb }: Command): string | undefined => {
  if (verb.kind === 'capture' || verb.kind === 'void') return verb.holdKey;
  return verb.kind === 'settle' ? verb.exceptionKey : undefined;
};

/** Of commands that are decided together: what one of them ends is open no more for those after it, which need to see what it was. */
export const entriesNeededTogether = (commands: readonly Command[], state: AccountState): readonly string[] => {
  const ended = commands.map(endedBy).filter((key) => key !== undefined);
  const again = ended.filter((key, index) => ended.indexOf(key) !== index);
  return [...new Set([...commands.flatMap((command) => entriesNeeded(command, state)), ...again])];
};

const datedLots = (entry: Entry | undefined): readonly string[] => (entry ? drawsOf(entry).flatMap(({ lot, expiresAt }) => (expiresAt ? [lot] : [])) : []);

/** What else a decision has to see once those are there: what was done about a lot that several accruals share, and about those that units come back to. */
export const lotsNeeded = ({ verb }: Command, history: History): readonly string[] => {
  if (verb.kind === 'reinstate') return [verb.lot];
  if (verb.kind === 'return') return datedLots(history.entry(verb.sendKey));
  if (verb.kind !== 'reverse') return [];
  const original = history.entry(verb.entryKey);
  if (original?.kind !== 'accrue') return datedLots(original);
  const lot = history.lotOf(verb.entryKey);
  return lot === undefined || lot === verb.entryKey || lot === neverExpiring ? [] : [lot];
};
