import type { ImportMappingPart } from '@vafa/client';

/** What a person says of a file. */
export interface Guidance {
  /** Empty: told by its columns. */
  readonly source: string;
  readonly mapping: ImportMappingPart;
  readonly answers: Readonly<Record<string, string>>;
  /** Of what is kept of the source, as it was seen; 0: nothing is; none: whatever it is now. */
  readonly seen?: number;
}

export const nothingSaid: Guidance = { source: '', mapping: {}, answers: {} };

export type Columns = NonNullable<ImportMappingPart['columns']>;
export type MappingField = keyof Columns;

/** What a column may give, in the order in which people look for it. */
export const mappingFields = [
  'receipt',
  'date',
  'time',
  'sku',
  'description',
  'quantity',
  'unit_price',
  'line_total',
  'receipt_total',
  'member',
  'branch',
  'till',
  'kind',
  'line_discount',
  'discount_percent',
  'receipt_net',
  'receipt_discount',
  'refunded',
  'cancelled',
  'currency',
] as const satisfies readonly MappingField[];

/** The field that a column gives, as the mapping says. */
export const fieldOf = (columns: Columns, header: string): MappingField | undefined =>
  (Object.keys(columns) as MappingField[]).find((field) => columns[field] === header);

/**
 * Where each column goes: as the file is read, with what was said since. What is taken out a reading does not name; it
 * stays said, or the file would propose it again.
 */
export const chosenColumns = (read: Columns, said: Columns = {}): Columns => ({ ...read, ...said });

/** The mapping with each field said, so that neither the file nor what is kept proposes one that is not in it. */
export const wholeMapping = (mapping: ImportMappingPart): ImportMappingPart => ({
  ...mapping,
  columns: { ...Object.fromEntries(mappingFields.map((field) => [field, ''])), ...mapping.columns },
});

/** The columns with this one giving another field, or none. What is taken out is said, or the file would propose it. */
export const withField = (columns: Columns, header: string, field: MappingField | undefined): Columns => {
  const before = fieldOf(columns, header);
  return {
    ...columns,
    ...(before !== undefined && { [before]: '' }),
    ...(field !== undefined && { [field]: header }),
  };
};
