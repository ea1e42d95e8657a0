import type { Layout } from './layout.ts';
import type { Mapping } from './mapping.ts';
import type { FileRow } from './sale-row.ts';

/** A text in the languages that people of a club read. */
export interface Bilingual {
  readonly en: string;
  readonly fa: string;
}

/** One reading of a question, with what it would make of the file. */
export interface AnswerOption {
  readonly value: string;
  readonly label: Bilingual;
  readonly examples: readonly { readonly from: string; readonly to: string }[];
}

export type QuestionCode =
  | 'encoding'
  | 'sheet'
  | 'column'
  | 'decimal'
  | 'date_order'
  | 'toman'
  | 'discount'
  | 'returns';

/** What only a person can say. The same id is asked of each file of a source, so that an answer can be kept. */
export interface Question {
  readonly id: string;
  readonly code: QuestionCode;
  readonly text: Bilingual;
  readonly column?: string;
  readonly options: readonly AnswerOption[];
}

export interface ColumnSeen {
  readonly header: string;
  /** Texts as they stand in the file, at most five different ones. */
  readonly examples: readonly string[];
  /** How numbers and days in it are read. */
  readonly readings: readonly { readonly from: string; readonly to: string }[];
}

/**
 * What can be answered of a file: by the question's id its values, whether it is asked or the file shows one of them.
 */
export type Askable = Readonly<Record<string, readonly string[] | 'any'>>;

/** What the whole file tells. Without questions it can be imported. */
export interface Inspection {
  readonly layout: Layout;
  readonly columns: readonly ColumnSeen[];
  /** The same for all files with these columns: the known export's name or a digest of the header. */
  readonly source: string;
  readonly mapping: Mapping;
  readonly questions: readonly Question[];
  readonly askable: Askable;
  /** At most 20; empty while a question is open that the rows hang on. */
  readonly previewRows: readonly FileRow[];
  /** What was taken for each question that the file answered by itself or a person did; to be kept with the source. */
  readonly decisions: Readonly<Record<string, string>>;
  /** Records below the header that hold anything. */
  readonly rows: number;
}
