import type { ItemLine, ReadItem } from './batch-item.ts';
import type { AllocatedLine, RowException } from './receipt-claim.ts';
import type { Session } from './session.ts';

export interface Allocation {
  readonly lines: readonly AllocatedLine[];
  readonly exceptions: readonly RowException[];
}

const soldTime = ({ soldAt }: Session): number => soldAt?.getTime() ?? Number.POSITIVE_INFINITY;

/** Strictly earlier by time, then by row. */
const isEarlier = (session: Session, { at, row }: ReadItem['item']): boolean => {
  const time = soldTime(session);
  return time < at.getTime() || (time === at.getTime() && session.row < row);
};

const latestFirst = (a: Session, b: Session): number => soldTime(b) - soldTime(a) || b.row - a.row;

/** What a row's line is left with: nothing matched, or a part. */
export const shortfall = ({ row, line }: Pick<RowException, 'row' | 'line'>, matched: bigint, missing: bigint): RowException => ({
  row,
  ...(line !== undefined && { line }),
  ...(matched === 0n ? { code: 'no_matching_line', quantityMilli: 0n } : { code: 'matched_in_part', quantityMilli: missing }),
});

/** A sold line and what a return may still take of it. */
interface Place {
  readonly sessionId: string;
  readonly position: number;
  left: bigint;
}

const goodsOf = ({ sku, unitPrice }: Pick<ItemLine, 'sku' | 'unitPrice'>): string => JSON.stringify([sku, unitPrice]);

/** Sold lines by their goods, in the order of the sales: a long return need not look at every line for each of its own. */
const placesOf = (sales: readonly Session[]): ReadonlyMap<string, Place[]> => {
  const places = new Map<string, Place[]>();
  for (const { sessionId, lines } of sales) {
    for (const line of lines) {
      const place = { sessionId, position: line.position, left: line.quantityMilli - line.returnedMilli };
      const goods = goodsOf(line);
      const known = places.get(goods);
      if (known) known.push(place);
      else places.set(goods, [place]);
    }
  }
  return places;
};

/**
 * Where the lines of a return go back to: each to the member's lines with the same SKU and price, latest sale first, until
 * its quantity is used up. `sessions` are sales of the member; rows of one return see what earlier rows took.
 */
export const allocate = ({ item, lines }: Pick<ReadItem, 'item' | 'lines'>, sessions: readonly Session[]): Allocation => {
  const sales = sessions.filter((session) => session.state === 'closed' && isEarlier(session, item)).sort(latestFirst);
  const places = placesOf(sales);
  const allocated: AllocatedLine[] = [];
  const exceptions: RowException[] = [];
  const take = (wanted: ItemLine): bigint => {
    let missing = wanted.quantityMilli;
    for (const place of places.get(goodsOf(wanted)) ?? []) {
      if (missing === 0n) return 0n;
      const { sessionId, position, left } = place;
      if (left <= 0n) continue;
      const quantityMilli = left < missing ? left : missing;
      place.left -= quantityMilli;
      allocated.push({ line: wanted.line, row: wanted.row, sessionId, position, quantityMilli });
      missing -= quantityMilli;
    }
    return missing;
  };
  for (const wanted of lines) {
    const missing = take(wanted);
    if (missing > 0n) exceptions.push(shortfall(wanted, wanted.quantityMilli - missing, missing));
  }
  return { lines: allocated, exceptions };
};
