import { milliOf, parseDecimal, quantityMilliMax } from '@vafa/kernel';
import { columnNames, type ColumnPlaces } from './columns.ts';
import type { FileRecord } from './file-record.ts';
import type { LocalTimes } from './local-time.ts';

/** A row that can be submitted; whether its quantity and price are acceptable is checkout's decision. */
export interface InvoiceRow extends FileRecord {
  readonly invoice: string;
  readonly sku: string;
  readonly description: string;
  /** Thousandths of a unit. */
  readonly quantityMilli: bigint;
  readonly unitPrice: string;
  readonly at: Date;
  /** Empty: without a member. */
  readonly member: string;
  readonly branch: string;
}

export type RowRefusal =
  | 'wrong_column_count'
  | 'wrong_encoding'
  | 'hostile_text'
  | 'text_too_long'
  | 'empty_field'
  | 'invalid_receipt'
  | 'invalid_quantity'
  | 'invalid_price'
  | 'invalid_date'
  | 'member_differs';

/** A row that cannot be read. `invoice` is empty when not even that is known. */
export interface RefusedRow extends FileRecord {
  readonly invoice: string;
  readonly code: RowRefusal;
}

export const isRefused = (row: InvoiceRow | RefusedRow): row is RefusedRow => 'code' in row;

export const isReturnInvoice = (invoice: string): boolean => invoice.startsWith('C');

// Control characters, bidirectional overrides and isolates, line separators, byte order marks: nothing that a name needs.
// Joiners (U+200C, U+200D) stay: Persian is written with them.
const hostile = /[\u0000-\u001f\u007f-\u009f\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/;
const undecodable = '\ufffd';
const receipt = /^[^\s\p{C}/]{1,90}$/u;
const lengthMax = { StockCode: 64, Description: 300, CustomerID: 64, Country: 60 } as const;
const textColumns = ['StockCode', 'Description', 'CustomerID', 'Country'] as const;

/** The invoice number of a record, or empty when it is none. */
export const invoiceOf = (fields: readonly string[], places: ColumnPlaces): string => {
  const invoice = fields[places.InvoiceNo] ?? '';
  return receipt.test(invoice) && !invoice.includes(undecodable) ? invoice : '';
};

const refusalOfText = (fields: readonly string[], places: ColumnPlaces): RowRefusal | undefined => {
  for (const column of textColumns) {
    const text = fields[places[column]] ?? '';
    if (text.includes(undecodable)) return 'wrong_encoding';
    if (hostile.test(text)) return 'hostile_text';
    if (text.length > lengthMax[column]) return 'text_too_long';
  }
  return fields[places.StockCode] === '' || fields[places.Country]?.trim() === '' || fields[places.InvoiceNo] === '' ? 'empty_field' : undefined;
};

/** Reads one record. Nothing is guessed; spaces around the names of member and branch are no part of them. */
export const readRow = (record: FileRecord, places: ColumnPlaces, times: LocalTimes): InvoiceRow | RefusedRow => {
  const { row, fields } = record;
  const invoice = invoiceOf(fields, places);
  const refused = (code: RowRefusal): RefusedRow => ({ row, fields, invoice, code });
  if (fields.length !== columnNames.length) return refused('wrong_column_count');
  const ofText = refusalOfText(fields, places);
  if (ofText) return refused(ofText);
  if (invoice === '') return refused('invalid_receipt');
  const quantityMilli = milliOf(fields[places.Quantity] ?? '');
  if (quantityMilli === undefined || quantityMilli > quantityMilliMax || quantityMilli < -quantityMilliMax) return refused('invalid_quantity');
  const unitPrice = fields[places.UnitPrice] ?? '';
  if (parseDecimal(unitPrice) === undefined) return refused('invalid_price');
  const at = times.instant(fields[places.InvoiceDate] ?? '');
  if (!at) return refused('invalid_date');
  const text = (column: (typeof textColumns)[number]): string => fields[places[column]] ?? '';
  return { row, fields, invoice, at, unitPrice, quantityMilli, sku: text('StockCode'), description: text('Description'), member: text('CustomerID').trim(), branch: text('Country').trim() };
};
