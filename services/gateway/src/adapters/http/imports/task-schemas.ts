import { z } from 'zod';
import { TaskPhase, TaskState, type Tally as TallyMessage, type Task } from '@vafa/contracts/imports';
import { instantOut, reference } from '../scalars.ts';
import { present, toInstant, toInstantOrNull, toNumber } from '../values.ts';

const states = {
  [TaskState.TASK_STATE_QUEUED]: 'queued',
  [TaskState.TASK_STATE_RUNNING]: 'running',
  [TaskState.TASK_STATE_SETTLING]: 'settling',
  [TaskState.TASK_STATE_DONE]: 'done',
  [TaskState.TASK_STATE_FAILED]: 'failed',
  [TaskState.TASK_STATE_CANCELLED]: 'cancelled',
} as const;

const phases = {
  [TaskPhase.TASK_PHASE_READING]: 'reading',
  [TaskPhase.TASK_PHASE_SALES]: 'sales',
  [TaskPhase.TASK_PHASE_RETURNS]: 'returns',
  [TaskPhase.TASK_PHASE_POSTING]: 'posting',
  [TaskPhase.TASK_PHASE_FINISHED]: 'finished',
} as const;

const nameIn = <T extends string>(names: Readonly<Record<number, T>>, value: number): T => {
  const name = names[value];
  if (name === undefined) throw new Error('imports answered with a value that this gateway does not know');
  return name;
};

const Tally = z.object({ accepted: z.int(), duplicates: z.int(), exceptions: z.int() });

export const TaskAnswer = z
  .object({
    id: z.string(),
    kind: z.literal('sales'),
    state: z.enum(['queued', 'running', 'settling', 'done', 'failed', 'cancelled']).describe('settling: submitted, waiting until every reaction is posted.'),
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

const toTally = (tally: TallyMessage | undefined): z.infer<typeof Tally> => {
  const { accepted, duplicates, exceptions } = present(tally);
  return { accepted: toNumber(accepted), duplicates: toNumber(duplicates), exceptions: toNumber(exceptions) };
};

export const toTask = (task: Task): z.infer<typeof TaskAnswer> => ({
  id: task.id,
  kind: 'sales',
  state: nameIn(states, task.state),
  phase: nameIn(phases, task.phase),
  rows_total: toNumber(task.rowsTotal),
  rows_done: toNumber(task.rowsDone),
  rate: toNumber(task.rate),
  sales: toTally(task.sales),
  returns: toTally(task.returns),
  exceptions: toNumber(task.exceptions),
  withheld_invoices: task.withheldReceipts,
  withheld_rows: toNumber(task.withheldRows),
  dead_letters: toNumber(task.deadLetters),
  message: task.message,
  failure: task.failure,
  created_at: toInstant(task.createdAt),
  started_at: toInstantOrNull(task.startedAt),
  finished_at: toInstantOrNull(task.finishedAt),
});
