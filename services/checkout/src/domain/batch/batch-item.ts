import { judgeReceipt, type JudgedLine } from '@vafa/contracts/receipts';
import { wrongNames } from '../session/basket.ts';
import { linesText, type NewLine, type SoldLine } from '../session/line.ts';
import type { RowException } from '../receipt/receipt-claim.ts';

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

/** Whether names, ids and time are readable at all. */
const isNamed = ({ receipt, ...item }: BatchItem): boolean => {
  const names = {
    ...item,
    receipt,
    sessionId: item.sessionId === '' ? receipt : item.sessionId,
    till: item.till === '' ? receipt : item.till,
  };
  return !Number.isNaN(item.at.getTime()) && wrongNames(names).length === 0;
};

/** Rows of one item that are told and stored one by one; beyond, its first stands for all. */
const rowsToldMax = 50_000;

const toException = (line: Pick<NewLine, 'row'>, index: number, code: string): RowException => ({
  row: line.row,
  code,
  quantityMilli: 0n,
  line: index,
});

const toItemLine = ({ of, line, ...read }: JudgedLine<NewLine>): ItemLine => ({
  ...read,
  returnedMilli: 0n,
  line,
  row: of.row,
});

/**
 * Reads an item line by line: what cannot be read, or exceeds a limit, is an exception of its row, never of the batch.
 */
export const readItem = (item: BatchItem, digits: number, now: Date): ReadItem => {
  const text = `${item.isReturn ? 'return' : 'sale'} ${linesText(item.lines)}`;
  const refuseAll = (code: string): ReadItem => {
    const told = item.lines.length > rowsToldMax ? item.lines.slice(0, 1) : item.lines;
    return {
      item,
      text,
      lines: [],
      back: [],
      exceptions: [...item.exceptions, ...told.map((line, index) => toException(line, index, code))],
    };
  };
  if (item.lines.length > 0 && !isNamed(item)) return refuseAll('invalid_line');
  const judged = judgeReceipt(item, digits, now);
  if (judged.fault !== undefined) return refuseAll(judged.fault);
  const refused = judged.refused.map(({ of, line, code }) => toException(of, line, code));
  return {
    item,
    text,
    lines: judged.sold.map(toItemLine),
    back: judged.back.map(toItemLine),
    exceptions: [...item.exceptions, ...refused],
  };
};
