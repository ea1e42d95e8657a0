import type { AccountState, Lot } from './account-state.ts';
import { postings, type Entry } from './entry.ts';
import { fold } from './fold.ts';
import { coming, leaving } from './lots.ts';
import { contribution } from './pools.ts';
import { isIdle, undated } from './unit-life.ts';

/** A lot that ends with the account's activity: they stand after those with a date, and before those that never end. */
const idleIn = (lots: readonly Lot[]): Lot | undefined => {
  for (let at = lots.length - 1; at >= 0 && lots[at]?.expiresAt === undefined; at--) if (isIdle({ lot: lots[at]?.id ?? '' })) return lots[at];
  return undefined;
};

/** The lot that ends next: the first with a date, or one that ends with the account's activity. */
const ending = ({ lots, idle }: AccountState): { readonly lot: Lot; readonly at: Date } | undefined => {
  const together = idle && idleIn(lots);
  const lapses = together && { lot: together, at: idle.until };
  const [first] = lots;
  if (!first?.expiresAt || (lapses && lapses.at < first.expiresAt)) return lapses;
  return { lot: first, at: first.expiresAt };
};

/** The moment at which the account next changes by itself. */
export const nextTransition = (state: AccountState): Date | undefined => {
  const activates = state.pendingLots[0]?.activeAt;
  const expires = ending(state)?.at;
  if (!activates || !expires) return activates ?? expires;
  return activates <= expires ? activates : expires;
};

const transition = (state: AccountState, kind: 'activate' | 'expire', lot: Lot, at: Date): Pick<Entry, 'key' | 'kind' | 'amount' | 'target' | 'cause' | 'reason' | 'reference' | 'effectiveAt'> => ({
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
  const units = { lot: lot.expiresAt ? lot.id : undated(state, {}), amount: lot.amount, ...(lot.expiresAt && { expiresAt: lot.expiresAt }) };
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

/** What came due by `at`, in the order of time: activations and expiries that nobody has booked yet. Lots in holds do not expire. */
export const due = (state: AccountState, at: Date): readonly Entry[] => {
  const entries: Entry[] = [];
  let now = state;
  for (let next = nextTransition(now); next && next <= at; next = nextTransition(now)) {
    const [pending] = now.pendingLots;
    const active = ending(now)?.lot;
    // A lot that activates and another that expires at the same moment: what comes in may pay a debt first, so it goes first.
    const entry = pending?.activeAt?.getTime() === next.getTime() ? activation(now, pending, next) : active && expiry(now, active, next);
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
