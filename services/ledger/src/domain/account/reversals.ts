import type { AccountState } from './account-state.ts';
import { payingClaims, unpostedOf } from './claims.ts';
import { suspendedBy } from './exceptions.ts';
import type { Command, Verb } from '../journal/command.ts';
import type { NegativePolicy } from '../time/unit.ts';
import { drafted, refused } from '../journal/draft.ts';
import { drawsOf, postings, type Draw, type Entry } from '../journal/entry.ts';
import type { History } from '../journal/history.ts';
import { neverExpiring } from './lot-name.ts';
import { coming, draw, leaving, split } from './lots.ts';
import { asExtended, graceOf, returning, undated } from '../time/unit-life.ts';

type Reverse = Command<Extract<Verb, { kind: 'reverse' }>>;

const least = (a: bigint, b: bigint): bigint => (a < b ? a : b);

interface Taken {
  readonly pending: bigint;
  readonly draws: readonly Draw[];
  /** Of what had expired, so that it is gone already and not taken twice. */
  readonly absorbed: bigint;
  readonly lot: string;
  readonly short: bigint;
}

/**
 * Finds units of an accrual. Those in its own lot come first, pending or active. For what expired none are taken. The
 * rest was spent or is held: units of the other active lots stand in for it, in their order. Where only what is pending
 * may go, nothing of the active lots is taken.
 */
const collect = (
  state: AccountState,
  original: Entry,
  amount: bigint,
  policy: NegativePolicy,
  history: History,
): Taken => {
  const waiting = original.lots.find((delta) => delta.place === 'pending')?.lot;
  const pending = least(state.pendingLots.find(({ id }) => id === waiting)?.amount ?? 0n, amount);
  const lot = history.lotOf(original.key) ?? original.key;
  const own = state.lots.filter(({ id }) => id === lot);
  const first = draw(own, amount - pending);
  const absorbed = least(lot === neverExpiring ? 0n : history.expired(lot), first.short);
  if (policy === 'only_pending') return { pending, draws: [], absorbed, lot, short: amount - pending - absorbed };
  const second = draw(
    state.lots.filter((each) => !own.includes(each)),
    first.short - absorbed,
  );
  return { pending, draws: [...first.draws, ...second.draws], absorbed, lot, short: second.short };
};

/**
 * Takes units of an accrual back. By the policy unlimited, what is missing is a debt. By the others nothing is taken at
 * all when units are missing, unless the sale is finished. Then as much is taken as the policy allows, and the rest
 * waits in suspense as an exception.
 */
const takeBack = (
  state: AccountState,
  command: Reverse,
  original: Entry,
  amount: bigint,
  history: History,
  at: Date,
): Entry => {
  const policy = command.verb.policy ?? command.terms?.unit?.negative ?? 'within_balance';
  const { waiting, rest } = unpostedOf(state, original, amount, history);
  const { pending, draws, absorbed, lot, short } = collect(state, original, rest, policy, history);
  const claimed = policy === 'unlimited' ? 0n : short;
  if (claimed > 0n && !command.finished) return refused(command, at, 'balance_too_low');
  const collected = rest - absorbed - claimed;
  const pendingLot = original.lots.find((delta) => delta.place === 'pending')?.lot ?? original.key;
  const refusal = policy === 'only_pending' ? 'not_pending' : 'balance_too_low';
  return drafted(command, at, {
    kind: 'reverse_accrual',
    amount,
    target: original.key,
    postings: postings({
      pending: -pending,
      available: pending - collected,
      suspense: -waiting - claimed,
      issuance: collected + waiting + claimed,
    }),
    lots: [
      ...(pending > 0n ? [{ lot: pendingLot, place: 'pending' as const, amount: -pending }] : []),
      ...leaving(draws),
    ],
    debt: short - claimed,
    ...(absorbed > 0n && { absorbed, ...(lot !== original.key && { lot }) }),
    ...(waiting !== 0n && { ended: [{ key: original.key, amount: waiting }] }),
    ...(claimed > 0n && { exception: { refusal, book: 'issuance' as const, amount: -claimed } }),
  });
};

/**
 * Where the units of a burn come back to, the last ones drawn first. Of one that went to suspense and was settled from
 * the account: the undated lot.
 */
const comesBackTo = (
  state: AccountState,
  command: Reverse,
  original: Entry,
  amount: bigint,
  history: History,
  at: Date,
): readonly Draw[] => {
  if (amount === 0n) return [];
  if (original.kind === 'suspend') return [{ lot: undated(state, command), amount }];
  const undone = split(drawsOf(original).toReversed(), history.reversed(original.key)).rest;
  const units = asExtended(state, original.key, split(undone, amount).first, history);
  return returning(state, units, at, graceOf(command, at));
};

/**
 * Gives units of a burn or capture back to the lots they came from. The lots have their expiry, also one that was
 * extended since; for one that has passed the club may grant a grace. What returns could not take is paid first.
 */
const giveBack = (
  state: AccountState,
  command: Reverse,
  original: Entry,
  amount: bigint,
  history: History,
  at: Date,
): Entry => {
  const { waiting, rest } = unpostedOf(state, original, amount, history);
  const { draws, paid, ended = [] } = payingClaims(state, comesBackTo(state, command, original, rest, history, at));
  const { lots, debt } = coming(state.debt, draws);
  const parts = [...(waiting !== 0n ? [{ key: original.key, amount: waiting }] : []), ...ended];
  const moved = postings({ available: rest - paid, suspense: paid - waiting, redemption: waiting - rest });
  return drafted(command, at, {
    kind: 'reverse_burn',
    amount,
    target: original.key,
    postings: moved,
    lots,
    debt,
    ...(parts.length > 0 && { ended: parts }),
  });
};

/** Accruals are taken back; burns, captures and what of them went to suspense are given back. */
const turnOf = (original: Entry): typeof takeBack | undefined => {
  if (original.kind === 'accrue') return takeBack;
  if (original.kind === 'burn' || original.kind === 'capture') return giveBack;
  const suspended = original.kind === 'suspend' ? suspendedBy(original) : 0n;
  if (suspended > 0n && original.exception?.book === 'issuance') return takeBack;
  return suspended < 0n && original.exception?.book === 'redemption' ? giveBack : undefined;
};

export const decideReverse = (state: AccountState, command: Reverse, history: History, at: Date): Entry => {
  const { entryKey } = command.verb;
  const original = history.entry(entryKey);
  if (!original) return refused(command, at, 'entry_not_found');
  const turn = turnOf(original);
  if (!turn) return refused(command, at, 'not_reversible');
  const left = (original.amount < 0n ? -original.amount : original.amount) - history.reversed(entryKey);
  const amount = command.verb.amount === 0n ? left : command.verb.amount;
  if (amount === 0n || amount > left) return refused(command, at, 'more_than_original');
  return turn(state, command, original, amount, history, at);
};
