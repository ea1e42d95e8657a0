import { DomainError } from '@vafa/kernel';
import { columnsMax, type FileRecord } from '../records/record-splitter.ts';
import type { RecordSource } from '../records/record-source.ts';
import { formulaWithoutValue } from '../rows/amount-cells.ts';
import { dayReader, numberCellText } from './cell-text.ts';
import type { Workbook } from './workbook.ts';
import { unescaped, XmlElements, type ElementHandler } from './xml-elements.ts';

const rowsMax = 2_000_000;
const rowCharsMax = 1_048_576;

/**
 * Rows of one sheet, each as wide as its last cell that holds anything. Merged cells have their text in the first one.
 */
export class SheetRecords implements RecordSource {
  readonly slices: AsyncIterable<readonly FileRecord[]>;
  readonly broken = undefined;
  readonly isLastEnded = true;
  private readonly cells: SheetCells;

  /** The slices raise `too_many_columns`, `too_many_rows`, `record_too_long` and what reading a part raises. */
  constructor(workbook: Workbook, part: string) {
    this.cells = new SheetCells(workbook);
    this.slices = this.read(workbook.archive.part(part));
  }

  get emptyRows(): number {
    return this.cells.emptyRows;
  }

  private async *read(chunks: AsyncIterable<Buffer>): AsyncGenerator<readonly FileRecord[]> {
    const elements = new XmlElements(this.cells);
    for await (const chunk of chunks) {
      elements.write(chunk);
      const records = this.cells.take();
      if (records.length > 0) yield records;
    }
  }
}

/** Builds records from the elements of a sheet. */
class SheetCells implements ElementHandler {
  emptyRows = 0;
  private records: FileRecord[] = [];
  private row = 0;
  private fields: string[] = [];
  private chars = 0;
  private place = -1;
  private type = '';
  private style: string | undefined;
  private value: string | undefined;
  private inline = '';
  private isFormula = false;
  private isPhonetic = false;

  private readonly days: (serial: string) => string;

  constructor(private readonly workbook: Workbook) {
    this.days = dayReader(workbook.from1904);
  }

  take(): FileRecord[] {
    const { records } = this;
    this.records = [];
    return records;
  }

  open(name: string, attributes: Readonly<Record<string, string>>): void {
    if (name === 'c') this.openCell(attributes);
    else if (name === 'row') this.openRow(attributes.r);
    else if (name === 'rPh') this.isPhonetic = true;
  }

  close(name: string, text: string): void {
    if (name === 'v') this.value = text;
    else if (name === 'c') this.closeCell();
    else if (name === 'f') this.isFormula = true;
    else if (name === 'row') this.closeRow();
    else if (name === 't' && !this.isPhonetic) this.inline += text;
    else if (name === 'rPh') this.isPhonetic = false;
  }

  private openRow(number: string | undefined): void {
    const next = number === undefined ? this.row + 1 : Number(number);
    if (!(next > this.row && next <= rowsMax))
      throw new DomainError(
        'invalid',
        'too_many_rows',
        `the sheet has rows beyond ${String(rowsMax)}, or out of their order`,
      );
    this.emptyRows += next - this.row - 1;
    this.row = next;
    this.fields = [];
    this.chars = 0;
    this.place = -1;
  }

  private closeRow(): void {
    if (this.fields.length === 0) this.emptyRows++;
    else this.records.push({ row: this.row, fields: this.fields });
    this.fields = [];
  }

  private openCell({ r, t = 'n', s }: Readonly<Record<string, string>>): void {
    this.place = r === undefined ? this.place + 1 : columnOf(r);
    this.type = t;
    this.style = s;
    this.value = undefined;
    this.inline = '';
    this.isFormula = false;
  }

  private closeCell(): void {
    const text = this.cellText();
    if (text === '') return;
    if (this.place >= columnsMax)
      throw new DomainError(
        'invalid',
        'too_many_columns',
        `row ${String(this.row)} has more than ${String(columnsMax)} columns`,
      );
    this.chars += text.length;
    if (this.chars > rowCharsMax)
      throw new DomainError(
        'invalid',
        'record_too_long',
        `row ${String(this.row)} is longer than ${String(rowCharsMax)} characters`,
      );
    while (this.fields.length < this.place) this.fields.push('');
    this.fields[this.place] = text;
  }

  private cellText(): string {
    const { value } = this;
    if (this.type === 'inlineStr') return unescaped(this.inline);
    if (value === undefined) return this.isFormula ? formulaWithoutValue : '';
    if (this.type === 's') return this.workbook.texts[Number(value)] ?? '';
    if (this.type === 'n') return numberCellText(value, this.workbook.formats.of(this.style), this.days);
    if (this.type === 'b') return value === '1' ? 'TRUE' : 'FALSE';
    // Days written as ISO text, texts of formulas, and errors (#N/A).
    return unescaped(value);
  }
}

const A = 0x41;

/** The column of a reference: A1 is 0, AA1 is 26. */
const columnOf = (reference: string): number => {
  let column = 0;
  for (let at = 0; at < reference.length && at < 4; at++) {
    const code = reference.charCodeAt(at) - A;
    if (code < 0 || code > 25) break;
    column = column * 26 + code + 1;
  }
  return column - 1;
};
