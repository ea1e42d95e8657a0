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
  ...(matched === 0n ? { code: 'no_matching_line', quantity: 0n } : { code: 'matched_in_part', quantity: missing }),
});

/**
 * Where the lines of a return go back to: each to the member's lines with the same SKU and price, latest sale first, until
 * its quantity is used up. `sessions` are sales of the member; rows of one return see what earlier rows took.
 */
export const allocate = ({ item, lines }: Pick<ReadItem, 'item' | 'lines'>, sessions: readonly Session[]): Allocation => {
  const sales = sessions.filter((session) => session.state === 'closed' && isEarlier(session, item)).sort(latestFirst);
  const taken = new Map<string, bigint>();
  const allocated: AllocatedLine[] = [];
  const exceptions: RowException[] = [];
  const take = (wanted: ItemLine): bigint => {
    let missing = wanted.quantity;
    for (const { sessionId, lines: sold } of sales) {
      for (const { position, sku, unitPrice, quantity, returned } of sold) {
        if (missing === 0n) return 0n;
        if (sku !== wanted.sku || unitPrice !== wanted.unitPrice) continue;
        const place = `${String(position)} ${sessionId}`;
        const left = quantity - returned - (taken.get(place) ?? 0n);
        if (left <= 0n) continue;
        const units = left < missing ? left : missing;
        taken.set(place, (taken.get(place) ?? 0n) + units);
        allocated.push({ line: wanted.line, row: wanted.row, sessionId, position, quantity: units });
        missing -= units;
      }
    }
    return missing;
  };
  for (const wanted of lines) {
    const missing = take(wanted);
    if (missing > 0n) exceptions.push(shortfall(wanted, wanted.quantity - missing, missing));
  }
  return { lines: allocated, exceptions };
};
