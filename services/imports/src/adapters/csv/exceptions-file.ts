import { columnNames } from '../../domain/columns.ts';
import { csvLine } from '../../domain/csv-cell.ts';
import { reasonOf } from '../../domain/reasons.ts';
import { FindTask } from '../../use-cases/find-task.ts';
import type { Tasks } from '../../use-cases/import-ports.ts';

/** The rows of a task that were not accepted, as a file for people. */
export class ExceptionsFile {
  constructor(private readonly tasks: Tasks) {}

  /** Raises `task_not_found`. */
  async *lines(clubId: string, taskId: string): AsyncGenerator<string> {
    await new FindTask(this.tasks).execute(clubId, taskId);
    let isFirst = true;
    for await (const { columns, rows } of this.tasks.exceptions(taskId)) {
      if (isFirst) yield csvLine([...columns, 'row', 'code', 'reason']);
      isFirst = false;
      yield rows.map(({ row, code, quantity, fields }) => csvLine([...columns.map((_, place) => fields[place] ?? ''), String(row), code, reasonOf(code, quantity)])).join('');
    }
    if (isFirst) yield csvLine([...columnNames, 'row', 'code', 'reason']);
  }
}
