import type { AccountState, Hold, Totals } from './account-state.ts';
import { drawsOf, posted, type Entry } from './entry.ts';
import { LedgerError } from './ledger-error.ts';
import { changed } from './lots.ts';

const holdsAfter = (state: AccountState, entry: Entry): readonly Hold[] => {
  if (entry.kind === 'hold') {
    return [...state.holds, { key: entry.key, owner: entry.owner ?? '', amount: entry.amount, draws: drawsOf(entry) }];
  }
  if ((entry.kind !== 'capture' && entry.kind !== 'void') || posted(entry, 'held') === 0n) return state.holds;
  const left = state.holds.filter((hold) => hold.key !== entry.target);
  if (left.length !== state.holds.length - 1) throw new LedgerError('internal', 'journal_broken', 'a hold ends that is not open', { hold: entry.target ?? '' });
  return left;
};

const totalsAfter = (totals: Totals, entry: Entry): Totals => {
  const issuance = posted(entry, 'issuance');
  const redemption = posted(entry, 'redemption');
  return {
    issued: issuance < 0n ? totals.issued - issuance : totals.issued,
    takenBack: issuance > 0n ? totals.takenBack + issuance : totals.takenBack,
    burned: redemption > 0n ? totals.burned + redemption : totals.burned,
    restored: redemption < 0n ? totals.restored - redemption : totals.restored,
    expired: totals.expired + posted(entry, 'expiry'),
  };
};

/** The account after an entry: what was stored is added up, nothing is decided. Raises `journal_broken`. */
export const fold = (state: AccountState, entry: Entry): AccountState => {
  if (entry.postings.length === 0) return state;
  let { lots, pendingLots } = state;
  for (const delta of entry.lots) {
    if (delta.place === 'active') lots = changed(lots, delta, 'expiresAt');
    else pendingLots = changed(pendingLots, delta, 'activeAt');
  }
  return {
    available: state.available + posted(entry, 'available'),
    pending: state.pending + posted(entry, 'pending'),
    held: state.held + posted(entry, 'held'),
    debt: state.debt + entry.debt,
    lots,
    pendingLots,
    holds: holdsAfter(state, entry),
    totals: totalsAfter(state.totals, entry),
    generation: entry.kind === 'activate' || entry.kind === 'expire' ? state.generation + 1 : state.generation,
  };
};

export const foldAll = (state: AccountState, entries: readonly Entry[]): AccountState => entries.reduce(fold, state);
