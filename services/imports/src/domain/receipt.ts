import type { FileRow, SaleRow } from './reading/sale-row.ts';

/** A row that is not submitted, and why. */
export interface UnfitRow {
  readonly row: number;
  readonly fields: readonly string[];
  readonly code: string;
  readonly details?: Readonly<Record<string, string>>;
}

/** The rows of one receipt: branch, till, number and business day make it one. */
export interface Receipt {
  /** Empty for rows of which not even the number is known. */
  readonly number: string;
  readonly branch: string;
  /** Empty: the file does not say. */
  readonly till: string;
  /** Of its first moment, counted from 1970 in the club's zone. */
  readonly day: number;
  readonly member: string;
  readonly isReturn: boolean;
  /** Its earliest moment. */
  readonly at: Date;
  /** No row of it has a time of day. */
  readonly isDayOnly: boolean;
  /** In file order. */
  readonly rows: readonly SaleRow[];
  readonly unfit: readonly UnfitRow[];
}

/** Rows in the receipt, unfit ones included. */
export const rowCount = ({ rows, unfit }: Receipt): number => rows.length + unfit.length;

/** Whether branch and day are known: rows of no receipt have no place. */
export const hasPlace = ({ rows, day }: Receipt): boolean => rows.length > 0 || day !== 0;

/** Lines of one receipt that checkout takes at most. */
export const linesMax = 10_000;

/** All that came back makes a receipt a return, whether its number or a column says so or its signs do. */
export const isReturnOf = (rows: readonly SaleRow[], bySign: boolean): boolean =>
  bySign ? rows.every(({ quantityMilli }) => quantityMilli < 0n) : rows.some(({ isReturn }) => isReturn);

const firstRow = ({ rows, unfit }: Receipt): number => Math.min(rows[0]?.row ?? Infinity, unfit[0]?.row ?? Infinity);

/**
 * Returns are submitted in order of time, then of rows; one without one readable row has no time of its own and goes
 * last.
 */
export const byTime = (a: Receipt, b: Receipt): number => timeOf(a) - timeOf(b) || firstRow(a) - firstRow(b);

const timeOf = ({ rows, at }: Receipt): number => (rows.length > 0 ? at.getTime() : Number.MAX_SAFE_INTEGER);

/** A receipt that holds rows of no receipt, or of one that cannot be submitted. */
export const unfitReceipt = (number: string, unfit: readonly UnfitRow[], isReturn = false): Receipt => ({
  number,
  branch: '',
  till: '',
  day: 0,
  member: '',
  isReturn,
  at: new Date(0),
  isDayOnly: false,
  rows: [],
  unfit,
});

export const asUnfit = (
  { row, fields }: FileRow,
  code: string,
  details: Readonly<Record<string, string>> = {},
): UnfitRow => ({ row, fields, code, details });
