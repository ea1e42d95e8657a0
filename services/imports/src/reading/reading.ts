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

/** Rows in slices, in the order of the file. To leave the loop early ends the reading. */
export interface RowReading extends AsyncIterable<readonly FileRow[]> {
  /** Known once the slices are used up. */
  end(): ReadingEnd;
}

export interface FileReader {
  /**
   * Reads the whole file once and says how it is to be read. Raises (kind invalid) `not_text`, `empty_file`, `file_too_large`,
   * `file_not_readable`, `mapping_column_missing`, and what the file's own errors are.
   */
  inspect(file: SourceFile, known: Known, signal?: AbortSignal): Promise<Inspection>;
  /** The same errors. A signal that is aborted ends the reading with its reason. */
  readRows(file: SourceFile, layout: Layout, mapping: Mapping, terms: ReadingTerms, signal?: AbortSignal): RowReading;
}
