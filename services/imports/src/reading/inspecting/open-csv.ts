import { TextDecoder } from 'node:util';
import { DomainError } from '@vafa/kernel';
import type { Question } from '../../domain/reading/inspection.ts';
import { chooseEncoding, isNamedEncoding } from '../bytes/choose-encoding.ts';
import type { Survey } from '../bytes/survey.ts';
import { csvHead } from '../columns/delimiter.ts';
import { isPlausible, refuseTwins } from '../columns/table-head.ts';
import { CsvRecords } from '../records/csv-records.ts';
import type { SourceFile } from '../reading.ts';
import type { OpenedTable } from './opened-table.ts';
import { encodingQuestion } from './questions.ts';

type TextSurvey = Extract<Survey, { kind: 'text' }>;

/** Finds the table of a text file. Raises `no_header`, `one_column`, `two_tables`, `unknown_encoding`. */
export const openCsv = (
  file: SourceFile,
  survey: TextSurvey,
  answers: Readonly<Record<string, string>>,
  wanted: ReadonlySet<string>,
): OpenedTable => {
  const { encoding, question, isAnswered, isShown } = encodingOf(survey, answers.encoding);
  const text = new TextDecoder(encoding).decode(survey.head, { stream: true });
  const { delimiter, head, records } = csvHead(text, survey.isWhole, wanted);
  if (!head && records.some(({ fields }) => fields.join('').trim() !== '')) {
    throw new DomainError(
      'invalid',
      'one_column',
      'the file has one column only; columns are separated by , ; | or tabs',
    );
  }
  if (!head) throw new DomainError('invalid', 'empty_file', 'the file has no header');
  if (head.named < 2 && !isPlausible(head.header)) {
    throw new DomainError(
      'invalid',
      'no_header',
      `row ${String(head.row)} is no header: its cells are ${head.header.slice(0, 8).join(', ').slice(0, 200)}; put the columns' names above the rows`,
    );
  }
  refuseTwins(records.find(({ row }) => row === head.row)?.fields ?? []);
  return {
    form: { format: 'csv', encoding, delimiter, headerRow: head.row },
    header: head.header,
    questions: question ? [question] : [],
    askable: { encoding: isShown && !isSameEncoding(answers.encoding, encoding) ? [encoding] : 'any' },
    // What the bytes said of this file is no answer for the next one.
    decisions: isAnswered ? { encoding } : {},
    records: () => new CsvRecords(file.open(), encoding, delimiter),
  };
};

/** Labels of one encoding are many: utf8 is UTF-8. */
const isSameEncoding = (label: string | undefined, encoding: string): boolean =>
  label !== undefined && isNamedEncoding(label) && new TextDecoder(label).encoding === encoding;

/** A mark decides, then an answer, then what the bytes say. */
const encodingOf = (
  { marked, evidence }: TextSurvey,
  answer: string | undefined,
): { encoding: string; question?: Question; isAnswered?: true; isShown?: boolean } => {
  if (marked) return { encoding: marked, isShown: true };
  const { encoding, others } = chooseEncoding(evidence);
  if (answer !== undefined && !isNamedEncoding(answer))
    throw new DomainError('invalid', 'unknown_encoding', `"${answer.slice(0, 40)}" is no encoding that is read here`);
  // What is valid UTF-8 is UTF-8, whatever was answered for another file of the source.
  if (encoding === 'utf-8' && evidence.broken === 0) return { encoding, isShown: evidence.sequences > 0 };
  if (answer !== undefined) return { encoding: answer, isAnswered: true };
  return others.length === 0
    ? { encoding }
    : { encoding, question: encodingQuestion([encoding, ...others], evidence.snippets) };
};
