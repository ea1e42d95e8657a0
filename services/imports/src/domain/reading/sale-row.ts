/** One row of a file, as it says what was sold. Rows are counted as spreadsheets do; empty ones count too. */
export interface SaleRow {
  readonly row: number;
  /** The cells as they stand in the file, in the order of `Layout.header`. */
  readonly fields: readonly string[];
  readonly receipt: string;
  /** Never empty: the SKU, else the description, else `standInSku`. */
  readonly sku: string;
  readonly description: string;
  /** Thousandths of a unit. Negative for goods that come back, whether the row is a return's or an exchange's. */
  readonly quantityMilli: bigint;
  /** Plain decimal text, at most 12 places; 0 for a free line. */
  readonly unitPrice: string;
  readonly at: Date;
  /** External id; empty: without a member. */
  readonly member: string;
  /** Empty: the file does not say. */
  readonly branch: string;
  readonly till: string;
  /**
   * The mapping's prefix or column says that the receipt is a return. With `returns.by` sign it is false; the whole
   * receipt tells.
   */
  readonly isReturn: boolean;
  /** Texts of the columns that the mapping keeps, by header; empty cells are left out. */
  readonly attributes: Readonly<Record<string, string>>;
  readonly ofReceipt?: OfReceipt;
}

/** What a file says of a receipt as a whole. Plain decimal texts, none below zero. */
export interface OfReceipt {
  /** What all goods of the receipt come to, discounts taken off. */
  readonly net?: string;
  /** Off all goods together. */
  readonly discount?: string;
  /** Given back since, of goods that the file does not tell. */
  readonly refunded?: string;
}

/** Stands for the goods of a receipt of which the file has the total only. */
export const standInSku = 'TOTAL';

export type RefusalCode =
  | 'wrong_column_count'
  | 'wrong_encoding'
  | 'hostile_text'
  | 'text_too_long'
  | 'empty_field'
  | 'invalid_receipt'
  | 'invalid_quantity'
  | 'quantity_too_fine'
  | 'invalid_price'
  | 'invalid_date'
  | 'ambiguous_number'
  | 'damaged_by_spreadsheet'
  | 'formula_without_value'
  | 'other_currency';

/** Where and when a receipt was given out. */
export interface ReceiptPlace {
  /** Empty: the file does not say. */
  readonly branch: string;
  readonly till: string;
  readonly at: Date;
  readonly isReturn: boolean;
}

/** A row that cannot be read. `receipt` is empty when not even that is known. */
export interface RefusedRow {
  readonly row: number;
  readonly fields: readonly string[];
  readonly receipt: string;
  readonly code: RefusalCode;
  /** `column` (its header) and `value` (shortened) that are at fault, where one cell is. */
  readonly details: Readonly<Record<string, string>>;
  /** Where its receipt belongs, when all of that can be read: mended, it is a row of the same receipt. */
  readonly place?: ReceiptPlace;
}

export type FileRow = SaleRow | RefusedRow;

export const isRefused = (row: FileRow): row is RefusedRow => 'code' in row;

/** Where and why a file ends before its end. */
export interface BreakOff {
  readonly cause:
    | 'compressed data ends early'
    | 'compressed data is damaged'
    | 'a quote is never closed'
    | 'the last row is cut';
  /** The last row that could be seen. */
  readonly row: number;
  /** What there is of the row that is cut. It is no row of the reading. */
  readonly partial?: { readonly row: number; readonly fields: readonly string[]; readonly receipt: string };
}

/** What is known once all rows have been read. */
export interface ReadingEnd {
  /** Rows handed over, refused ones included. */
  readonly rows: number;
  /** Rows of totals at the end and headers in the middle, which are left out. */
  readonly totalRows: readonly number[];
  readonly repeatedHeaders: readonly number[];
  /** How many rows the mapping leaves out, by why: the value of `kind`, `cancelled`, `refunded`. */
  readonly leftOut: Readonly<Record<string, number>>;
  readonly emptyRows: number;
  readonly breakOff?: BreakOff;
}
