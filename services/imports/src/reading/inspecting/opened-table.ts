import type { Layout } from '../../domain/reading/layout.ts';
import type { Askable, Question } from '../../domain/reading/inspection.ts';
import type { RecordSource } from '../records/record-source.ts';

/** A file whose table is found: how to read its records, and what is open before its columns are looked at. */
export interface OpenedTable {
  readonly form: Pick<Layout, 'format' | 'encoding' | 'delimiter' | 'headerRow' | 'sheet' | 'from1904'>;
  readonly header: readonly string[];
  readonly questions: readonly Question[];
  readonly askable: Askable;
  readonly decisions: Readonly<Record<string, string>>;
  /** Reads from the beginning. */
  records(): RecordSource;
}
