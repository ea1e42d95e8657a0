import { tillKey } from '@vafa/contracts/tills';
import type { Layout, NumberForm } from '../../domain/reading/layout.ts';
import type { Mapping, MappingField } from '../../domain/reading/mapping.ts';
import {
  standInSku,
  type FileRow,
  type OfReceipt,
  type ReceiptPlace,
  type RefusalCode,
  type RefusedRow,
  type SaleRow,
} from '../../domain/reading/sale-row.ts';
import { isBlank } from '../records/plain-text.ts';
import type { FileRecord } from '../records/record-splitter.ts';
import { formulaWithoutValue, numberReader, type NumberRead } from './amount-cells.ts';
import { Continuation } from './continuation.ts';
import { sidelineOf, type Sideline } from './sidelines.ts';
import { fitted } from './fitted.ts';
import { LeftOut } from './left-out.ts';
import { lineOf, moneyOf, type LineAmount } from './line-amount.ts';
import { lessAmount, lessPercent } from './line-discount.ts';
import { idReader, readDescription, type TextProblem, type TextRead } from './name-cells.ts';
import { placeOf, placesOf, type Places } from './places.ts';
import { withoutPercent } from '../numbers/number-text.ts';
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
const numberFields = [
  'quantity',
  'unitPrice',
  'lineTotal',
  'receiptTotal',
  'lineDiscount',
  'discountPercent',
  'receiptNet',
  'receiptDiscount',
  'refunded',
] as const;
type NumberField = (typeof numberFields)[number];
const plainDot: NumberForm = { decimal: '.' };

/** A cell that cannot be read, with what is wrong with it. */
class Refusal {
  constructor(
    readonly code: RefusalCode,
    readonly field: MappingField | undefined,
    readonly value = '',
  ) {}
}

/**
 * Reads the records of one file, in their order. What it makes of a record depends on those before it only where cells
 * continue them.
 */
export class RowReader {
  private readonly places: Places;
  private readonly ids: Readonly<Record<NamedCell, (cell: string) => TextRead>>;
  private readonly numbers: Readonly<Record<NumberField, (cell: string) => NumberRead>>;
  private readonly amountField: 'unitPrice' | 'lineTotal' | 'receiptTotal';
  private readonly times: TimeCells;
  private readonly marks: ReturnMarks;
  private readonly continuation: Continuation | undefined;
  private readonly attributes: readonly (readonly [name: string, place: number])[];
  private readonly currency: (cell: string) => boolean;
  private readonly hasDiscount: boolean;
  private readonly hasOfReceipt: boolean;
  /** Rows that the mapping leaves out, until now. */
  readonly leftOut = new LeftOut();

  /** Raises `mapping_column_missing`. */
  constructor(
    private readonly layout: Layout,
    private readonly mapping: Mapping,
    terms: RowTerms,
  ) {
    this.places = placesOf(layout, mapping);
    const header = (field: MappingField): string => layout.header[this.places[field]] ?? '';
    const id = (field: NamedCell): ((cell: string) => TextRead) =>
      idReader(layout.wholeIds.includes(header(field)), lengthMax[field]);
    this.ids = { receipt: id('receipt'), sku: id('sku'), member: id('member'), branch: id('branch'), till: id('till') };
    this.amountField =
      this.places.lineTotal >= 0 ? 'lineTotal' : this.places.unitPrice >= 0 ? 'unitPrice' : 'receiptTotal';
    const number = (field: NumberField): ((cell: string) => NumberRead) =>
      numberReader(layout.numbers[header(field)] ?? plainDot, terms.currency);
    this.numbers = Object.fromEntries(numberFields.map((field) => [field, number(field)])) as Record<
      NumberField,
      (cell: string) => NumberRead
    >;
    const isThere = (field: MappingField): boolean => this.places[field] >= 0;
    this.hasDiscount = isThere('lineDiscount') || isThere('discountPercent');
    this.hasOfReceipt =
      mapping.rows === 'line' && (isThere('receiptNet') || isThere('receiptDiscount') || isThere('refunded'));
    this.times = new TimeCells(
      layout.dates[header('date')] ?? { order: 'ymd', calendar: 'gregorian' },
      terms.timeZone,
      terms.today,
    );
    this.marks = new ReturnMarks(mapping);
    this.continuation = mapping.continuation ? new Continuation(this.places) : undefined;
    this.attributes = mapping.attributes.map(
      (name) => [layout.header[placeOf(layout.header, name)] ?? name, placeOf(layout.header, name)] as const,
    );
    this.currency = (cell) => isBlank(cell) || cell.trim().toUpperCase() === terms.currency;
  }

  /** A row, or why the record is none: it is empty, a header again, a total, or left out by the mapping. */
  read(record: FileRecord): FileRow | Sideline {
    const whole = fitted(record.fields, this.layout, this.places);
    if (!whole)
      return (
        sidelineOf(record.fields, this.layout.header, this.places) ??
        this.refused(
          record.row,
          record.fields,
          '',
          new Refusal('wrong_column_count', undefined, String(record.fields.length)),
        )
      );
    const at = this.times.instant(this.cell(whole, 'date'), this.cell(whole, 'time'));
    if (!at) {
      const sideline = sidelineOf(whole, this.layout.header, this.places);
      if (sideline) return sideline;
    }
    const fields = this.continuation ? this.continuation.complete(whole) : whole;
    const why = this.marks.leftOutFor(this.cell(fields, 'kind'), this.cell(fields, 'cancelled'));
    if (why !== undefined) return this.leftOut.add(why);
    const receipt = this.ids.receipt(this.cell(fields, 'receipt'));
    const number = 'text' in receipt ? receipt.text : '';
    const row = this.line(record.row, whole, fields, number, at);
    if (row === 'left_out') return this.leftOut.add('refunded');
    if (!(row instanceof Refusal)) return row;
    return this.refused(
      record.row,
      whole,
      number,
      'problem' in receipt ? textRefusal(receipt.problem, 'receipt') : row,
      fields,
      at,
    );
  }

  /** The receipt of a record that may be cut; empty when it cannot be told. */
  receiptOf(fields: readonly string[]): string {
    const receipt = this.ids.receipt(this.cell(fields, 'receipt'));
    return 'text' in receipt ? receipt.text : '';
  }

  private line(
    row: number,
    raw: readonly string[],
    fields: readonly string[],
    receipt: string,
    first: Date | undefined,
  ): SaleRow | Refusal | 'left_out' {
    if (receipt === '')
      return new Refusal(isBlank(this.cell(fields, 'receipt')) ? 'empty_field' : 'invalid_receipt', 'receipt');
    const names = this.names(fields);
    if (names instanceof Refusal) return names;
    if (!this.currency(this.cell(fields, 'currency'))) return new Refusal('other_currency', 'currency');
    const isReturn = this.marks.isReturn(receipt, this.cell(fields, 'kind'));
    const line = this.amounts(fields, isReturn);
    if (line instanceof Refusal || line === 'left_out') return line;
    const ofReceipt = this.hasOfReceipt ? this.ofReceipt(fields) : undefined;
    if (ofReceipt instanceof Refusal) return ofReceipt;
    const at = first ?? this.times.instant(this.cell(fields, 'date'), this.cell(fields, 'time'));
    if (!at) return this.dateRefusal(fields);
    const { sku, description, member, branch, till } = names;
    const { quantityMilli, unitPrice } = line;
    return {
      row,
      fields: this.shown(raw),
      receipt,
      sku,
      description,
      quantityMilli,
      unitPrice,
      at,
      member,
      branch,
      till,
      isReturn,
      attributes: this.kept(fields),
      ...(ofReceipt && { ofReceipt }),
    };
  }

  private dateRefusal(fields: readonly string[]): Refusal {
    if (isBlank(this.cell(fields, 'date'))) return new Refusal('empty_field', 'date');
    const isTime = this.times.instant(this.cell(fields, 'date'), '') !== undefined;
    return new Refusal('invalid_date', isTime ? 'time' : 'date');
  }

  private names(
    fields: readonly string[],
  ): Pick<SaleRow, 'sku' | 'description' | 'member' | 'branch' | 'till'> | Refusal {
    const description = readDescription(this.cell(fields, 'description'), lengthMax.description);
    if ('problem' in description) return textRefusal(description.problem, 'description');
    const found = { sku: '', member: '', branch: '', till: '' };
    for (const field of ['sku', 'member', 'branch', 'till'] as const) {
      const cell = this.cell(fields, field);
      if (cell === '') continue;
      const read = this.ids[field](cell);
      if ('problem' in read) return textRefusal(read.problem, field);
      found[field] = field === 'till' ? tillKey(read.text) : read.text;
    }
    if (this.places.branch >= 0 && found.branch === '') return new Refusal('empty_field', 'branch');
    if (found.sku === '') {
      // Goods without a number are told apart by their name; a receipt's total has neither.
      const named = this.ids.sku(description.text.slice(0, lengthMax.sku));
      const name = 'text' in named ? named.text : '';
      if (name === '' && this.mapping.rows === 'line' && this.places.sku >= 0) return new Refusal('empty_field', 'sku');
      found.sku = name === '' ? standInSku : name;
    }
    return {
      description: description.text,
      sku: found.sku,
      member: found.member,
      branch: found.branch,
      till: found.till,
    };
  }

  private amounts(fields: readonly string[], isReturn: boolean): LineAmount | Refusal | 'left_out' {
    const { amountField } = this;
    const turned = isReturn && this.mapping.returnedQuantities === 'positive';
    const amount = this.numbers[amountField](this.cell(fields, amountField));
    if (this.mapping.rows === 'receipt')
      return 'problem' in amount
        ? numberRefusal(amount.problem, amountField)
        : this.ofTotal(fields, amount.text, turned);
    const quantity: NumberRead =
      this.places.quantity < 0 ? { text: '1' } : this.numbers.quantity(this.cell(fields, 'quantity'));
    if ('problem' in quantity) return numberRefusal(quantity.problem, 'quantity');
    if ('problem' in amount) return numberRefusal(amount.problem, amountField);
    const line = lineOf(quantity.text, amount.text, amountField === 'unitPrice', turned);
    if (typeof line === 'string') return new Refusal(line, 'quantity');
    return this.hasDiscount ? this.discounted(line, fields) : line;
  }

  /** A total of a receipt, less what was given back of it since; all of it given back is no sale. */
  private ofTotal(fields: readonly string[], total: string, turned: boolean): LineAmount | Refusal | 'left_out' {
    const refunded = this.valueOf(fields, 'refunded');
    if (refunded instanceof Refusal) return refunded;
    const whole = lineOf('1', total, false, turned);
    if (typeof whole === 'string') return new Refusal(whole, 'receipt');
    const left = refunded === undefined ? whole : lessAmount(whole, refunded);
    if (!left || (left !== whole && !/[1-9]/.test(left.unitPrice))) return 'left_out';
    return moneyOf(left);
  }

  private discounted(line: LineAmount, fields: readonly string[]): LineAmount | Refusal {
    let left: LineAmount | undefined = line;
    for (const [field, less] of [
      ['lineDiscount', lessAmount],
      ['discountPercent', lessPercent],
    ] as const) {
      const off = this.valueOf(fields, field);
      if (off instanceof Refusal) return off;
      if (off !== undefined) left = less(left, off);
      if (!left) return new Refusal('invalid_price', field);
    }
    return left;
  }

  /** Nothing where the file says nothing, or zero of what is taken off. */
  private ofReceipt(fields: readonly string[]): OfReceipt | undefined | Refusal {
    const net = this.valueOf(fields, 'receiptNet');
    if (net instanceof Refusal) return net;
    const discount = this.valueOf(fields, 'receiptDiscount');
    if (discount instanceof Refusal) return discount;
    const refunded = this.valueOf(fields, 'refunded');
    if (refunded instanceof Refusal) return refunded;
    if (net === undefined && !isSome(discount) && !isSome(refunded)) return undefined;
    return {
      ...(net !== undefined && !net.startsWith('-') && { net }),
      ...(isSome(discount) && { discount: unsigned(discount) }),
      ...(isSome(refunded) && { refunded: unsigned(refunded) }),
    };
  }

  /** A number that may be missing. */
  private valueOf(fields: readonly string[], field: NumberField): string | undefined | Refusal {
    const cell = this.cell(fields, field);
    if (cell === '') return undefined;
    const read = this.numbers[field](field === 'discountPercent' ? withoutPercent(cell) : cell);
    if ('text' in read) return read.text;
    return read.problem === 'blank' ? undefined : numberRefusal(read.problem, field);
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
    return this.layout.format === 'xlsx' && fields.includes(formulaWithoutValue)
      ? fields.map((cell) => (cell === formulaWithoutValue ? '' : cell))
      : fields;
  }

  private cell(fields: readonly string[], field: MappingField): string {
    const place = this.places[field];
    return place < 0 ? '' : (fields[place] ?? '');
  }

  private refused(
    row: number,
    fields: readonly string[],
    receipt: string,
    refusal: Refusal,
    complete?: readonly string[],
    at?: Date,
  ): RefusedRow {
    const value = refusal.field === undefined ? refusal.value : this.cell(complete ?? fields, refusal.field);
    const column = refusal.field === undefined ? '' : (this.layout.header[this.places[refusal.field]] ?? '');
    const details = {
      ...(column !== '' && { column }),
      ...(value !== '' && value !== formulaWithoutValue && { value: value.slice(0, valueShown) }),
    };
    const place = complete && receipt !== '' ? this.placeOf(complete, receipt, at) : undefined;
    return { row, fields: this.shown(fields), receipt, code: refusal.code, details, ...(place && { place }) };
  }

  /** Where the receipt of a row belongs that cannot be read for another reason. */
  private placeOf(fields: readonly string[], receipt: string, first: Date | undefined): ReceiptPlace | undefined {
    const at = first ?? this.times.instant(this.cell(fields, 'date'), this.cell(fields, 'time'));
    const [branch, till] = [this.ids.branch(this.cell(fields, 'branch')), this.ids.till(this.cell(fields, 'till'))];
    if (!at || 'problem' in branch || 'problem' in till || (this.places.branch >= 0 && branch.text === ''))
      return undefined;
    return {
      branch: branch.text,
      till: tillKey(till.text),
      at,
      isReturn: this.marks.isReturn(receipt, this.cell(fields, 'kind')),
    };
  }
}

const isSome = (text: string | undefined): text is string => text !== undefined && /[1-9]/.test(text);

/** Some programs write what is taken off with a minus. */
const unsigned = (text: string): string => text.replace(/^-/, '');

const textRefusal = (problem: TextProblem, field: MappingField): Refusal => new Refusal(problem, field);

const numberRefusal = (problem: Extract<NumberRead, { problem: string }>['problem'], field: MappingField): Refusal => {
  const none = field === 'quantity' ? 'invalid_quantity' : 'invalid_price';
  const codes = {
    blank: 'empty_field',
    no_number: none,
    ambiguous: 'ambiguous_number',
    damaged: 'damaged_by_spreadsheet',
    other_currency: 'other_currency',
    formula: 'formula_without_value',
  } as const;
  return new Refusal(codes[problem], field);
};
