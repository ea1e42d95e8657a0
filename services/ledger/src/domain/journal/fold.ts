import type { AccountState, Hold, Moved, OpenException, OpenTransfer, Totals } from '../account/account-state.ts';
import { exceptionsWith } from '../account/exceptions.ts';
import { drawsOf, isSending, posted, type Entry, type SystemBook } from './entry.ts';
import { LedgerError } from './ledger-error.ts';
import { changed, endsWithActivity } from '../account/lots.ts';
import { tiesAfter } from '../transfers/ties.ts';

const broken = (problem: string, details: Record<string, string>): LedgerError =>
  new LedgerError('internal', 'journal_broken', problem, details);

/**
 * What is open less what an entry ends: one, as a command that is there already may be decided upon once more before
 * the journal refuses its key.
 */
const without = <T extends { readonly key: string }>(
  open: readonly T[],
  { target = '' }: Entry,
  problem: string,
): readonly T[] => {
  const at = open.findIndex(({ key }) => key === target);
  if (at === -1) throw broken(problem, { target });
  return open.toSpliced(at, 1);
};

const holdsAfter = (state: AccountState, entry: Entry): readonly Hold[] => {
  switch (entry.kind) {
    case 'hold':
      return [
        ...state.holds,
        { key: entry.key, owner: entry.owner ?? '', amount: entry.amount, draws: drawsOf(entry) },
      ];
    case 'capture':
    case 'void': {
      if (posted(entry, 'held') === 0n) return state.holds;
      return without(state.holds, entry, 'a hold ends that is not open');
    }
    case 'extend':
      return state.holds.map((hold) => ({
        ...hold,
        draws: hold.draws.map((each) =>
          each.lot === entry.target && entry.until ? { ...each, expiresAt: entry.until } : each,
        ),
      }));
    default:
      return state.holds;
  }
};

const otherBooks: readonly Exclude<SystemBook, 'issuance' | 'redemption' | 'expiry'>[] = [
  'opening',
  'adjustment',
  'in_transit',
  'suspense',
];

const movedAfter = (moved: Moved, entry: Entry): Moved => {
  let after = moved;
  for (const book of otherBooks) {
    const amount = posted(entry, book);
    if (amount === 0n) continue;
    const { [book]: before = 0n, ...others } = after;
    after = before + amount === 0n ? others : { ...others, [book]: before + amount };
  }
  return after;
};

const totalsAfter = ({ moved = {}, ...totals }: Totals, entry: Entry): Totals => {
  const issuance = posted(entry, 'issuance');
  const redemption = posted(entry, 'redemption');
  const others = movedAfter(moved, entry);
  return {
    issued: issuance < 0n ? totals.issued - issuance : totals.issued,
    takenBack: issuance > 0n ? totals.takenBack + issuance : totals.takenBack,
    burned: redemption > 0n ? totals.burned + redemption : totals.burned,
    restored: redemption < 0n ? totals.restored - redemption : totals.restored,
    expired: totals.expired + posted(entry, 'expiry'),
    ...(Object.keys(others).length > 0 && { moved: others }),
  };
};

const transfersAfter = ({ transfers = [] }: AccountState, entry: Entry): readonly OpenTransfer[] => {
  if (isSending(entry)) return [...transfers, { key: entry.key, to: entry.other ?? '', amount: entry.amount }];
  if (entry.kind !== 'arrive' && entry.kind !== 'return') return transfers;
  return without(transfers, entry, 'a transfer ends that is not open');
};

const exceptionsAfter = ({ exceptions = [] }: AccountState, entry: Entry): readonly OpenException[] => {
  if (entry.kind === 'settle') return without(exceptions, entry, 'an exception is settled that is not open');
  return entry.exception || entry.ended ? exceptionsWith(exceptions, entry) : exceptions;
};

const idleAfter = ({ idle, lots }: AccountState, entry: Entry): AccountState['idle'] => {
  if (entry.idleUntil) return { until: entry.idleUntil, era: idle?.era ?? 0 };
  if (!idle || entry.kind !== 'expire') return idle;
  const ended = lots.find(({ id }) => id === entry.target);
  return ended && ended.origin === undefined && endsWithActivity(ended) ? { ...idle, era: idle.era + 1 } : idle;
};

const statusAfter = (status: AccountState['status'], { kind }: Entry): AccountState['status'] => {
  if (kind === 'freeze') return 'frozen';
  if (kind === 'close') return 'closed';
  return kind === 'unfreeze' ? undefined : status;
};

/** The account after an entry: what was stored is added up, nothing is decided. Raises `journal_broken`. */
export const fold = (state: AccountState, entry: Entry): AccountState => {
  if (entry.kind === 'refused') return state;
  let { lots, pendingLots } = state;
  for (const delta of entry.lots) {
    if (delta.place === 'active') lots = changed(lots, delta, 'expiresAt');
    else pendingLots = changed(pendingLots, delta, 'activeAt');
  }
  const status = statusAfter(state.status, entry);
  const idle = idleAfter(state, entry);
  const transfers = transfersAfter(state, entry);
  const exceptions = exceptionsAfter(state, entry);
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
    ...(idle && { idle }),
    ...tiesAfter(state, entry),
    ...(status && { status }),
    ...(transfers.length > 0 && { transfers }),
    ...(exceptions.length > 0 && { exceptions }),
  };
};

export const foldAll = (state: AccountState, entries: readonly Entry[]): AccountState => entries.reduce(fold, state);
