/** A record as it was split. Rows are counted from 1; empty ones count too. */
export interface FileRecord {
  readonly row: number;
  readonly fields: string[];
}

export const recordCharsMax = 262_144;
export const columnsMax = 500;

/**
 * Splits text into records: outside quotes CRLF, LF and CR each end one, also mixed (RFC 4180 knows CRLF only). A quote
 * opens a cell only at its beginning and closes it only before a delimiter or an end; anywhere else it stands for
 * itself.
 */
export class RecordSplitter {
  emptyRows = 0;
  private row = 0;
  private rest = '';
  /** The record that is too long, or whose quote stays open. */
  isStuck = false;

  constructor(private readonly delimiter: string) {}

  /** The records that this text completes. Nothing more comes once it is stuck. */
  push(text: string): FileRecord[] {
    return this.isStuck ? [] : this.split(this.rest + text, false);
  }

  /** The last record, when the text does not end with a line break. */
  end(): FileRecord[] {
    return this.isStuck ? [] : this.split(this.rest, true);
  }

  /** What is not split yet, at most as long as a record may be. */
  get unsplit(): string {
    return this.rest.slice(0, recordCharsMax);
  }

  /** The row that `unsplit` begins. */
  get nextRow(): number {
    return this.row + 1;
  }

  private split(text: string, isEnd: boolean): FileRecord[] {
    const records: FileRecord[] = [];
    const ends = new LineEnds(text);
    let from = 0;
    while (from < text.length) {
      const end = ends.after(from);
      if (end === text.length && !isEnd) break;
      const record = this.recordAt(text, from, end, isEnd);
      if (!record) break;
      // A CR at the end of a chunk may be half of a CRLF.
      if (record.end === text.length - 1 && text[record.end] === '\r' && !isEnd) break;
      this.row++;
      if (record.fields) records.push({ row: this.row, fields: record.fields });
      else this.emptyRows++;
      from = record.end + (text[record.end] === '\r' && text[record.end + 1] === '\n' ? 2 : 1);
    }
    this.rest = text.slice(from);
    this.isStuck = this.rest.length > recordCharsMax || (isEnd && this.rest !== '');
    return records;
  }

  /** Lines without a character have no fields: a file of nothing else costs no memory. */
  private recordAt(
    text: string,
    from: number,
    end: number,
    isEnd: boolean,
  ): { fields?: string[]; end: number } | undefined {
    if (end === from) return { end };
    const line = text.slice(from, end);
    return line.includes('"') ? quoted(text, from, this.delimiter, isEnd) : { fields: line.split(this.delimiter), end };
  }
}

/** Finds line ends from left to right without searching any part of the text twice. */
class LineEnds {
  private lf = -1;
  private cr = -1;

  constructor(private readonly text: string) {}

  after(from: number): number {
    if (this.lf < from) this.lf = orEnd(this.text.indexOf('\n', from), this.text);
    if (this.cr < from) this.cr = orEnd(this.text.indexOf('\r', from), this.text);
    return Math.min(this.lf, this.cr);
  }
}

const orEnd = (place: number, text: string): number => (place < 0 ? text.length : place);

/** A record with quotes in it: its cells and where it ends; undefined when the text may end within it. */
const quoted = (
  text: string,
  start: number,
  delimiter: string,
  isEnd: boolean,
): { fields: string[]; end: number } | undefined => {
  const fields: string[] = [];
  let at = start;
  for (;;) {
    const cell = text[at] === '"' ? quotedCell(text, at + 1, delimiter, isEnd) : plainCellAt(text, at, delimiter);
    if (!cell) return undefined;
    fields.push(cell.text);
    at = cell.end;
    if (text[at] !== delimiter) return at < text.length || isEnd ? { fields, end: at } : undefined;
    at++;
  }
};

const plainCellAt = (text: string, from: number, delimiter: string): { text: string; end: number } => {
  let end = from;
  while (end < text.length && text[end] !== delimiter && text[end] !== '\n' && text[end] !== '\r') end++;
  return { text: text.slice(from, end), end };
};

const quotedCell = (
  text: string,
  from: number,
  delimiter: string,
  isEnd: boolean,
): { text: string; end: number } | undefined => {
  let value = '';
  let begin = from;
  for (;;) {
    const quote = text.indexOf('"', begin);
    if (quote < 0 || quote - from > recordCharsMax) return undefined;
    const next = text[quote + 1];
    if (next === undefined && !isEnd) return undefined;
    if (next === undefined || next === delimiter || next === '\n' || next === '\r')
      return { text: value + text.slice(begin, quote), end: quote + 1 };
    value += text.slice(begin, quote + 1);
    begin = next === '"' ? quote + 2 : quote + 1;
  }
};
