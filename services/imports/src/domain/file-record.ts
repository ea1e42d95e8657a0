/** One record of a file. Rows are counted as spreadsheets do: the header is row 1. */
export interface FileRecord {
  readonly row: number;
  readonly fields: readonly string[];
}

/** Where and why a file ends before its end. */
export interface BreakOff {
  readonly cause: 'compressed data ends early' | 'compressed data is damaged' | 'a quote is never closed' | 'the last row is cut' | 'the last line has no end';
  /** The last row that could be seen. */
  readonly row: number;
  /** What there is of the row that is cut. */
  readonly partial?: FileRecord;
}
