/** How a column writes its numbers. Everything that is not named is refused in it. */
export interface NumberForm {
  readonly decimal: '.' | ',' | '/';
  /** The sign between thousands; empty where the column has none. Blanks of all kinds are one sign. */
  readonly grouping: '' | '.' | ',' | "'" | ' ';
  /** 10 where the column is in toman and the club in rial. */
  readonly times?: 10;
}

/** How a column writes its days. Jalali and Gregorian years are told row by row where the year has four digits. */
export interface DateForm {
  /** iso: year first, with any separator. serial: days since 1900 or 1904, as spreadsheets count. */
  readonly order: 'iso' | 'dmy' | 'mdy' | 'serial';
  /** The calendar of years with two digits; such years are of this century, or of the last when that lies ahead. */
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
  /** The columns' names as they stand in the file, made distinct ("Total", "Total (2)"); unnamed ones are "column 3". */
  readonly header: readonly string[];
  readonly sheet?: string;
  /** The workbook counts its days from 1904. */
  readonly from1904?: true;
  /** The file came out as exceptions of an import: its added columns are left out, apostrophes before formulas taken away. */
  readonly isExceptions?: true;
  /** Columns, by header, that hold numbers or days. */
  readonly numbers: Readonly<Record<string, NumberForm>>;
  readonly dates: Readonly<Record<string, DateForm>>;
}
