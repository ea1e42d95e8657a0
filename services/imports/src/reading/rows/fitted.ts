import { plainCell } from '@vafa/csv';
import type { Layout } from '../../domain/reading/layout.ts';
import { isBlank } from '../records/plain-text.ts';
import type { Places } from './places.ts';

/** Columns that an exceptions file has behind those of its source. */
export const exceptionColumns = ['row', 'code', 'reason'] as const;

/**
 * The cells of a record, one for each column of the header; undefined when there are too many or too few. Blank cells
 * at the end may be there or not; so may cells of columns that nobody reads.
 */
export const fitted = (
  fields: readonly string[],
  { header, isExceptions, format }: Layout,
  places: Places,
): readonly string[] | undefined => {
  const width = header.length;
  if (isExceptions) return ofExceptions(fields, width)?.map(plainCell);
  if (fields.length === width) return fields;
  if (fields.length > width) return fields.slice(width).every(isBlank) ? fields.slice(0, width) : undefined;
  const isRead = format === 'csv' && Object.values(places).some((place) => place >= fields.length);
  return isRead ? undefined : [...fields, ...Array.from({ length: width - fields.length }, () => '')];
};

/**
 * A row of exceptions that has more cells than the source's columns and ours was not put right yet: what is meant for
 * which is not known.
 */
const ofExceptions = (fields: readonly string[], width: number): readonly string[] | undefined => {
  const isTooLong = fields.slice(width + exceptionColumns.length).some((cell) => !isBlank(cell));
  return fields.length < width || isTooLong ? undefined : fields.slice(0, width);
};
