import { neverExpiring, type AccountState } from './account-state.ts';
import type { Command, Verb } from './command.ts';
import { drafted, refused } from './draft.ts';
import { drawsOf, postings, type Entry } from './entry.ts';
import type { History } from './history.ts';
import { coming, draw, leaving, split } from './lots.ts';
import { asExtended, graceOf, returning } from './unit-life.ts';

type Reverse = Command<Extract<Verb, { kind: 'reverse' }>>;

const least = (a: bigint, b: bigint): bigint => (a < b ? a : b);

/**
 * Takes units of an accrual back: from its own lot first, pending or active; what expired is gone already and is not taken
 * twice; the rest, which was spent or is held, from the other active lots in their order. What is then still missing is a
 * debt (policy unlimited), or nothing is taken at all (within_balance).
 */
const takeBack = (state: AccountState, command: Reverse, original: Entry, amount: bigint, history: History, at: Date): Entry => {
  const waiting = original.lots.find((delta) => delta.place === 'pending')?.lot;
  const pending = least(state.pendingLots.find(({ id }) => id === waiting)?.amount ?? 0n, amount);
  const lot = history.lotOf(original.key) ?? original.key;
  const own = state.lots.filter(({ id }) => id === lot);
  const first = draw(own, amount - pending);
  const absorbed = least(lot === neverExpiring ? 0n : history.expired(lot), first.short);
  const second = draw(state.lots.filter((each) => !own.includes(each)), first.short - absorbed);
  const policy = command.verb.policy ?? command.terms?.unit?.negative ?? 'within_balance';
  if ((second.short > 0n && policy !== 'unlimited') || (pending + absorbed < amount && policy === 'only_pending')) return refused(command, at, 'balance_too_low');
  const collected = amount - absorbed;
  return drafted(command, at, {
    kind: 'reverse_accrual',
    amount,
    target: original.key,
    postings: postings({ pending: -pending, available: pending - collected, issuance: collected }),
    lots: [...(pending > 0n ? [{ lot: waiting ?? original.key, place: 'pending' as const, amount: -pending }] : []), ...leaving([...first.draws, ...second.draws])],
    debt: second.short,
    ...(absorbed > 0n && { absorbed, ...(lot !== original.key && { lot }) }),
  });
};

/** Gives units of a burn or capture back to the lots they came from, the last ones drawn first. The lots have their expiry, also one that was extended since; for one that has passed the club may grant a grace. */
const giveBack = (state: AccountState, command: Reverse, original: Entry, amount: bigint, history: History, at: Date): Entry => {
  const undone = split(drawsOf(original).toReversed(), history.reversed(original.key)).rest;
  const units = asExtended(state, original.key, split(undone, amount).first, history);
  const { lots, debt } = coming(state.debt, returning(state, units, at, graceOf(command, at)));
  return drafted(command, at, { kind: 'reverse_burn', amount, target: original.key, postings: postings({ available: amount, redemption: -amount }), lots, debt });
};

export const decideReverse = (state: AccountState, command: Reverse, history: History, at: Date): Entry => {
  const { entryKey } = command.verb;
  const original = history.entry(entryKey);
  if (!original) return refused(command, at, 'entry_not_found');
  if (original.kind !== 'accrue' && original.kind !== 'burn' && original.kind !== 'capture') return refused(command, at, 'not_reversible');
  const left = original.amount - history.reversed(entryKey);
  const amount = command.verb.amount === 0n ? left : command.verb.amount;
  if (amount === 0n || amount > left) return refused(command, at, 'more_than_original');
  const turn = original.kind === 'accrue' ? takeBack : giveBack;
  return turn(state, command, original, amount, history, at);
};
