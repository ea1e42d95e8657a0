/** How a column writes its numbers. Thousands may be grouped by any sign but the decimal one. */
export interface NumberForm {
  readonly decimal: '.' | ',' | '/';
  /** 10 where the column is in toman and the club in rial. */
  readonly times?: 10;
}

/**
 * How a column writes its days. Texts that can mean one day only (year of four digits first, month by name, serial) are
 * read in each.
 */
export interface DateForm {
  readonly order: 'dmy' | 'mdy' | 'ymd';
  /** The calendar of years with two digits; those of four digits tell theirs. */
  readonly calendar: 'gregorian' | 'persian';
}

/** How the file is to be read. A JSON value; what a person answered is in it. */
export interface Layout {
  readonly format: 'csv' | 'xlsx';
  /** A label of the WHATWG encoding standard; empty for a workbook. */
  readonly encoding: string;
  /** Empty for a workbook. */
  readonly delimiter: '' | ',' | ';' | '\t' | '|';
  /** The row that holds the header. */
  readonly headerRow: number;
  /**
   * The columns' names as they stand in the file, made distinct ("Total", "Total (2)"); unnamed ones are "column 3".
   */
  readonly header: readonly string[];
  readonly sheet?: string;
  /** The workbook counts its days from 1904. */
  readonly from1904?: true;
  /**
   * The file came out as exceptions of an import: its added columns are left out, apostrophes before formulas taken
   * away.
   */
  readonly isExceptions?: true;
  /** Columns whose ids a program has written as decimals: 17850.0 is 17850 in them. */
  readonly wholeIds: readonly string[];
  /** Columns, by header, that hold numbers or days. */
  readonly numbers: Readonly<Record<string, NumberForm>>;
  readonly dates: Readonly<Record<string, DateForm>>;
}
