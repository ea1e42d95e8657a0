import { DomainError } from '@vafa/kernel';
import { dateText } from '../dates/date-text.ts';
import { numberText } from '../numbers/number-text.ts';
import { isTotalWord } from '../mapping/header-names.ts';
import { isBlank } from '../records/plain-text.ts';
import type { FileRecord } from '../records/record-splitter.ts';
import { namesIn } from './table-head.ts';

/** So many names of columns in one record make it a header, wherever it stands. */
const namesOfHeader = 3;

const placesFilled = (fields: readonly string[]): string =>
  fields.flatMap((cell, place) => (isBlank(cell) ? [] : [place])).join();

/** Looks for a second table below the first: a header of its own. */
export class SecondTable {
  private next = 0;
  /** Words below an empty row, one of them a column's name: a header when the record below fills the same columns. */
  private heading: { readonly row: number; readonly filled: string } | undefined;

  /** Looks at a record that is no header, sum or empty one of the first table. Raises `two_tables`. */
  look({ row, fields }: FileRecord, date: string, mayBeDay: boolean): void {
    const isBelowEmpty = this.next > 0 && row > this.next;
    this.next = row + 1;
    const { heading } = this;
    this.heading = undefined;
    if (heading && !dateText(date) && placesFilled(fields) === heading.filled) refuse(heading.row);
    if (mayBeDay) return;
    const filled = fields.filter((cell) => !isBlank(cell) && !isTotalWord(cell));
    if (filled.length < 2 || !filled.every((cell) => numberText(cell) === undefined)) return;
    const named = namesIn(filled);
    if (named >= namesOfHeader) refuse(row);
    if (named > 0 && isBelowEmpty && new Set(filled).size === filled.length)
      this.heading = { row, filled: placesFilled(fields) };
  }
}

const refuse = (row: number): never => {
  throw new DomainError(
    'invalid',
    'two_tables',
    `row ${String(row)} begins a second table; put each table into a file of its own`,
    { row: String(row) },
  );
};
