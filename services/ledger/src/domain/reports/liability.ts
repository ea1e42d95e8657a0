import { divideHalfUp } from '@vafa/kernel';
import type { AccountState, Lot } from '../account/account-state.ts';
import { readLotName } from '../account/lot-name.ts';
import { endsWithActivity } from '../account/lots.ts';

/** What a club owes in one unit, to one account or to many. */
export interface Liability {
  readonly available: bigint;
  readonly pending: bigint;
  readonly held: bigint;
  /**
   * What accounts owe, taken off `available`: units that were taken back and had been spent, or borrowed below a cap.
   */
  readonly owed: bigint;
  /**
   * By the last month in which they can be spent, `2026-01`, or `never`; active, pending and held. Together: available
   * + pending + held + owed.
   */
  readonly months: Readonly<Record<string, bigint>>;
  /** Earned less taken back, and brought along from other systems. */
  readonly issued: bigint;
  /** Lapsed, less what was reinstated. */
  readonly expired: bigint;
  /** In open exceptions, and in no balance: what the club owes members, and what members owe. */
  readonly unposted: bigint;
  readonly uncollected: bigint;
}

export const never = 'never';

export const noLiability: Liability = {
  available: 0n,
  pending: 0n,
  held: 0n,
  owed: 0n,
  months: {},
  issued: 0n,
  expired: 0n,
  unposted: 0n,
  uncollected: 0n,
};

export const outstandingOf = ({
  available,
  pending,
  held,
}: Pick<Liability, 'available' | 'pending' | 'held'>): bigint => available + pending + held;

/** Names the month of a moment in a zone, `2026-01`. */
export const monthNamer = (timeZone: string): ((at: Date) => string) => {
  const format = new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit' });
  return (at) => {
    const parts = new Map(format.formatToParts(at).map(({ type, value }) => [type, value]));
    return `${parts.get('year') ?? ''}-${parts.get('month') ?? ''}`;
  };
};

const justBefore = (at: Date): Date => new Date(at.getTime() - 1);

interface Units {
  readonly amount: bigint;
  /** When they end; undefined: never. */
  readonly end: Date | undefined;
}

/** Lots, waiting units and units in holds; what is undated and waits goes where it will go when it is active. */
const unitsOf = ({ lots, pendingLots, holds, idle }: AccountState): readonly Units[] => {
  const endOf = (units: Pick<Lot, 'sharing' | 'expiresAt'>): Date | undefined =>
    units.expiresAt ?? (endsWithActivity(units) ? idle?.until : undefined);
  const held = holds.flatMap(({ draws }) => draws);
  return [
    ...lots.map((lot) => ({ amount: lot.amount, end: endOf(lot) })),
    ...pendingLots.map(({ amount, expiresAt }) => ({ amount, end: expiresAt ?? idle?.until })),
    ...held.map((draw) => ({ amount: draw.amount, end: endOf({ ...draw, ...readLotName(draw.lot) }) })),
  ];
};

const inSuspense = ({ exceptions = [] }: AccountState): Pick<Liability, 'unposted' | 'uncollected'> => {
  const total = (some: typeof exceptions): bigint => some.reduce((sum, { amount }) => sum + amount, 0n);
  return {
    unposted: total(exceptions.filter(({ amount }) => amount > 0n)),
    uncollected: -total(exceptions.filter(({ amount }) => amount < 0n)),
  };
};

/** What one account is owed. Units that end at the midnight after a day count for the month of that day. */
export const liabilityOf = (state: AccountState, monthOf: (at: Date) => string): Liability => {
  const { available, pending, held, debt, totals } = state;
  const months: Record<string, bigint> = {};
  for (const { amount, end } of unitsOf(state)) {
    const month = end ? monthOf(justBefore(end)) : never;
    months[month] = (months[month] ?? 0n) + amount;
  }
  const issued = totals.issued - totals.takenBack - (totals.moved?.opening ?? 0n);
  return { available, pending, held, owed: debt, months, issued, expired: totals.expired, ...inSuspense(state) };
};

export const addLiability = (one: Liability, other: Liability): Liability => {
  const months: Record<string, bigint> = { ...one.months };
  for (const [month, amount] of Object.entries(other.months)) months[month] = (months[month] ?? 0n) + amount;
  return {
    available: one.available + other.available,
    pending: one.pending + other.pending,
    held: one.held + other.held,
    owed: one.owed + other.owed,
    months,
    issued: one.issued + other.issued,
    expired: one.expired + other.expired,
    unposted: one.unposted + other.unposted,
    uncollected: one.uncollected + other.uncollected,
  };
};

/**
 * A share that no reader can mean; it is reached where nearly all that was issued was taken back after much of it had
 * expired.
 */
const millionthsMax = 10n ** 15n;

/** Millionths of what was issued that expired; 0 where nothing was issued. */
export const breakageOf = ({ issued, expired }: Pick<Liability, 'issued' | 'expired'>): bigint => {
  if (issued <= 0n) return 0n;
  const millionths = divideHalfUp(expired * 1_000_000n, issued);
  return millionths < millionthsMax ? millionths : millionthsMax;
};
