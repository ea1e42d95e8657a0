import type { BreakOff, FileRow, ReadingEnd } from '../../domain/reading/sale-row.ts';
import type { Layout } from '../../domain/reading/layout.ts';
import type { FileRecord } from '../records/record-splitter.ts';
import type { RecordSource } from '../records/record-source.ts';
import type { RowReader } from './row-reader.ts';
import type { Sideline } from './sidelines.ts';

const listedMax = 1_000;
const rowsPerSlice = 1_000;

/** Rows of a source below its header. The last record is held back until it is known whether it is whole. */
export class RowStream {
  readonly slices: AsyncIterable<readonly FileRow[]>;
  private rows = 0;
  private emptyRows = 0;
  private readonly totalRows: number[] = [];
  private readonly repeatedHeaders: number[] = [];
  private lastRow = 0;
  private breakOff: BreakOff | undefined;

  constructor(
    private readonly source: RecordSource,
    private readonly reader: RowReader,
    private readonly layout: Pick<Layout, 'headerRow' | 'header' | 'format'>,
  ) {
    this.slices = this.read();
  }

  /** Known once the slices are used up. */
  end(): ReadingEnd {
    const { rows, totalRows, repeatedHeaders } = this;
    return {
      rows,
      totalRows,
      repeatedHeaders,
      leftOut: this.reader.leftOut.all(),
      emptyRows: this.emptyRows + this.source.emptyRows,
      ...(this.breakOff && { breakOff: this.breakOff }),
    };
  }

  private async *read(): AsyncGenerator<readonly FileRow[]> {
    let held: FileRecord | undefined;
    for await (const records of this.source.slices) {
      let slice: FileRow[] = [];
      for (const record of records) {
        if (record.row <= this.layout.headerRow) continue;
        if (held) this.take(held, slice);
        held = record;
        if (slice.length < rowsPerSlice) continue;
        yield slice;
        slice = [];
      }
      if (slice.length > 0) yield slice;
    }
    const last: FileRow[] = [];
    this.finish(held, last);
    if (last.length > 0) yield last;
  }

  private take(record: FileRecord, slice: FileRow[]): void {
    this.put(record, this.reader.read(record), slice);
  }

  private put(record: FileRecord, row: FileRow | Sideline, slice: FileRow[]): void {
    this.lastRow = record.row;
    if (typeof row === 'string') return this.putAside(row, record.row);
    this.rows++;
    slice.push(row);
  }

  private putAside(sideline: Sideline, row: number): void {
    if (sideline === 'empty') this.emptyRows++;
    if (sideline === 'total' && this.totalRows.length < listedMax) this.totalRows.push(row);
    if (sideline === 'header' && this.repeatedHeaders.length < listedMax) this.repeatedHeaders.push(row);
  }

  /**
   * A last record that is short and has no line end has lost its own end. It is whole if it can be read, or is a sum
   * below the table. One with a line end was written so: it is an exception like any other, and its receipt comes in.
   */
  private finish(last: FileRecord | undefined, slice: FileRow[]): void {
    const { broken } = this.source;
    // Rows of a sheet end with their last cell that holds anything.
    const isShort =
      last !== undefined && this.layout.format === 'csv' && last.fields.length < this.layout.header.length;
    const isCut = isShort && !this.source.isLastEnded;
    const read = last && this.reader.read(last);
    if (last && isCut && !broken?.partial && typeof read === 'object' && 'code' in read) {
      this.lastRow = last.row;
      this.breakOff = this.cut(broken?.cause ?? 'the last row is cut', last);
      return;
    }
    if (last && read) this.put(last, read, slice);
    if (broken)
      this.breakOff = broken.partial
        ? this.cut(broken.cause, broken.partial)
        : { cause: broken.cause, row: this.lastRow };
  }

  private cut(cause: BreakOff['cause'], partial: FileRecord): BreakOff {
    const { row, fields } = partial;
    return { cause, row, partial: { row, fields, receipt: this.reader.receiptOf(fields) } };
  }
}
