import type { AccountState, Lot } from '../account/account-state.ts';
import { postings, type Entry } from '../journal/entry.ts';
import { fold } from '../journal/fold.ts';
import { coming, leaving } from '../account/lots.ts';
import { contribution } from '../transfers/contribution.ts';
import { ending, nextTransition } from './next-transition.ts';
import { undated } from './unit-life.ts';

const transition = <K extends 'activate' | 'expire'>(state: AccountState, kind: K, lot: Lot, at: Date) => ({
  key: `t:${kind}:${lot.id}:${String(state.generation + 1)}`,
  kind,
  amount: lot.amount,
  target: lot.id,
  cause: 'time',
  reason: kind === 'activate' ? 'activation' : 'expiry',
  reference: '',
  effectiveAt: at,
});

const activation = (state: AccountState, lot: Lot, at: Date): Entry => {
  const units = {
    lot: lot.expiresAt ? lot.id : undated(state, {}),
    amount: lot.amount,
    ...(lot.expiresAt && { expiresAt: lot.expiresAt }),
  };
  const { lots, debt } = coming(state.debt, [units]);
  return {
    ...transition(state, 'activate', lot, at),
    postings: postings({ pending: -lot.amount, available: lot.amount }),
    lots: [{ lot: lot.id, place: 'pending', amount: -lot.amount }, ...lots],
    debt,
  };
};

const expiry = (state: AccountState, lot: Lot, at: Date): Entry => ({
  ...transition(state, 'expire', lot, at),
  postings: postings({ available: -lot.amount, expiry: lot.amount }),
  lots: leaving([{ lot: lot.id, amount: lot.amount, ...(lot.expiresAt && { expiresAt: lot.expiresAt }) }]),
  debt: 0n,
});

/**
 * What came due by `at`, in the order of time: activations and expiries that nobody has booked yet. Lots in holds do
 * not expire.
 */
export const due = (state: AccountState, at: Date): readonly Entry[] => {
  const entries: Entry[] = [];
  let now = state;
  for (let next = nextTransition(now); next && next <= at; next = nextTransition(now)) {
    const [pending] = now.pendingLots;
    const active = ending(now)?.lot;
    // A lot that activates and another that expires at the same moment: what comes in may pay a debt first, so it goes
    // first.
    const entry =
      pending?.activeAt?.getTime() === next.getTime()
        ? activation(now, pending, next)
        : active && expiry(now, active, next);
    if (!entry) break;
    entries.push(entry);
    now = fold(now, entry);
    const shared = entry.kind === 'activate' ? contribution(now, entry) : undefined;
    if (!shared) continue;
    entries.push(shared);
    now = fold(now, shared);
  }
  return entries;
};
