import { csvLine } from '@vafa/csv';
import type { Layout } from '../../domain/reading/layout.ts';
import { reasonOf } from '../../domain/reasons.ts';
import { FindTask } from '../../use-cases/find-task.ts';
import type { Tasks } from '../../use-cases/import-ports.ts';

/** What stands behind the columns of the source; the reader leaves it out when the file comes back. */
const added = ['row', 'code', 'reason'] as const;
/** Spreadsheets take a file for UTF-8 when it begins so. */
const byteOrderMark = '\ufeff';

/** A file that was made by a spreadsheet is opened with one. */
const isOfSpreadsheet = ({ format, delimiter, encoding }: Layout): boolean =>
  format === 'xlsx' || delimiter === ';' || delimiter === '\t' || encoding.toLowerCase() !== 'utf-8';

/**
 * All cells of a row, at least one for each column: those that are too many stand where they stood, so that the row can
 * be put right.
 */
const wholeOf = (fields: readonly string[], width: number): readonly string[] => [
  ...fields,
  ...Array.from({ length: Math.max(0, width - fields.length) }, () => ''),
];

/** The rows of a task that were not accepted, as a file in the form of the one they came in. */
export class ExceptionsFile {
  constructor(private readonly tasks: Tasks) {}

  /** Raises `task_not_found`. */
  async *lines(clubId: string, taskId: string): AsyncGenerator<string> {
    const { reading } = await new FindTask(this.tasks).execute(clubId, taskId);
    const header = reading?.layout.header ?? [];
    const separator = reading?.layout.delimiter || ',';
    const line = (cells: readonly string[]): string => csvLine(cells, '\n', separator);
    yield `${reading && isOfSpreadsheet(reading.layout) ? byteOrderMark : ''}${line([...header, ...added])}`;
    for await (const rows of this.tasks.exceptions(taskId)) {
      yield rows
        .map(({ fields, ...exception }) =>
          line([...wholeOf(fields, header.length), String(exception.row), exception.code, reasonOf(exception)]),
        )
        .join('');
    }
  }
}
