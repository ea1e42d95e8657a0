import { closedTo, decideLife } from '../account/account-life.ts';
import type { AccountState } from '../account/account-state.ts';
import { boundsRefusal, withinBounds } from '../account/bounds.ts';
import type { Command, Verb } from './command.ts';
import { decideAdjust, decideExtend, decideOpen, decideReinstate } from '../account/corrections.ts';
import { decideCapture, decideHold, decideVoid } from '../account/holds.ts';
import { drafted, refused } from './draft.ts';
import { postings, type Entry } from './entry.ts';
import type { History } from './history.ts';
import { coming } from '../account/lots.ts';
import { spend } from '../account/spending.ts';
import { decideMerge, decideUnmerge } from '../transfers/merges.ts';
import { contribution } from '../transfers/contribution.ts';
import { decidePool } from '../transfers/pools.ts';
import { decideReverse } from '../account/reversals.ts';
import { decideSettle, suspended } from '../account/suspense.ts';
import { decideEnd, decideReceive, decideSend } from '../transfers/transfers.ts';
import { activity, lifeOf } from '../time/unit-life.ts';

type Of<K extends Verb['kind']> = Command<Extract<Verb, { kind: K }>>;
type Entries = readonly [Entry, ...Entry[]];

const withContribution = (state: AccountState, accrued: Entry): Entries => {
  const shared = accrued.kind === 'accrue' ? contribution(state, accrued) : undefined;
  return shared ? [accrued, shared] : [accrued];
};

const decideAccrue = (state: AccountState, command: Of<'accrue'>, at: Date): Entry => {
  const { amount: asked, basis } = command.verb;
  const refusal = boundsRefusal(command, asked);
  const amount = command.finished ? withinBounds(command, asked) : asked;
  if (refusal && (amount === 0n || amount === asked)) return refused(command, at, refusal);
  const over = asked - amount;
  const { lot, activeAt, expiresAt } = lifeOf(state, command, at);
  const exception = refusal && { refusal, book: 'issuance' as const, amount: over };
  const accrued = {
    kind: 'accrue' as const,
    amount: asked,
    lot,
    ...(basis && { basis }),
    ...(exception && { exception }),
    ...activity(state, command, at),
  };
  const expiry = expiresAt ? { expiresAt } : {};
  if (activeAt) {
    const lots = [{ lot: command.key, place: 'pending' as const, amount, activeAt, ...expiry }];
    return drafted(command, at, {
      ...accrued,
      postings: postings({ pending: amount, suspense: over, issuance: -asked }),
      lots,
    });
  }
  return drafted(command, at, {
    ...accrued,
    postings: postings({ available: amount, suspense: over, issuance: -asked }),
    ...coming(state.debt, [{ lot, amount, ...expiry }]),
  });
};

const decideBurn = (state: AccountState, command: Of<'burn'>, at: Date): Entry => {
  const { amount } = command.verb;
  const spent = spend(state, amount, command);
  if (spent.refusal) return refused(command, at, spent.refusal);
  return drafted(command, at, {
    kind: 'burn',
    amount,
    postings: postings({ available: -amount, redemption: amount }),
    ...spent.effect,
    ...activity(state, command, at),
  });
};

const decisions: {
  readonly [K in Verb['kind']]: (state: AccountState, command: Of<K>, history: History, at: Date) => Entries;
} = {
  accrue: (state, command, _history, at) => withContribution(state, decideAccrue(state, command, at)),
  burn: (state, command, _history, at) => [decideBurn(state, command, at)],
  hold: (state, command, _history, at) => [decideHold(state, command, at)],
  capture: (state, command, history, at) => [decideCapture(state, command, history, at)],
  void: decideVoid,
  reverse: (state, command, history, at) => [decideReverse(state, command, history, at)],
  open: (state, command, _history, at) => [decideOpen(state, command, at)],
  adjust: (state, command, _history, at) => [decideAdjust(state, command, at)],
  extend: (state, command, _history, at) => [decideExtend(state, command, at)],
  reinstate: (state, command, history, at) => [decideReinstate(state, command, history, at)],
  freeze: (state, command, _history, at) => [decideLife(state, command, at)],
  unfreeze: (state, command, _history, at) => [decideLife(state, command, at)],
  close: (state, command, _history, at) => [decideLife(state, command, at)],
  send: (state, command, _history, at) => [decideSend(state, command, at)],
  receive: (state, command, _history, at) => [decideReceive(state, command, at)],
  arrive: (state, command, history, at) => [decideEnd(state, command, history, at)],
  return: (state, command, history, at) => [decideEnd(state, command, history, at)],
  merge: (state, command, _history, at) => [decideMerge(state, command, at)],
  unmerge: (state, command, _history, at) => [decideUnmerge(state, command, at)],
  join: (state, command, _history, at) => [decidePool(state, command, at)],
  leave: (state, command, _history, at) => [decidePool(state, command, at)],
  settle: (state, command, history, at) => [decideSettle(state, command, history, at)],
};

const decideOpenAccount = <K extends Verb['kind']>(
  state: AccountState,
  command: Of<K>,
  history: History,
  at: Date,
): Entries => decisions[command.verb.kind as K](state, command, history, at);

/**
 * What a well-formed command does to an account at a moment by which everything due is booked: the entry that answers
 * it first, then entries that go with it. A refusal by state is an entry too; what a finished sale asks for goes to
 * suspense instead. Pure: the same arguments, the same entries.
 */
export const decide = (state: AccountState, command: Command, history: History, at: Date): Entries => {
  const closed = closedTo(state, command);
  const entries: Entries = closed ? [refused(command, at, closed)] : decideOpenAccount(state, command, history, at);
  const { refusal } = entries[0];
  if (refusal === undefined || !command.finished) return entries;
  return [suspended(command, refusal, history, at) ?? entries[0]];
};
