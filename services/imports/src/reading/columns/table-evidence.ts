import { mappingFields, type Mapping, type MappingField } from '../../domain/reading/mapping.ts';
import { saysReturn } from '../mapping/return-words.ts';
import { numberText } from '../numbers/number-text.ts';
import { isBlank, saysNothing, plainText } from '../records/plain-text.ts';
import type { FileRecord } from '../records/record-splitter.ts';
import { placeOf } from '../rows/places.ts';
import { sidelineOf } from '../rows/sidelines.ts';
import { ColumnEvidence, type ColumnRole } from './column-evidence.ts';
import { SecondTable } from './second-table.ts';
import { twinsOf } from './table-head.ts';

const roles: Readonly<Record<MappingField, ColumnRole>> = {
  receipt: 'id',
  sku: 'id',
  member: 'id',
  branch: 'id',
  till: 'id',
  quantity: 'number',
  unitPrice: 'number',
  lineTotal: 'number',
  receiptTotal: 'number',
  lineDiscount: 'percent',
  discountPercent: 'percent',
  receiptNet: 'number',
  receiptDiscount: 'number',
  refunded: 'number',
  date: 'date',
  kind: 'values',
  currency: 'values',
  description: 'other',
  time: 'other',
  cancelled: 'other',
};

interface Signs {
  negative: number;
  positive: number;
}

/** What all rows below a header say, read with the columns that the mapping proposes. */
export class TableEvidence {
  readonly columns: readonly ColumnEvidence[];
  rows = 0;
  /** Rows of goods without receipt and day of their own. */
  continued = 0;
  /** Quantities of rows that are marked as returns by the receipt's prefix, or by a word of their kind. */
  readonly prefixed: Signs = { negative: 0, positive: 0 };
  readonly ofKind: Signs = { negative: 0, positive: 0 };
  private readonly places: Readonly<Record<MappingField, number>>;
  private readonly secondTable = new SecondTable();
  private readonly amount: number;
  private readonly prefix: string;
  /** Columns that are called like one that is read, and whether their cells ever differ. */
  private readonly twins: { readonly place: number; readonly other: number; differs: boolean }[];

  constructor(
    private readonly header: readonly string[],
    { columns, returns }: Mapping,
    today: number,
  ) {
    const place = (field: MappingField): number =>
      columns[field] === undefined ? -1 : placeOf(header, columns[field]);
    this.places = Object.fromEntries(mappingFields.map((field) => [field, place(field)])) as Record<
      MappingField,
      number
    >;
    const roleAt = new Map<number, ColumnRole>(mappingFields.map((field) => [this.places[field], roles[field]]));
    this.columns = header.map((_, at) => new ColumnEvidence(roleAt.get(at) ?? 'other', today));
    this.amount =
      this.places.lineTotal >= 0
        ? this.places.lineTotal
        : this.places.unitPrice >= 0
          ? this.places.unitPrice
          : this.places.receiptTotal;
    this.twins = [...new Set(Object.values(this.places))]
      .filter((at) => at >= 0)
      .flatMap((at) => twinsOf(header, at).map((other) => ({ place: at, other, differs: false })));
    this.prefix = returns.by === 'prefix' ? returns.prefix : '';
  }

  /** Raises `two_tables` when the record is the header of another table. */
  add(record: FileRecord): void {
    const { fields } = record;
    const date = fields[this.places.date] ?? '';
    if (this.places.date < 0 ? fields.every(isBlank) : this.isAside(record, date)) return;
    this.rows++;
    const { length } = this.columns;
    for (let at = 0; at < length; at++) (this.columns[at] as ColumnEvidence).add(fields[at] ?? '');
    this.countSigns(fields);
    for (const twin of this.twins)
      twin.differs ||= (fields[twin.place] ?? '').trim() !== (fields[twin.other] ?? '').trim();
    if (date === '' && this.isContinued(fields)) this.continued++;
  }

  column(field: MappingField): ColumnEvidence | undefined {
    return this.columns[this.places[field]];
  }

  /** Headers of columns that are called like this one and say something else. */
  rivalsOf(header: string): readonly string[] {
    const at = placeOf(this.header, header);
    return this.twins
      .filter(({ place, other, differs }) => place === at && differs && (this.columns[other]?.examples.length ?? 0) > 0)
      .map(({ other }) => this.header[other] ?? '');
  }

  /** Of a column by its header, whatever it was taken for. */
  of(header: string): ColumnEvidence | undefined {
    return this.columns[placeOf(this.header, header)];
  }

  /** Only texts without any digit can be headers or sums, so most rows are told by one look at their day. */
  private isAside(record: FileRecord, date: string): boolean {
    const mayBeDay = date !== '' && /\d/.test(plainText(date));
    if (!mayBeDay && sidelineOf(record.fields, this.header, this.places)) return true;
    this.secondTable.look(record, date, mayBeDay);
    return false;
  }

  private isContinued(fields: readonly string[]): boolean {
    const has = (field: MappingField): boolean => !isBlank(fields[this.places[field]] ?? '');
    return (
      this.places.receipt >= 0 &&
      !has('receipt') &&
      !has('member') &&
      (has('sku') || has('description')) &&
      !isBlank(fields[this.amount] ?? '')
    );
  }

  private countSigns(fields: readonly string[]): void {
    const kind = this.places.kind < 0 ? '' : (fields[this.places.kind] ?? '');
    const isPrefixed = this.prefix !== '' && (fields[this.places.receipt] ?? '').startsWith(this.prefix);
    if (!isPrefixed && (kind === '' || !saysReturn(kind))) return;
    const cell = fields[this.places.quantity >= 0 ? this.places.quantity : this.amount] ?? '';
    if (saysNothing(plainText(cell))) return;
    const sign = numberText(cell)?.isNegative ? 'negative' : 'positive';
    if (isPrefixed) this.prefixed[sign]++;
    if (kind !== '' && saysReturn(kind)) this.ofKind[sign]++;
  }
}
