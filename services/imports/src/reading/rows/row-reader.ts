import type { Layout, NumberForm } from '../../domain/reading/layout.ts';
import type { Mapping, MappingField } from '../../domain/reading/mapping.ts';
import { standInSku, type FileRow, type RefusalCode, type RefusedRow, type SaleRow } from '../../domain/reading/sale-row.ts';
import { isBlank } from '../records/plain-text.ts';
import type { FileRecord } from '../records/record-splitter.ts';
import { formulaWithoutValue, numberReader, type NumberRead } from './amount-cells.ts';
import { Continuation } from './continuation.ts';
import { sidelineOf, type Sideline } from './sidelines.ts';
import { fitted } from './fitted.ts';
import { lineOf } from './line-amount.ts';
import { idReader, readDescription, type TextProblem, type TextRead } from './name-cells.ts';
import { placeOf, placesOf, type Places } from './places.ts';
import { ReturnMarks } from './return-marks.ts';
import { TimeCells } from './time-cells.ts';

export interface RowTerms {
  readonly timeZone: string;
  readonly currency: string;
  readonly today: Date;
}

const lengthMax = { receipt: 90, sku: 64, description: 300, member: 64, branch: 60, till: 60 } as const;
type NamedCell = Exclude<keyof typeof lengthMax, 'description'>;
const valueShown = 80;
const noAttributes = Object.freeze({});
const plainDot: NumberForm = { decimal: '.' };

/** A cell that cannot be read, with what is wrong with it. */
class Refusal {
  constructor(
    readonly code: RefusalCode,
    readonly field: MappingField | undefined,
    readonly value = '',
  ) {}
}

/** Reads the records of one file, in their order. What it makes of a record depends on those before it only where cells continue them. */
export class RowReader {
  private readonly places: Places;
  private readonly ids: Readonly<Record<NamedCell, (cell: string) => TextRead>>;
  private readonly numbers: Readonly<Record<'quantity' | 'amount', (cell: string) => NumberRead>>;
  private readonly amountField: 'unitPrice' | 'lineTotal' | 'receiptTotal';
  private readonly times: TimeCells;
  private readonly marks: ReturnMarks;
  private readonly continuation: Continuation | undefined;
  private readonly attributes: readonly (readonly [name: string, place: number])[];
  private readonly currency: (cell: string) => boolean;

  /** Raises `mapping_column_missing`. */
  constructor(
    private readonly layout: Layout,
    private readonly mapping: Mapping,
    terms: RowTerms,
  ) {
    this.places = placesOf(layout, mapping);
    const header = (field: MappingField): string => layout.header[this.places[field]] ?? '';
    const id = (field: NamedCell): ((cell: string) => TextRead) => idReader(layout.wholeIds.includes(header(field)), lengthMax[field]);
    this.ids = { receipt: id('receipt'), sku: id('sku'), member: id('member'), branch: id('branch'), till: id('till') };
    this.amountField = this.places.lineTotal >= 0 ? 'lineTotal' : this.places.unitPrice >= 0 ? 'unitPrice' : 'receiptTotal';
    this.numbers = {
      quantity: numberReader(layout.numbers[header('quantity')] ?? plainDot, terms.currency),
      amount: numberReader(layout.numbers[header(this.amountField)] ?? plainDot, terms.currency),
    };
    this.times = new TimeCells(layout.dates[header('date')] ?? { order: 'ymd', calendar: 'gregorian' }, terms.timeZone, terms.today);
    this.marks = new ReturnMarks(mapping);
    this.continuation = mapping.continuation ? new Continuation(this.places) : undefined;
    this.attributes = mapping.attributes.map((name) => [layout.header[placeOf(layout.header, name)] ?? name, placeOf(layout.header, name)] as const);
    this.currency = (cell) => isBlank(cell) || cell.trim().toUpperCase() === terms.currency;
  }

  /** A row, or why the record is none: it is empty, a header again, a total, or left out by the mapping. */
  read(record: FileRecord): FileRow | Sideline {
    const whole = fitted(record.fields, this.layout, this.places);
    if (!whole) return sidelineOf(record.fields, this.layout.header, this.places) ?? this.refused(record.row, record.fields, '', new Refusal('wrong_column_count', undefined, String(record.fields.length)));
    const at = this.times.instant(this.cell(whole, 'date'), this.cell(whole, 'time'));
    if (!at) {
      const sideline = sidelineOf(whole, this.layout.header, this.places);
      if (sideline) return sideline;
    }
    const fields = this.continuation ? this.continuation.complete(whole) : whole;
    if (this.marks.isLeftOut(this.cell(fields, 'kind'))) return 'left_out';
    const receipt = this.ids.receipt(this.cell(fields, 'receipt'));
    const number = 'text' in receipt ? receipt.text : '';
    const row = this.line(record.row, whole, fields, number, at);
    if (!(row instanceof Refusal)) return row;
    return this.refused(record.row, whole, number, 'problem' in receipt ? textRefusal(receipt.problem, 'receipt') : row, fields);
  }

  /** The receipt of a record that may be cut; empty when it cannot be told. */
  receiptOf(fields: readonly string[]): string {
    const receipt = this.ids.receipt(this.cell(fields, 'receipt'));
    return 'text' in receipt ? receipt.text : '';
  }

  private line(row: number, raw: readonly string[], fields: readonly string[], receipt: string, first: Date | undefined): SaleRow | Refusal {
    if (receipt === '') return new Refusal(isBlank(this.cell(fields, 'receipt')) ? 'empty_field' : 'invalid_receipt', 'receipt');
    const names = this.names(fields);
    if (names instanceof Refusal) return names;
    if (!this.currency(this.cell(fields, 'currency'))) return new Refusal('other_currency', 'currency');
    const isReturn = this.marks.isReturn(receipt, this.cell(fields, 'kind'));
    const line = this.amounts(fields, isReturn);
    if (line instanceof Refusal) return line;
    const at = first ?? this.times.instant(this.cell(fields, 'date'), this.cell(fields, 'time'));
    if (!at) return this.dateRefusal(fields);
    const { sku, description, member, branch, till } = names;
    const { quantityMilli, unitPrice } = line;
    return { row, fields: this.shown(raw), receipt, sku, description, quantityMilli, unitPrice, at, member, branch, till, isReturn, attributes: this.kept(fields) };
  }

  private dateRefusal(fields: readonly string[]): Refusal {
    if (isBlank(this.cell(fields, 'date'))) return new Refusal('empty_field', 'date');
    const isTime = this.times.instant(this.cell(fields, 'date'), '') !== undefined;
    return new Refusal('invalid_date', isTime ? 'time' : 'date');
  }

  private names(fields: readonly string[]): Pick<SaleRow, 'sku' | 'description' | 'member' | 'branch' | 'till'> | Refusal {
    const description = readDescription(this.cell(fields, 'description'), lengthMax.description);
    if ('problem' in description) return textRefusal(description.problem, 'description');
    const found = { sku: '', member: '', branch: '', till: '' };
    for (const field of ['sku', 'member', 'branch', 'till'] as const) {
      const cell = this.cell(fields, field);
      if (cell === '') continue;
      const read = this.ids[field](cell);
      if ('problem' in read) return textRefusal(read.problem, field);
      found[field] = read.text;
    }
    if (this.places.branch >= 0 && found.branch === '') return new Refusal('empty_field', 'branch');
    if (found.sku === '') {
      // Goods without a number are told apart by their name; a receipt's total has neither.
      const named = this.ids.sku(description.text.slice(0, lengthMax.sku));
      const name = 'text' in named ? named.text : '';
      if (name === '' && this.mapping.rows === 'line' && this.places.sku >= 0) return new Refusal('empty_field', 'sku');
      found.sku = name === '' ? standInSku : name;
    }
    return { description: description.text, sku: found.sku, member: found.member, branch: found.branch, till: found.till };
  }

  private amounts(fields: readonly string[], isReturn: boolean): Pick<SaleRow, 'quantityMilli' | 'unitPrice'> | Refusal {
    const quantity: NumberRead = this.places.quantity < 0 || this.mapping.rows === 'receipt' ? { text: '1' } : this.numbers.quantity(this.cell(fields, 'quantity'));
    if ('problem' in quantity) return numberRefusal(quantity.problem, 'quantity');
    const amount = this.numbers.amount(this.cell(fields, this.amountField));
    if ('problem' in amount) return numberRefusal(amount.problem, this.amountField);
    const turned = isReturn && this.mapping.returnedQuantities === 'positive';
    const line = lineOf(quantity.text, amount.text, this.amountField === 'unitPrice', turned);
    if (typeof line !== 'string') return line;
    return new Refusal(line, 'quantity');
  }

  private kept(fields: readonly string[]): Readonly<Record<string, string>> {
    if (this.attributes.length === 0) return noAttributes;
    const kept: Record<string, string> = {};
    for (const [name, place] of this.attributes) {
      const read = readDescription(fields[place] ?? '', lengthMax.description);
      if ('text' in read && read.text !== '') kept[name] = read.text;
    }
    return kept;
  }

  /** The cells for people: one whose formula has no value is blank. */
  private shown(fields: readonly string[]): readonly string[] {
    return this.layout.format === 'xlsx' && fields.includes(formulaWithoutValue) ? fields.map((cell) => (cell === formulaWithoutValue ? '' : cell)) : fields;
  }

  private cell(fields: readonly string[], field: MappingField): string {
    const place = this.places[field];
    return place < 0 ? '' : (fields[place] ?? '');
  }

  private refused(row: number, fields: readonly string[], receipt: string, refusal: Refusal, complete = fields): RefusedRow {
    const value = refusal.field === undefined ? refusal.value : this.cell(complete, refusal.field);
    const column = refusal.field === undefined ? '' : (this.layout.header[this.places[refusal.field]] ?? '');
    const details = { ...(column !== '' && { column }), ...(value !== '' && value !== formulaWithoutValue && { value: value.slice(0, valueShown) }) };
    return { row, fields: this.shown(fields), receipt, code: refusal.code, details };
  }
}

const textRefusal = (problem: TextProblem, field: MappingField): Refusal => new Refusal(problem, field);

const numberRefusal = (problem: Extract<NumberRead, { problem: string }>['problem'], field: MappingField): Refusal => {
  const none = field === 'quantity' ? 'invalid_quantity' : 'invalid_price';
  const codes = { blank: 'empty_field', no_number: none, ambiguous: 'ambiguous_number', damaged: 'damaged_by_spreadsheet', other_currency: 'other_currency', formula: 'formula_without_value' } as const;
  return new Refusal(codes[problem], field);
};
