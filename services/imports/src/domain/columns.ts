import { DomainError } from '@vafa/kernel';

export const columnNames = ['InvoiceNo', 'StockCode', 'Description', 'Quantity', 'InvoiceDate', 'UnitPrice', 'CustomerID', 'Country'] as const;

export type ColumnName = (typeof columnNames)[number];

/** Where each column stands in the file. */
export type ColumnPlaces = Readonly<Record<ColumnName, number>>;

/** Reads the header; the order is free. Raises `wrong_columns`, which says what is missing or unknown. */
export const columnPlaces = (header: readonly string[]): ColumnPlaces => {
  const found = header.map((name) => name.trim());
  const missing = columnNames.filter((name) => !found.includes(name));
  const unknown = found.filter((name, place) => !columnNames.some((known) => known === name) || found.indexOf(name) !== place);
  if (missing.length > 0 || unknown.length > 0) {
    const shown = unknown.slice(0, 8).map((name) => JSON.stringify(name.slice(0, 40)));
    const says = [missing.length > 0 ? `missing: ${missing.join(', ')}` : '', shown.length > 0 ? `not expected: ${shown.join(', ')}` : ''].filter(Boolean).join('; ');
    throw new DomainError('invalid', 'wrong_columns', `the file must have the columns ${columnNames.join(', ')} (${says})`);
  }
  return Object.fromEntries(columnNames.map((name) => [name, found.indexOf(name)])) as ColumnPlaces;
};

/** The names as they stand in the file. */
export const columnsInOrder = (places: ColumnPlaces): ColumnName[] => [...columnNames].sort((a, b) => places[a] - places[b]);
