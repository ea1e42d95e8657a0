import { moneyAmountMax } from '@vafa/kernel';
import { wrongNames } from './basket.ts';
import { linesText, readLine, sizeFault, totalOf, type NewLine, type SoldLine } from './line.ts';
import type { RowException } from './receipt-claim.ts';

/** A sale or return that was made elsewhere. */
export interface BatchItem {
  /** Empty for a return, and for a sale that takes the id that its receipt makes. */
  readonly sessionId: string;
  readonly branchId: string;
  readonly till: string;
  readonly receipt: string;
  readonly memberId: string;
  readonly at: Date;
  /** `at` is a day without a time of day. */
  readonly dayOnly: boolean;
  readonly row: number;
  readonly lines: readonly NewLine[];
  readonly isReturn: boolean;
  /** Rows that the submitter could not read. */
  readonly exceptions: readonly RowException[];
}

/** An accepted line and where in the item it stands. */
export interface ItemLine extends Omit<SoldLine, 'position'> {
  readonly line: number;
  readonly row: number;
}

export interface ReadItem {
  readonly item: BatchItem;
  /** What was sold. */
  readonly lines: readonly ItemLine[];
  /** What goes back, in positive quantities: the lines of a return, and the negative ones of an exchange. */
  readonly back: readonly ItemLine[];
  readonly exceptions: readonly RowException[];
  /** What the fingerprint is taken of. */
  readonly text: string;
}

const aheadMsMax = 24 * 3_600_000;
/** Clocks that were never set say 1900, 1904, 1970 or 1980; no club keeps sales of before 1990. */
const earliest = Date.UTC(1990, 0, 1);

const timeFault = (at: Date, now: Date): string | undefined => {
  if (at.getTime() > now.getTime() + aheadMsMax) return 'sold_in_future';
  return at.getTime() < earliest ? 'sold_too_early' : undefined;
};

/** What stands against the whole item, so that none of its lines can be read. */
const faultOf = ({ lines, receipt, ...item }: BatchItem, now: Date): string | undefined => {
  const names = { ...item, receipt, sessionId: item.sessionId === '' ? receipt : item.sessionId, till: item.till === '' ? receipt : item.till };
  if (Number.isNaN(item.at.getTime()) || wrongNames(names).length > 0) return 'invalid_line';
  return sizeFault(lines) ?? timeFault(item.at, now);
};

/** Rows of one item that are told and stored one by one; beyond, its first stands for all. */
const rowsToldMax = 50_000;

const toException = (line: Pick<NewLine, 'row'>, index: number, code: string): RowException => ({ row: line.row, code, quantityMilli: 0n, line: index });

const isExchange = ({ isReturn, lines }: BatchItem): boolean =>
  !isReturn && lines.some(({ quantityMilli }) => quantityMilli > 0n) && lines.some(({ quantityMilli }) => quantityMilli < 0n);

/** Reads an item line by line: what cannot be read, or exceeds a limit, is an exception of its row, never of the batch. */
export const readItem = (item: BatchItem, digits: number, now: Date): ReadItem => {
  const text = `${item.isReturn ? 'return' : 'sale'} ${linesText(item.lines)}`;
  const refuseAll = (code: string): ReadItem => {
    const told = item.lines.length > rowsToldMax ? item.lines.slice(0, 1) : item.lines;
    return { item, text, lines: [], back: [], exceptions: [...item.exceptions, ...told.map((line, index) => toException(line, index, code))] };
  };
  const fault = item.lines.length > 0 ? faultOf(item, now) : undefined;
  if (fault !== undefined) return refuseAll(fault);
  const exchange = isExchange(item);
  const lines: ItemLine[] = [];
  const back: ItemLine[] = [];
  const faults: RowException[] = [];
  item.lines.forEach((line, index) => {
    const isBack = exchange && line.quantityMilli < 0n;
    const read = readLine(isBack ? { ...line, quantityMilli: -line.quantityMilli } : line, digits);
    if ('fault' in read) faults.push(toException(line, index, read.fault));
    else (item.isReturn || isBack ? back : lines).push({ ...read.line, line: index, row: line.row });
  });
  if (totalOf(lines) > moneyAmountMax || totalOf(back) > moneyAmountMax) return refuseAll('amount_out_of_range');
  // Free lines go with what was paid for; alone they are a price that somebody forgot.
  const isFree = lines.length > 0 && lines.every(({ unitPrice }) => unitPrice === '0');
  if (isFree) faults.push(...lines.splice(0).map((line) => toException(line, line.line, 'price_not_positive')));
  return { item, text, lines, back, exceptions: [...item.exceptions, ...faults] };
};
