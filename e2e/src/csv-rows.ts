import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';

/** One row of an invoice file, as text, with its number from 1 (the header is not counted). */
export interface InvoiceRow {
  readonly number: number;
  readonly invoice: string;
  readonly sku: string;
  /** Thousandths of a unit: a float would not add up. */
  readonly quantity: number;
  readonly at: string;
  readonly price: string;
  readonly customer: string;
  readonly country: string;
}

const fieldsOf = (text: string): string[][] => {
  const rows: string[][] = [];
  let row: string[] = [];
  let field = '';
  let quoted = false;
  for (let i = 0; i < text.length; i++) {
    const char = text[i];
    if (quoted) {
      if (char !== '"') field += char;
      else if (text[i + 1] === '"') field += text[++i];
      else quoted = false;
    } else if (char === '"') quoted = true;
    else if (char === ',' || char === '\n') {
      row.push(field);
      field = '';
      if (char === '\n') {
        rows.push(row);
        row = [];
      }
    } else if (char !== '\r') field += char;
  }
  return rows;
};

/** 0.350 → 350 */
export const thousandths = (text: string): number => Math.round(Number(text) * 1_000);

/** Reads a whole invoice file; only for files that are known to be well formed and to end with a line break. */
export const readInvoiceRows = (path: string): InvoiceRow[] => {
  const bytes = readFileSync(path);
  const [header = [], ...rows] = fieldsOf((path.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8'));
  const column = (name: string): number => header.indexOf(name);
  const [invoice, sku, quantity, at, price, customer, country] = [
    'InvoiceNo',
    'StockCode',
    'Quantity',
    'InvoiceDate',
    'UnitPrice',
    'CustomerID',
    'Country',
  ].map(column) as [number, number, number, number, number, number, number];
  return rows.map((row, index) => ({
    number: index + 1,
    invoice: row[invoice] ?? '',
    sku: row[sku] ?? '',
    quantity: thousandths(row[quantity] ?? ''),
    at: row[at] ?? '',
    price: row[price] ?? '',
    customer: row[customer] ?? '',
    country: row[country] ?? '',
  }));
};
