import { moneyAmountMax } from '@vafa/kernel';
import { wrongNames } from './basket.ts';
import { linesText, readLine, sizeFault, totalOf, type NewLine, type ReadLine, type SoldLine } from './line.ts';
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
const faultOf = ({ lines, isReturn, receipt, ...item }: BatchItem): string | undefined =>
  Number.isNaN(item.at.getTime()) || wrongNames({ ...item, receipt, sessionId: isReturn ? receipt : item.sessionId }).length > 0 ? 'invalid_line' : sizeFault(lines);

/** Rows of one item that are told and stored one by one; beyond, its first stands for all. */
const rowsToldMax = 50_000;

const toException = (line: NewLine, index: number, code: string): RowException => ({ row: line.row, code, quantityMilli: 0n, line: index });

/** Reads an item line by line: what cannot be read, or exceeds a limit, is an exception of its row, never of the batch. */
export const readItem = (item: BatchItem, digits: number): ReadItem => {
  const text = `${item.isReturn ? 'return' : 'sale'} ${linesText(item.lines)}`;
  const refuseAll = (code: string): ReadItem => {
    const told = item.lines.length > rowsToldMax ? item.lines.slice(0, 1) : item.lines;
    return { item, text, lines: [], exceptions: [...item.exceptions, ...told.map((line, index) => toException(line, index, code))] };
  };
  const fault = item.lines.length > 0 ? faultOf(item) : undefined;
  if (fault !== undefined) return refuseAll(fault);
  const read = item.lines.map((line): ReadLine => readLine(line, digits));
  const faults = read.flatMap((one, index) => ('fault' in one ? [toException(item.lines[index] as NewLine, index, one.fault)] : []));
  const lines = read.flatMap((one, index) => ('line' in one ? [{ ...one.line, line: index, row: item.lines[index]?.row ?? 0 }] : []));
  if (totalOf(lines) > moneyAmountMax) return refuseAll('amount_out_of_range');
  return { item, text, lines, exceptions: [...item.exceptions, ...faults] };
};
