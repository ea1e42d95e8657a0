import { DomainError } from '@vafa/kernel';
import { parse, type CsvError, type Info } from 'csv-parse';
import type { BreakOff, FileRecord } from '../../domain/file-record.ts';
import type { FileRecords } from '../../use-cases/import-ports.ts';
import { Decompressed } from './decompressed.ts';

const recordCharsMax = 65_536;
const bytesMax = 8 * 1024 ** 3;

/** Reads a CSV file, plain or gzip, in slices of records. Row 1 is the header. Empty lines count as rows and are left out. */
export class RecordReader implements FileRecords {
  readonly slices: AsyncIterable<readonly FileRecord[]>;
  private ended: BreakOff | undefined;
  private row = 0;
  private width = 0;
  private slice: FileRecord[] = [];
  private unseen = Buffer.alloc(0);
  private unseenFrom = 0;
  private recordEnd = 0;
  private failure: CsvError | undefined;

  constructor(chunks: AsyncIterable<Buffer>) {
    this.slices = this.read(new Decompressed(chunks));
  }

  breakOff(): BreakOff | undefined {
    return this.ended;
  }

  private async *read(source: Decompressed): AsyncGenerator<readonly FileRecord[]> {
    const parser = this.newParser();
    let held: FileRecord | undefined;
    let lastByte = 0x0a;
    let bytes = 0;
    for await (const chunk of source.chunks) {
      if (bytes === 0) refuseBinary(chunk);
      bytes += chunk.length;
      if (bytes > bytesMax) throw new DomainError('invalid', 'file_too_large', 'the file is larger than 8 GiB when unpacked');
      lastByte = chunk[chunk.length - 1] ?? lastByte;
      this.remember(chunk);
      await new Promise((resolve) => parser.write(chunk, resolve));
      if (this.failure) break;
      const records = this.take();
      if (held) records.unshift(held);
      held = records.pop();
      if (records.length > 0) yield records;
    }
    await this.finish(parser);
    const records = held ? [held, ...this.take()] : this.take();
    this.ended = this.breakOffOf(records, source, lastByte === 0x0a || lastByte === 0x0d);
    if (records.length > 0) yield records;
  }

  private newParser(): ReturnType<typeof parse> {
    const parser = parse({
      bom: true,
      relax_quotes: true,
      relax_column_count: true,
      max_record_size: recordCharsMax,
      on_record: (fields: string[], { bytes }: Info) => {
        this.row++;
        this.recordEnd = bytes;
        if (this.row === 1) this.width = fields.length;
        if (fields.length > 1 || fields[0] !== '') this.slice.push({ row: this.row, fields });
        return null;
      },
    });
    parser.on('error', (error: CsvError) => (this.failure = error));
    return parser;
  }

  private async finish(parser: ReturnType<typeof parse>): Promise<void> {
    if (this.failure) return;
    await new Promise((resolve) => parser.once('close', resolve).resume().end());
  }

  private take(): FileRecord[] {
    const slice = this.slice;
    this.slice = [];
    return slice;
  }

  /** Keeps the bytes from the end of the last record on, as far as a record can reach. */
  private remember(chunk: Buffer): void {
    const drop = Math.min(Math.max(this.recordEnd - this.unseenFrom, 0), this.unseen.length);
    this.unseen = Buffer.concat([this.unseen.subarray(drop), chunk]);
    this.unseenFrom += drop;
  }

  /** Says how the file broke off, and takes the cut row out of the last records. */
  private breakOffOf(records: FileRecord[], source: Decompressed, endsWithLineBreak: boolean): BreakOff | undefined {
    if (this.failure) return { cause: 'a quote is never closed', row: this.row + 1, partial: this.openRecord() };
    const last = records[records.length - 1];
    const isShort = last !== undefined && last.row > 1 && last.fields.length < this.width;
    if (endsWithLineBreak && !isShort) return source.damage ? { cause: source.damage, row: this.row } : undefined;
    if (last === undefined || last.row === 1) return source.damage ? { cause: source.damage, row: this.row } : undefined;
    records.pop();
    return { cause: source.damage ?? (isShort ? 'the last row is cut' : 'the last line has no end'), row: last.row, partial: last };
  }

  /** The first fields of the record in which a quote stays open, split without regard to quotes. */
  private openRecord(): FileRecord {
    const text = this.unseen.subarray(Math.max(this.recordEnd - this.unseenFrom, 0)).toString('utf8', 0, recordCharsMax);
    return { row: this.row + 1, fields: (text.trimStart().split('\n')[0] ?? '').split(',') };
  }
}

/** Text has no NUL; UTF-16, spreadsheets and archives do. */
const refuseBinary = (chunk: Buffer): void => {
  if (chunk.includes(0)) throw new DomainError('invalid', 'not_text', 'the file is not CSV text in UTF-8 (a spreadsheet, archive or UTF-16 file?)');
};
