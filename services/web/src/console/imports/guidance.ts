import type { ImportMappingPart } from '@vafa/client';

/** What a person says of a file. */
export interface Guidance {
  /** Empty: told by its columns. */
  readonly source: string;
  readonly mapping: ImportMappingPart;
  readonly answers: Readonly<Record<string, string>>;
}

export const nothingSaid: Guidance = { source: '', mapping: {}, answers: {} };

export type Columns = NonNullable<ImportMappingPart['columns']>;
export type MappingField = keyof Columns;

/** The field that a column gives, as the mapping says. */
export const fieldOf = (columns: Columns, header: string): MappingField | undefined =>
  (Object.keys(columns) as MappingField[]).find((field) => columns[field] === header);

/** The columns with this one giving another field, or none. What is taken out is said, or the file would propose it. */
export const withField = (columns: Columns, header: string, field: MappingField | undefined): Columns => {
  const before = fieldOf(columns, header);
  return {
    ...columns,
    ...(before !== undefined && { [before]: '' }),
    ...(field !== undefined && { [field]: header }),
  };
};
