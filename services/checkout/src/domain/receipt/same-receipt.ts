import { goodsKey } from '@vafa/contracts/goods';
import { plainPrice } from '@vafa/kernel';
import type { Session } from '../session/session.ts';

/** What a line is, whatever it is called: rows of two submissions are the same when these are. */
export interface Row {
  readonly sku: string;
  /** Thousandths of a unit; negative for what goes back in an exchange. */
  readonly quantityMilli: bigint;
  readonly unitPrice: string;
}

/** When something under a receipt happened; a session's two times, or one time twice. */
export interface Span {
  readonly from: Date;
  readonly until: Date;
  /** Days without a time of day. */
  readonly dayOnly: boolean;
}

export const momentOf = (at: Date, dayOnly = false): Span => ({ from: at, until: at, dayOnly });

/** From the opening of a session to its closing; an open one lasts until now. */
export const spanOfSession = (
  { openedAt, closedAt, state }: Pick<Session, 'openedAt' | 'closedAt' | 'state'>,
  now: Date,
): Span => ({
  from: openedAt,
  until: closedAt ?? (state === 'closed' || now < openedAt ? openedAt : now),
  dayOnly: false,
});

/** How far the times of one sale may lie apart: a till's clock, a time of opening here and of closing there. */
const nearMs = 3 * 3_600_000;

/** Whether two times may be those of one sale. Of days without a time, their claims say that the day is the same. */
export const isNear = (one: Span, other: Span): boolean =>
  one.dayOnly ||
  other.dayOnly ||
  (one.from.getTime() - nearMs <= other.until.getTime() && other.from.getTime() - nearMs <= one.until.getTime());

const keyOf = ({ sku, quantityMilli, unitPrice }: Row): string =>
  JSON.stringify([goodsKey(sku), quantityMilli.toString(), plainPrice(unitPrice) ?? unitPrice]);

/** Rows of the first that the second has not, each as often as it is missing. */
const missingIn = <R extends Row>(rows: readonly R[], others: readonly Row[]): R[] => {
  const counts = new Map<string, number>();
  for (const row of others) counts.set(keyOf(row), (counts.get(keyOf(row)) ?? 0) + 1);
  return rows.filter((row) => {
    const left = counts.get(keyOf(row)) ?? 0;
    if (left > 0) counts.set(keyOf(row), left - 1);
    return left === 0;
  });
};

/** One reading of a receipt: the rows that could be read, and how many could not. */
export interface Reading<R extends Row> {
  readonly rows: readonly R[];
  readonly refused: number;
}

/**
 * Whether two readings are of one receipt, and which rows the later one adds. What one of them has and the other has
 * not must be among the rows that the other refused; rows that were mended may come alone, without those accepted
 * before. Undefined: they contradict each other.
 */
export const addedRows = <R extends Row>(known: Reading<Row>, later: Reading<R>): R[] | undefined => {
  const added = missingIn(later.rows, known.rows);
  const absent = missingIn(known.rows, later.rows).length;
  const fitsKnown = added.length <= known.refused;
  const fitsLater = absent <= later.refused;
  const isApart = added.length === later.rows.length && later.rows.length > 0;
  return (fitsKnown && (fitsLater || isApart)) || (fitsLater && isApart) ? added : undefined;
};
