import { DomainError } from '@vafa/kernel';
import { dateText } from '../dates/date-text.ts';
import { numberText } from '../numbers/number-text.ts';
import { namedField } from '../mapping/header-names.ts';
import { knownExportOf } from '../mapping/known-exports.ts';
import { headerKey } from '../mapping/header-key.ts';
import { isBlank } from '../records/plain-text.ts';
import { columnsMax, type FileRecord } from '../records/record-splitter.ts';

/** Titles, logos and dates of printing stand above a header, not more. */
const recordsSearched = 100;

export interface TableHead {
  readonly row: number;
  readonly header: readonly string[];
  /** How many fields its names stand for; the names of a given mapping count double. */
  readonly named: number;
}

/** How many different fields a record's cells name. */
export const namesIn = (fields: readonly string[], wanted: ReadonlySet<string> = new Set()): number => {
  if (fields.length > columnsMax) return 0;
  const found = new Set(
    fields
      .map((cell) => (cell.length > 0 && cell.length <= 60 ? namedField(cell)?.field : undefined))
      .filter((field) => field !== undefined),
  );
  const asked = fields.filter((cell) => wanted.has(headerKey(cell))).length;
  return found.size + asked * 2 + (knownExportOf(fields) ? 3 : 0);
};

/** The record that names most; the first of several. */
export const headOf = (records: readonly FileRecord[], wanted: ReadonlySet<string>): TableHead | undefined => {
  let best: { record: FileRecord; named: number } | undefined;
  for (const record of records.slice(0, recordsSearched)) {
    if (record.fields.filter((cell) => !isBlank(cell)).length < 2) continue;
    const named = namesIn(record.fields, wanted);
    if (!best || named > best.named) best = { record, named };
  }
  return best && { row: best.record.row, header: distinct(best.record.fields), named: best.named };
};

/** A header whose names nobody knows is one when its cells are words, and all different. */
export const isPlausible = (header: readonly string[]): boolean => {
  const cells = header.filter((cell) => !/^column \d+$/.test(cell));
  return cells.length >= 2 && cells.every((cell) => numberText(cell) === undefined && dateText(cell) === undefined);
};

/** The names as they stand there, told apart: unnamed columns get their number, repeated ones too. */
const distinct = (fields: readonly string[]): string[] => {
  const used = new Set<string>();
  const last = fields.findLastIndex((cell) => !isBlank(cell));
  return fields.slice(0, last + 1).map((cell, place) => {
    const name = isBlank(cell) ? `column ${String(place + 1)}` : cell.trim();
    let free = name;
    for (let times = 2; used.has(free); times++) free = `${name} (${String(times)})`;
    used.add(free);
    return free;
  });
};

/** Places of columns that are called alike but for what stands in brackets, as `distinct` tells repeated ones apart. */
export const twinsOf = (header: readonly string[], place: number): readonly number[] => {
  const key = headerKey(header[place] ?? '');
  return key === '' ? [] : header.flatMap((name, other) => (other !== place && headerKey(name) === key ? [other] : []));
};

/** Two tables side by side have the same columns twice. */
export const refuseTwins = (fields: readonly string[]): void => {
  const keys = fields.map((cell) => cell.trim()).filter((name) => name !== '' && namedField(name) !== undefined);
  const twice = new Set(keys.filter((key, place) => keys.indexOf(key) !== place));
  if (twice.size >= 3)
    throw new DomainError(
      'invalid',
      'two_tables',
      `the header has the columns ${[...twice].slice(0, 5).join(', ')} twice: two tables side by side; put each into a file of its own`,
    );
};
