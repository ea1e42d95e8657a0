import {
  TaskPhase,
  TaskState,
  type Question as QuestionMessage,
  type Tally as TallyMessage,
  type Task,
} from '@vafa/contracts/imports';
import type { OpenQuestion } from '../../domain/branch-question.ts';
import type { ImportTask, Tally } from '../../domain/import-task.ts';

const states = {
  queued: TaskState.TASK_STATE_QUEUED,
  running: TaskState.TASK_STATE_RUNNING,
  question: TaskState.TASK_STATE_QUESTION,
  settling: TaskState.TASK_STATE_SETTLING,
  done: TaskState.TASK_STATE_DONE,
  failed: TaskState.TASK_STATE_FAILED,
  cancelled: TaskState.TASK_STATE_CANCELLED,
} as const satisfies Record<ImportTask['state'], TaskState>;

const phases = {
  inspecting: TaskPhase.TASK_PHASE_INSPECTING,
  reading: TaskPhase.TASK_PHASE_READING,
  sales: TaskPhase.TASK_PHASE_SALES,
  returns: TaskPhase.TASK_PHASE_RETURNS,
  posting: TaskPhase.TASK_PHASE_POSTING,
  finished: TaskPhase.TASK_PHASE_FINISHED,
} as const satisfies Record<ImportTask['phase'], TaskPhase>;

const toTally = ({ accepted, duplicates, exceptions }: Tally): TallyMessage => ({
  accepted: BigInt(accepted),
  duplicates: BigInt(duplicates),
  exceptions: BigInt(exceptions),
});

export const toQuestionMessage = ({ id, code, text, column = '', options }: OpenQuestion): QuestionMessage => ({
  id,
  code,
  text,
  column,
  options: options.map(({ value, label, examples }) => ({ value, label, examples: [...examples] })),
});

export const toTaskMessage = (task: ImportTask): Task => ({
  id: task.id,
  state: states[task.state],
  phase: phases[task.phase],
  rowsTotal: BigInt(task.rowsTotal),
  rowsDone: BigInt(task.rowsDone),
  rate: BigInt(task.rate),
  sales: toTally(task.sales),
  returns: toTally(task.returns),
  exceptions: BigInt(task.exceptions),
  exceptionsByCode: Object.fromEntries(
    Object.entries(task.exceptionsByCode).map(([code, rows]) => [code, BigInt(rows)]),
  ),
  withheldReceipts: [...task.withheldReceipts],
  withheldRows: BigInt(task.withheldRows),
  rowsLeftOut: BigInt(task.rowsLeftOut ?? 0),
  deadLetters: BigInt(task.deadLetters),
  message: task.message,
  notes: [...task.notes],
  failure: task.failure,
  questions: task.questions.map(toQuestionMessage),
  fileName: task.fileName,
  createdAt: task.createdAt,
  startedAt: task.startedAt,
  finishedAt: task.finishedAt,
});
