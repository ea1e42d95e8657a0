import type { Inspection } from '../domain/reading/inspection.ts';
import type { Layout } from '../domain/reading/layout.ts';
import type { Mapping } from '../domain/reading/mapping.ts';
import type { FileRow, ReadingEnd } from '../domain/reading/sale-row.ts';

/** A stored file that can be read from its beginning as often as needed, each time the same. */
export interface SourceFile {
  readonly name: string;
  open(): AsyncIterable<Buffer>;
}

/** What the club says about its files. */
export interface ReadingTerms {
  readonly timeZone: string;
  readonly currency: string;
  readonly currencyDigits: number;
  readonly today: Date;
}

export interface Known extends ReadingTerms {
  /** What is kept of the source or given by a person; it comes before what the headers propose. */
  readonly mapping?: Partial<Mapping>;
  /** By the question's id. Answers that the file contradicts are asked again. */
  readonly answers?: Readonly<Record<string, string>>;
}

/**
 * Rows in slices, in the order of the file. To leave the loop early ends the reading. Read again it gives the same: a
 * file of up to some 400,000 rows is kept in memory for that, up to 16 MiB packed, until the second reading takes them.
 */
export interface RowReading extends AsyncIterable<readonly FileRow[]> {
  /** Known once the slices are used up. */
  end(): ReadingEnd;
}

/** Implemented by thread/threaded-reader.ts. */
export interface FileReader {
  /**
   * Reads the whole file and says how it is to be read. Raises (kind invalid) what is wrong with the file as a whole:
   * `empty_file`, `not_text`, `file_not_readable`, `file_too_large`, `file_packed_too_much`, `file_too_complex`,
   * `no_header`, `one_column`, `two_tables`, `sheet_missing`, `mapping_column_missing`, `unknown_encoding`,
   * `too_many_rows`, `too_many_empty_rows`, `too_many_columns`, `record_too_long`; errors of the source as they are.
   */
  inspect(file: SourceFile, known: Known, signal?: AbortSignal): Promise<Inspection>;
  /** The same errors, while the rows are read. A signal that is aborted ends the reading with its reason. */
  readRows(file: SourceFile, layout: Layout, mapping: Mapping, terms: ReadingTerms, signal?: AbortSignal): RowReading;
}
