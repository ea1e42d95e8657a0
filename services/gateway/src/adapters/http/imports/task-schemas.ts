import { z } from 'zod';
import type { ImportTask } from '../../../domain/import-task.ts';
import { instantOut, reference } from '../scalars.ts';
import { toInstant, toInstantOrNull } from '../values.ts';

const Tally = z.object({ accepted: z.int(), duplicates: z.int(), exceptions: z.int() });

export const TaskAnswer = z
  .object({
    id: z.string(),
    kind: z.literal('sales'),
    state: z.enum(['queued', 'running', 'settling', 'done', 'failed']).describe('settling: submitted, waiting until every reaction is posted.'),
    phase: z.enum(['reading', 'sales', 'returns', 'posting', 'finished']),
    rows_total: z.int().describe('0 until the file has been read once.'),
    rows_done: z.int(),
    rate: z.int().describe('Rows a second.'),
    sales: Tally,
    returns: Tally,
    exceptions: z.int().describe('Rows not accepted, or only in part; see exceptions.csv.'),
    withheld_invoices: z.array(z.string()).describe('Of a file that breaks off.'),
    withheld_rows: z.int(),
    dead_letters: z.int().describe('Events of the import that could not be applied.'),
    message: z.string(),
    failure: z.string().describe('Stable code; empty unless failed.'),
    created_at: instantOut(),
    started_at: instantOut().nullable(),
    finished_at: instantOut().nullable(),
  })
  .meta({ id: 'Task' });

export const TaskPath = z.strictObject({ task_id: reference() });
export type TaskPath = z.infer<typeof TaskPath>;

export const toTask = (task: ImportTask): z.infer<typeof TaskAnswer> => ({
  id: task.id,
  kind: task.kind,
  state: task.state,
  phase: task.phase,
  rows_total: task.rowsTotal,
  rows_done: task.rowsDone,
  rate: task.rate,
  sales: task.sales,
  returns: task.returns,
  exceptions: task.exceptions,
  withheld_invoices: [...task.withheldInvoices],
  withheld_rows: task.withheldRows,
  dead_letters: task.deadLetters,
  message: task.message,
  failure: task.failure,
  created_at: toInstant(task.createdAt),
  started_at: toInstantOrNull(task.startedAt),
  finished_at: toInstantOrNull(task.finishedAt),
});
