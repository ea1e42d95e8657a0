import type { Layout } from '../../domain/reading/layout.ts';
import type { Mapping } from '../../domain/reading/mapping.ts';
import { CsvRecords } from '../records/csv-records.ts';
import type { ReadingTerms, SourceFile } from '../reading.ts';
import { RowReader } from '../rows/row-reader.ts';
import { RowStream } from '../rows/row-stream.ts';

/** Rows of a file whose layout and mapping are known. */
export const readFile = async (file: SourceFile, layout: Layout, mapping: Mapping, terms: ReadingTerms): Promise<RowStream> => {
  await Promise.resolve();
  const records = new CsvRecords(file.open(), layout.encoding, layout.delimiter);
  return new RowStream(records, new RowReader(layout, mapping, terms), layout.headerRow, layout.header.length);
};
