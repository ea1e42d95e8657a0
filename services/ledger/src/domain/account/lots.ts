import type { Lot } from './account-state.ts';
import type { Draw, LotDelta } from '../journal/entry.ts';
import { LedgerError } from '../journal/ledger-error.ts';
import { readLotName } from './lot-name.ts';

const least = (a: bigint, b: bigint): bigint => (a < b ? a : b);

/** Takes up to `amount` out of lots in their order. `short` is what they could not give. */
export const draw = (
  lots: readonly Lot[],
  amount: bigint,
): { readonly draws: readonly Draw[]; readonly short: bigint } => {
  const draws: Draw[] = [];
  let short = amount;
  for (const lot of lots) {
    if (short === 0n) break;
    const taken = least(lot.amount, short);
    draws.push({ lot: lot.id, amount: taken, ...(lot.expiresAt && { expiresAt: lot.expiresAt }) });
    short -= taken;
  }
  return { draws, short };
};

export const leaving = (draws: readonly Draw[]): LotDelta[] =>
  draws.map((each) => ({ ...each, place: 'active', amount: -each.amount }));

/** Units come into active lots, after they have paid the debt. */
export const coming = (
  debt: bigint,
  draws: readonly Draw[],
): { readonly lots: readonly LotDelta[]; readonly debt: bigint } => {
  const lots: LotDelta[] = [];
  let owed = debt;
  for (const each of draws) {
    const paid = least(owed, each.amount);
    owed -= paid;
    if (each.amount > paid) lots.push({ ...each, place: 'active', amount: each.amount - paid });
  }
  return { lots, debt: owed - debt };
};

/** Units of a hold come back: the last of them pay the debt, as what was borrowed was taken last. */
export const comingBack = (debt: bigint, draws: readonly Draw[]): ReturnType<typeof coming> => {
  const back = coming(debt, draws.toReversed());
  return { ...back, lots: back.lots.toReversed() };
};

/** The first `amount` of these units, and the rest. */
export const split = (
  draws: readonly Draw[],
  amount: bigint,
): { readonly first: readonly Draw[]; readonly rest: readonly Draw[] } => {
  const first: Draw[] = [];
  const rest: Draw[] = [];
  let wanted = amount;
  for (const each of draws) {
    const part = least(wanted, each.amount);
    wanted -= part;
    if (part > 0n) first.push({ ...each, amount: part });
    if (each.amount > part) rest.push({ ...each, amount: each.amount - part });
  }
  return { first, rest };
};

/** Whether units end when their account was idle too long. */
export const endsWithActivity = ({ sharing, expiresAt }: Pick<Lot, 'sharing' | 'expiresAt'>): boolean =>
  sharing === 'activity' && expiresAt === undefined;

/** What never ends is spent last, and before it what ends with the account's activity. */
const rankOf = (lot: Lot, order: 'activeAt' | 'expiresAt'): number =>
  lot[order]?.getTime() ?? (lot.sharing === 'activity' ? Number.MAX_VALUE : Number.POSITIVE_INFINITY);

const placeOf = (lots: readonly Lot[], lot: Lot, order: 'activeAt' | 'expiresAt'): number => {
  const rank = rankOf(lot, order);
  const later = lots.findIndex((each) => rankOf(each, order) > rank);
  return later === -1 ? lots.length : later;
};

/** The lots after one stored change. Raises `journal_broken` when a lot would hold less than nothing. */
export const changed = (
  lots: readonly Lot[],
  { lot: id, amount, activeAt, expiresAt }: LotDelta,
  order: 'activeAt' | 'expiresAt',
): readonly Lot[] => {
  const at = lots.findIndex((lot) => lot.id === id);
  const known = lots[at];
  const left = (known?.amount ?? 0n) + amount;
  if (left < 0n) throw new LedgerError('internal', 'journal_broken', 'a lot would hold less than nothing', { lot: id });
  if (known) return left === 0n ? lots.toSpliced(at, 1) : lots.with(at, { ...known, amount: left });
  if (left === 0n) return lots;
  const life = { ...(activeAt && { activeAt }), ...(expiresAt && { expiresAt }) };
  const lot: Lot = { id, ...readLotName(id), amount: left, ...life };
  return lots.toSpliced(placeOf(lots, lot, order), 0, lot);
};
