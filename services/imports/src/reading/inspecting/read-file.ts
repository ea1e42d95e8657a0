import { DomainError } from '@vafa/kernel';
import type { Layout } from '../../domain/reading/layout.ts';
import type { Mapping } from '../../domain/reading/mapping.ts';
import { CsvRecords } from '../records/csv-records.ts';
import type { RecordSource } from '../records/record-source.ts';
import type { ReadingTerms, SourceFile } from '../reading.ts';
import { RowReader } from '../rows/row-reader.ts';
import { RowStream } from '../rows/row-stream.ts';
import { SheetRecords } from '../xlsx/sheet-records.ts';
import { openWorkbookBytes } from '../xlsx/workbook.ts';
import { workbookBytes } from '../xlsx/workbook-bytes.ts';

/**
 * Rows of a file whose layout and mapping are known. Raises `sheet_missing` when the workbook lacks the layout's sheet.
 */
export const readFile = async (
  file: SourceFile,
  layout: Layout,
  mapping: Mapping,
  terms: ReadingTerms,
): Promise<RowStream> => {
  const reader = new RowReader(layout, mapping, terms);
  return new RowStream(await recordsOf(file, layout), reader, layout);
};

const recordsOf = async (file: SourceFile, layout: Layout): Promise<RecordSource> => {
  if (layout.format === 'csv') return new CsvRecords(file.open(), layout.encoding, layout.delimiter);
  const workbook = await openWorkbookBytes(await workbookBytes(file.open()));
  const sheet = workbook.sheets.find(({ name }) => name === layout.sheet);
  if (!sheet) throw new DomainError('invalid', 'sheet_missing', `the workbook has no sheet "${layout.sheet ?? ''}"`);
  return new SheetRecords(workbook, sheet.part);
};
