import { z } from 'zod';
import { TaskPhase, TaskState, type Tally as TallyMessage, type Task } from '@vafa/contracts/imports';
import { instantOut, reference } from '../scalars.ts';
import { QuestionAnswer, toQuestion } from './question-schemas.ts';
import { present, toInstant, toInstantOrNull, toNumber } from '../values.ts';

const states = {
  [TaskState.TASK_STATE_QUEUED]: 'queued',
  [TaskState.TASK_STATE_RUNNING]: 'running',
  [TaskState.TASK_STATE_QUESTION]: 'question',
  [TaskState.TASK_STATE_SETTLING]: 'settling',
  [TaskState.TASK_STATE_DONE]: 'done',
  [TaskState.TASK_STATE_FAILED]: 'failed',
  [TaskState.TASK_STATE_CANCELLED]: 'cancelled',
} as const;

const phases = {
  [TaskPhase.TASK_PHASE_INSPECTING]: 'inspecting',
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
    state: z
      .enum(['queued', 'running', 'question', 'settling', 'done', 'failed', 'cancelled'])
      .describe('question: waits for answers. settling: submitted, waiting until every reaction is posted.'),
    phase: z.enum(['inspecting', 'reading', 'sales', 'returns', 'posting', 'finished']),
    rows_total: z.int().describe('0 until the file has been read once.'),
    rows_done: z.int(),
    rate: z.int().describe('Rows a second.'),
    seconds_left: z.int().nullable().describe('Until all rows are submitted, at the present rate.'),
    sales: Tally,
    returns: Tally,
    exceptions: z.int().describe('Rows not accepted, or only in part; see exceptions.csv.'),
    exceptions_by_code: z.record(z.string(), z.int()),
    withheld_invoices: z.array(z.string()).describe('Of a file that breaks off.'),
    withheld_rows: z.int(),
    dead_letters: z.int().describe('Events of the import that could not be applied.'),
    message: z.string().describe('What became of it, in one sentence.'),
    notes: z.array(z.string()).describe('What else is to be said.'),
    questions: z.array(QuestionAnswer),
    file: z.string(),
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

const secondsLeft = ({ state, rate, rowsTotal, rowsDone }: Task): number | null =>
  state === TaskState.TASK_STATE_RUNNING && rate > 0n && rowsTotal > 0n
    ? Math.ceil(toNumber(rowsTotal - rowsDone) / toNumber(rate))
    : null;

export const toTask = (task: Task): z.infer<typeof TaskAnswer> => ({
  id: task.id,
  kind: 'sales',
  state: nameIn(states, task.state),
  phase: nameIn(phases, task.phase),
  rows_total: toNumber(task.rowsTotal),
  rows_done: toNumber(task.rowsDone),
  rate: toNumber(task.rate),
  seconds_left: secondsLeft(task),
  sales: toTally(task.sales),
  returns: toTally(task.returns),
  exceptions: toNumber(task.exceptions),
  exceptions_by_code: Object.fromEntries(
    Object.entries(task.exceptionsByCode).map(([code, rows]) => [code, toNumber(rows)]),
  ),
  withheld_invoices: task.withheldReceipts,
  withheld_rows: toNumber(task.withheldRows),
  dead_letters: toNumber(task.deadLetters),
  message: task.message,
  notes: task.notes,
  questions: task.questions.map(toQuestion),
  file: task.fileName,
  failure: task.failure,
  created_at: toInstant(task.createdAt),
  started_at: toInstantOrNull(task.startedAt),
  finished_at: toInstantOrNull(task.finishedAt),
});
