import { TaskPhase, TaskState, type Tally as TallyMessage, type Task } from '@vafa/contracts/imports';
import type { ImportTask, Tally } from '../../domain/import-task.ts';

const states = {
  queued: TaskState.TASK_STATE_QUEUED,
  running: TaskState.TASK_STATE_RUNNING,
  settling: TaskState.TASK_STATE_SETTLING,
  done: TaskState.TASK_STATE_DONE,
  failed: TaskState.TASK_STATE_FAILED,
  cancelled: TaskState.TASK_STATE_CANCELLED,
} as const satisfies Record<ImportTask['state'], TaskState>;

const phases = {
  reading: TaskPhase.TASK_PHASE_READING,
  sales: TaskPhase.TASK_PHASE_SALES,
  returns: TaskPhase.TASK_PHASE_RETURNS,
  posting: TaskPhase.TASK_PHASE_POSTING,
  finished: TaskPhase.TASK_PHASE_FINISHED,
} as const satisfies Record<ImportTask['phase'], TaskPhase>;

const toTally = ({ accepted, duplicates, exceptions }: Tally): TallyMessage => ({ accepted: BigInt(accepted), duplicates: BigInt(duplicates), exceptions: BigInt(exceptions) });

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
  withheldReceipts: [...task.withheldInvoices],
  withheldRows: BigInt(task.withheldRows),
  deadLetters: BigInt(task.deadLetters),
  message: task.message,
  failure: task.failure,
  createdAt: task.createdAt,
  startedAt: task.startedAt,
  finishedAt: task.finishedAt,
});
