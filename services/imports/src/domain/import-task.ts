import { rowCount, type Invoice } from './invoice-groups.ts';
import type { FilePlan } from './file-plan.ts';

export type TaskState = 'queued' | 'running' | 'settling' | 'done' | 'failed' | 'cancelled';
/** reading: first pass · sales · returns: submitting · posting: waiting for every reaction · finished. */
export type TaskPhase = 'reading' | 'sales' | 'returns' | 'posting' | 'finished';

export interface Tally {
  readonly accepted: number;
  readonly duplicates: number;
  readonly exceptions: number;
}

/** An import as it stands: everything that is acknowledged, and where to go on. */
export interface ImportTask {
  readonly id: string;
  readonly clubId: string;
  /** Id of the API key that asked for it. */
  readonly caller: string;
  readonly currency: string;
  /** Of the currency's minor unit, as the club counts. */
  readonly currencyDigits: number;
  readonly timeZone: string;
  readonly uploadId: string;
  readonly state: TaskState;
  readonly phase: TaskPhase;
  readonly rowsTotal: number;
  readonly rowsDone: number;
  /** Rows a second of the current run. */
  readonly rate: number;
  readonly sales: Tally;
  readonly returns: Tally;
  /** Rows that were not accepted, or only in part, for the first time. */
  readonly exceptions: number;
  readonly withheldInvoices: readonly string[];
  readonly withheldRows: number;
  /** Batches of the phase `sales` that are acknowledged; likewise of `returns`. */
  readonly salesBatches: number;
  readonly returnBatches: number;
  readonly deadLetters: number;
  readonly message: string;
  /** Stable reason of a failure; empty otherwise. */
  readonly failure: string;
  readonly createdAt: Date;
  readonly startedAt?: Date;
  readonly finishedAt?: Date;
}

export interface RowException {
  readonly row: number;
  readonly code: string;
  /** For matched_in_part: what found no line, in units with at most three places. */
  readonly quantity?: number;
}

/** What became of one submitted invoice. */
export interface InvoiceOutcome {
  readonly status: 'accepted' | 'duplicate' | 'exception';
  readonly exceptions: readonly RowException[];
}

const noTally: Tally = { accepted: 0, duplicates: 0, exceptions: 0 };

export const queuedTask = (order: Pick<ImportTask, 'id' | 'clubId' | 'caller' | 'currency' | 'currencyDigits' | 'timeZone' | 'uploadId'>, now: Date): ImportTask => ({
  ...order,
  state: 'queued',
  phase: 'reading',
  rowsTotal: 0,
  rowsDone: 0,
  rate: 0,
  sales: noTally,
  returns: noTally,
  exceptions: 0,
  withheldInvoices: [],
  withheldRows: 0,
  salesBatches: 0,
  returnBatches: 0,
  deadLetters: 0,
  message: '',
  failure: '',
  createdAt: now,
});

/** The file has been read once; a task that is resumed keeps its phase and counters. */
export const planned = (task: ImportTask, plan: FilePlan): ImportTask => ({
  ...task,
  phase: task.phase === 'reading' ? 'sales' : task.phase,
  rowsTotal: plan.rowsTotal,
  withheldInvoices: plan.withheldInvoices(),
  withheldRows: plan.withheldRows(),
});

const tallied = (tally: Tally, outcomes: readonly InvoiceOutcome[]): Tally => {
  const count = (status: InvoiceOutcome['status']): number => outcomes.filter((outcome) => outcome.status === status).length;
  return { accepted: tally.accepted + count('accepted'), duplicates: tally.duplicates + count('duplicate'), exceptions: tally.exceptions + count('exception') };
};

/** Exceptions that this import brought to light; those of a duplicate were counted when it was new. */
export const newExceptions = (outcomes: readonly InvoiceOutcome[]): RowException[] =>
  outcomes.flatMap((outcome) => (outcome.status === 'duplicate' ? [] : outcome.exceptions));

/** One more batch is acknowledged. Outcomes are in the order of the invoices. */
export const acknowledged = (task: ImportTask, batch: readonly Invoice[], outcomes: readonly InvoiceOutcome[]): ImportTask => {
  const progress = { ...task, rowsDone: task.rowsDone + batch.reduce((sum, invoice) => sum + rowCount(invoice), 0), exceptions: task.exceptions + newExceptions(outcomes).length };
  return task.phase === 'returns'
    ? { ...progress, returns: tallied(task.returns, outcomes), returnBatches: task.returnBatches + 1 }
    : { ...progress, sales: tallied(task.sales, outcomes), salesBatches: task.salesBatches + 1 };
};

const breakMessage = (plan: FilePlan, task: ImportTask): string =>
  plan.breakOff
    ? `The file breaks off at row ${String(plan.breakOff.row)} (${plan.breakOff.cause}); withheld: ${task.withheldInvoices.join(', ') || 'nothing'}. Import the complete file to add what is missing.`
    : '';

const outcomeMessage = ({ sales, returns, exceptions }: ImportTask): string => {
  const accepted = sales.accepted + returns.accepted;
  if (accepted === 0 && exceptions === 0) return 'Nothing changed: everything in the file was known.';
  return `Accepted ${String(sales.accepted)} sales and ${String(returns.accepted)} returns; ${String(exceptions)} rows are exceptions.`;
};

/** All batches are acknowledged; reactions may still be on their way. */
export const submitted = (task: ImportTask, plan: FilePlan): ImportTask => ({
  ...task,
  state: 'settling',
  phase: 'posting',
  rowsDone: task.rowsTotal,
  message: [outcomeMessage(task), breakMessage(plan, task)].filter(Boolean).join(' '),
});

/** Every reaction is posted or among the dead letters. */
export const settled = (task: ImportTask, deadLetters: number, now: Date): ImportTask => ({
  ...task,
  state: 'done',
  phase: 'finished',
  deadLetters,
  message: deadLetters > 0 ? `${task.message} ${String(deadLetters)} events could not be applied and wait among the dead letters.` : task.message,
  finishedAt: now,
});

export const isOver = ({ state }: Pick<ImportTask, 'state'>): boolean => state === 'done' || state === 'failed' || state === 'cancelled';

/** Ended by a person. */
export const cancelled = (task: ImportTask, now: Date): ImportTask => ({
  ...task,
  state: 'cancelled',
  message: 'Cancelled. What was accepted until then stays; import the file again to go on.',
  finishedAt: now,
});

export const failed = (task: ImportTask, code: string, message: string, now: Date): ImportTask => ({ ...task, state: 'failed', failure: code, message, finishedAt: now });
