import { moneyAmountMax } from '@vafa/kernel';
import { wrongNames } from './basket.ts';
import { linesMax, linesText, readLine, totalOf, type NewLine, type ReadLine, type SoldLine } from './line.ts';
import type { RowException } from './receipt-claim.ts';

/** A sale or return that was made elsewhere. */
export interface BatchItem {
  /** Empty for a return. */
  readonly sessionId: string;
  readonly branchId: string;
  readonly till: string;
  readonly receipt: string;
  readonly memberId: string;
  readonly at: Date;
  /** Orders what happened at the same instant. */
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
  readonly lines: readonly ItemLine[];
  readonly exceptions: readonly RowException[];
  /** What the fingerprint is taken of. */
  readonly text: string;
}

/** What stands against the whole item, so that none of its lines can be read. */
const isUnreadable = ({ lines, isReturn, receipt, ...item }: BatchItem): boolean =>
  lines.length > linesMax || Number.isNaN(item.at.getTime()) || wrongNames({ ...item, receipt, sessionId: isReturn ? receipt : item.sessionId }).length > 0;

const toException = (line: NewLine, index: number, code: string): RowException => ({ row: line.row, code, quantity: 0n, line: index });

/** Reads an item line by line: what cannot be read, or exceeds a limit, is an exception of its row, never of the batch. */
export const readItem = (item: BatchItem, decimals: number): ReadItem => {
  const text = `${item.isReturn ? 'return' : 'sale'} ${linesText(item.lines)}`;
  const refuseAll = (code: string): ReadItem => ({ item, text, lines: [], exceptions: [...item.exceptions, ...item.lines.map((line, index) => toException(line, index, code))] });
  if (item.lines.length > 0 && isUnreadable(item)) return refuseAll('invalid_line');
  const read = item.lines.map((line): ReadLine => readLine(line, decimals));
  const faults = read.flatMap((one, index) => ('fault' in one ? [toException(item.lines[index] as NewLine, index, one.fault)] : []));
  const lines = read.flatMap((one, index) => ('line' in one ? [{ ...one.line, line: index, row: item.lines[index]?.row ?? 0 }] : []));
  if (totalOf(lines) > moneyAmountMax) return refuseAll('amount_out_of_range');
  return { item, text, lines, exceptions: [...item.exceptions, ...faults] };
};
