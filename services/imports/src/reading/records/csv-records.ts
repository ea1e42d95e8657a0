import { TextDecoder } from 'node:util';
import { DomainError } from '@vafa/kernel';
import { Unpacked } from '../bytes/unpacked.ts';
import type { Broken, RecordSource } from './record-source.ts';
import { columnsMax, recordCharsMax, RecordSplitter, type FileRecord } from './record-splitter.ts';

const rowsMax = 20_000_000;
const emptyRowsMax = 2_000_000;
const cutCharacter = '\ufffd';

/** Reads text of a known encoding and delimiter, packed or not. */
export class CsvRecords implements RecordSource {
  readonly slices: AsyncIterable<readonly FileRecord[]>;
  broken: Broken | undefined;
  isLastEnded = true;
  private readonly splitter: RecordSplitter;
  private readonly decoder: TextDecoder;

  /** The slices raise `record_too_long`, `too_many_columns`, `too_many_rows` and what unpacking raises. */
  constructor(chunks: AsyncIterable<Buffer>, encoding: string, delimiter: string) {
    this.splitter = new RecordSplitter(delimiter);
    this.decoder = new TextDecoder(encoding);
    this.slices = this.read(new Unpacked(chunks), delimiter);
  }

  get emptyRows(): number {
    return this.splitter.emptyRows;
  }

  private async *read(source: Unpacked, delimiter: string): AsyncGenerator<readonly FileRecord[]> {
    for await (const chunk of source.chunks) {
      const text = this.decoder.decode(chunk, { stream: true });
      if (text !== '') this.isLastEnded = /[\r\n]$/.test(text);
      const records = this.bounded(this.splitter.push(text));
      if (records.length > 0) yield records;
      if (this.splitter.isStuck) break;
    }
    const rest = this.decoder.decode();
    if (rest !== '') this.isLastEnded = false;
    const records = this.bounded([...this.splitter.push(rest), ...this.splitter.end()]);
    this.broken = this.brokenOf(source, rest.endsWith(cutCharacter), records, delimiter);
    if (records.length > 0) yield records;
  }

  /** A character that is cut, damage of the archive and an open quote all take the record in which they are. */
  private brokenOf(
    source: Unpacked,
    isCutInCharacter: boolean,
    records: FileRecord[],
    delimiter: string,
  ): Broken | undefined {
    if (this.splitter.isStuck) {
      const open = this.splitter.unsplit;
      if (!open.includes('"'))
        throw new DomainError(
          'invalid',
          'record_too_long',
          `row ${String(this.splitter.nextRow)} is longer than ${String(recordCharsMax)} characters`,
        );
      const fields = (open.trimStart().split(/[\r\n]/)[0] ?? '').split(delimiter);
      return { cause: 'a quote is never closed', partial: { row: this.splitter.nextRow, fields } };
    }
    const cause = source.damage ?? (isCutInCharacter ? 'the last row is cut' : undefined);
    if (!cause) return undefined;
    const partial = this.isLastEnded ? undefined : records.pop();
    return { cause, ...(partial && { partial }) };
  }

  private bounded(records: FileRecord[]): FileRecord[] {
    const row = this.splitter.nextRow;
    if (row > rowsMax)
      throw new DomainError(
        'invalid',
        'too_many_rows',
        `the file has more than ${String(rowsMax)} rows; import it in parts`,
      );
    if (this.emptyRows > emptyRowsMax)
      throw new DomainError(
        'invalid',
        'too_many_empty_rows',
        `the file has more than ${String(emptyRowsMax)} empty rows`,
      );
    for (const record of records) {
      if (record.fields.length > columnsMax)
        throw new DomainError(
          'invalid',
          'too_many_columns',
          `row ${String(record.row)} has more than ${String(columnsMax)} columns`,
        );
    }
    return records;
  }
}
