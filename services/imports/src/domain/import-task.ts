import type { OpenQuestion } from './branch-question.ts';
import type { Layout } from './reading/layout.ts';
import type { Mapping } from './reading/mapping.ts';
import type { ReadingEnd } from './reading/sale-row.ts';
import type { ReceiptPlan } from './receipt-plan.ts';
import { rowCount, type Receipt } from './receipt.ts';

export type TaskState = 'queued' | 'running' | 'question' | 'settling' | 'done' | 'failed' | 'cancelled';
/**
 * inspecting: how the file is to be read · reading: first pass · sales · returns: submitting · posting: waiting for
 * every reaction · finished.
 */
export type TaskPhase = 'inspecting' | 'reading' | 'sales' | 'returns' | 'posting' | 'finished';

export interface Tally {
  readonly accepted: number;
  readonly duplicates: number;
  readonly exceptions: number;
}

/** How the file of a task is read. */
export interface FileReading {
  readonly layout: Layout;
  readonly mapping: Mapping;
  /** Code of the branch that rows belong to where the file names none; empty: they are exceptions. */
  readonly branch: string;
}

/** How files of a source were read when somebody saw it; empty of one that was not there. */
export interface SeenReading {
  readonly mapping: Partial<Mapping>;
  readonly answers: Readonly<Record<string, string>>;
}

/** What people say of a file. */
export interface Guidance {
  /** Name of the source that the file comes from; empty: told by its columns. */
  readonly source: string;
  readonly mapping?: Partial<Mapping>;
  /** By the question's id. */
  readonly answers: Readonly<Record<string, string>>;
  /** Of what was kept of the source when it was seen; 0: nothing was. Without one it is whatever is kept now. */
  readonly sourceRevision?: number;
  /** What was kept at that revision: the file is read by it, whatever is kept when its turn comes. */
  readonly seen?: SeenReading;
}

export interface TaskClub {
  readonly clubId: string;
  readonly currency: string;
  readonly currencyDigits: number;
  /** IANA. */
  readonly timeZone: string;
}

/** An import as it stands: everything that is acknowledged, and where to go on. */
export interface ImportTask extends TaskClub {
  readonly id: string;
  /** Id of the API key that asked for it. */
  readonly caller: string;
  /** Branches that the key is bound to; empty: all. */
  readonly branchIds: readonly string[];
  readonly uploadId: string;
  readonly fileName: string;
  readonly guidance: Guidance;
  /** What it waits to be told. */
  readonly questions: readonly OpenQuestion[];
  readonly reading?: FileReading;
  readonly state: TaskState;
  readonly phase: TaskPhase;
  readonly rowsTotal: number;
  readonly rowsDone: number;
  /** Rows a second of the current run. */
  readonly rate: number;
  readonly sales: Tally;
  readonly returns: Tally;
  /** Rows that were not accepted, or only in part. */
  readonly exceptions: number;
  readonly exceptionsByCode: Readonly<Record<string, number>>;
  readonly withheldReceipts: readonly string[];
  readonly withheldRows: number;
  /** Rows of totals, repeated headers, and of what is no sale; of tasks of before they were counted none. */
  readonly rowsLeftOut?: number;
  /** Batches of the phase `sales` that are acknowledged; likewise of `returns`. */
  readonly salesBatches: number;
  readonly returnBatches: number;
  readonly deadLetters: number;
  /** What became of it, in one sentence. */
  readonly message: string;
  /** What else is to be said, a sentence each. */
  readonly notes: readonly string[];
  /** Stable reason of a failure; empty otherwise. */
  readonly failure: string;
  readonly createdAt: Date;
  readonly startedAt?: Date;
  readonly finishedAt?: Date;
}

export interface RowException {
  readonly row: number;
  readonly code: string;
  /** For matched_in_part: thousandths of a unit that found no line. */
  readonly quantityMilli?: number;
  readonly details?: Readonly<Record<string, string>>;
}

/** What became of one submitted receipt. */
export interface ReceiptOutcome {
  readonly status: 'accepted' | 'duplicate' | 'exception';
  readonly exceptions: readonly RowException[];
}

const noTally: Tally = { accepted: 0, duplicates: 0, exceptions: 0 };

type Order = Pick<ImportTask, 'id' | 'caller' | 'branchIds' | 'uploadId' | 'fileName' | 'guidance'> & TaskClub;

export const queuedTask = (order: Order, now: Date): ImportTask => ({
  ...order,
  questions: [],
  state: 'queued',
  phase: 'inspecting',
  rowsTotal: 0,
  rowsDone: 0,
  rate: 0,
  sales: noTally,
  returns: noTally,
  exceptions: 0,
  exceptionsByCode: {},
  withheldReceipts: [],
  withheldRows: 0,
  salesBatches: 0,
  returnBatches: 0,
  deadLetters: 0,
  message: '',
  notes: [],
  failure: '',
  createdAt: now,
});

export const isOver = ({ state }: Pick<ImportTask, 'state'>): boolean =>
  state === 'done' || state === 'failed' || state === 'cancelled';

/** Nobody works on a task that waits for a person. */
export const isRunnable = ({ state }: Pick<ImportTask, 'state'>): boolean =>
  state === 'queued' || state === 'running' || state === 'settling';

/** A person has to say how the file is meant. */
export const asked = (task: ImportTask, questions: readonly OpenQuestion[]): ImportTask => ({
  ...task,
  state: 'question',
  questions,
  message: 'The file can be read in more than one way: answer the questions.',
});

/** Answers are there; the file is looked at again. */
export const answered = (task: ImportTask, answers: Readonly<Record<string, string>>): ImportTask => ({
  ...task,
  state: 'queued',
  questions: [],
  message: '',
  guidance: { ...task.guidance, answers: { ...task.guidance.answers, ...answers } },
});

export const inspected = (task: ImportTask, reading: FileReading, notes: readonly string[] = []): ImportTask => ({
  ...task,
  reading,
  notes,
  phase: 'reading',
});

/** The file has been read once; a task that is resumed keeps its phase and counters. */
export const planned = (task: ImportTask, plan: ReceiptPlan): ImportTask => ({
  ...task,
  phase: task.phase === 'reading' ? 'sales' : task.phase,
  rowsTotal: plan.rowsTotal,
  withheldReceipts: plan.withheldReceipts(),
  withheldRows: plan.withheldRows(),
});

const tallied = (tally: Tally, outcomes: readonly ReceiptOutcome[]): Tally => {
  const count = (status: ReceiptOutcome['status']): number =>
    outcomes.filter((outcome) => outcome.status === status).length;
  return {
    accepted: tally.accepted + count('accepted'),
    duplicates: tally.duplicates + count('duplicate'),
    exceptions: tally.exceptions + count('exception'),
  };
};

/** One more batch is acknowledged. Outcomes are in the order of the receipts. */
export const acknowledged = (
  task: ImportTask,
  batch: readonly Receipt[],
  outcomes: readonly ReceiptOutcome[],
): ImportTask => {
  const exceptions = outcomes.flatMap((outcome) => outcome.exceptions);
  const exceptionsByCode: Record<string, number> = { ...task.exceptionsByCode };
  for (const { code } of exceptions) exceptionsByCode[code] = (exceptionsByCode[code] ?? 0) + 1;
  const rowsDone = task.rowsDone + batch.reduce((sum, receipt) => sum + rowCount(receipt), 0);
  const progress = { ...task, rowsDone, exceptions: task.exceptions + exceptions.length, exceptionsByCode };
  return task.phase === 'returns'
    ? { ...progress, returns: tallied(task.returns, outcomes), returnBatches: task.returnBatches + 1 }
    : { ...progress, sales: tallied(task.sales, outcomes), salesBatches: task.salesBatches + 1 };
};

const exceptionsMax = 50_000;

/** Of so many rows most are none: the file is not what its mapping says, and nobody mends them one by one. */
export const isHopeless = ({ exceptions, rowsDone }: ImportTask): boolean =>
  exceptions > exceptionsMax && exceptions * 2 > rowsDone;

const many = (count: number, one: string, more: string): string =>
  count === 1 ? `1 ${one}` : `${String(count)} ${more}`;

const leftOutNotes = (leftOut: ReadingEnd['leftOut']): string[] => {
  const whys = Object.entries(leftOut).sort(([, a], [, b]) => b - a);
  const rows = whys.reduce((sum, [, count]) => sum + count, 0);
  return rows === 0
    ? []
    : [
        `Left out: ${many(rows, 'row', 'rows')} of what is no sale (${whys.map(([why, count]) => `${String(count)} ${why}`).join(', ')}).`,
      ];
};

const notesOf = (task: ImportTask, { breakOff, totalRows, repeatedHeaders, leftOut }: ReadingEnd): string[] => [
  ...(task.sales.accepted + task.returns.accepted === 0 && task.sales.duplicates + task.returns.duplicates > 0
    ? ['Nothing changed: everything in the file was known.']
    : []),
  ...(totalRows.length > 0 ? [`Left out: ${many(totalRows.length, 'row', 'rows')} of totals.`] : []),
  ...(repeatedHeaders.length > 0
    ? [`Left out: ${many(repeatedHeaders.length, 'repeated header', 'repeated headers')}.`]
    : []),
  ...leftOutNotes(leftOut),
  ...(breakOff
    ? [
        `The file breaks off at row ${String(breakOff.row)} (${breakOff.cause}); withheld: ${task.withheldReceipts.join(', ') || 'nothing'}. Import the complete file to add what is missing.`,
      ]
    : []),
];

const leftOutRows = ({ totalRows, repeatedHeaders, leftOut }: ReadingEnd): number =>
  Object.values(leftOut).reduce((sum, count) => sum + count, totalRows.length + repeatedHeaders.length);

/** All batches are acknowledged; reactions may still be on their way. */
export const submitted = (task: ImportTask, end: ReadingEnd): ImportTask => ({
  ...task,
  state: 'settling',
  phase: 'posting',
  rowsDone: task.rowsTotal,
  message: `Accepted ${String(task.sales.accepted)} sales and ${String(task.returns.accepted)} returns; ${String(task.exceptions)} rows are exceptions.`,
  rowsLeftOut: leftOutRows(end),
  notes: [...task.notes, ...notesOf(task, end)],
});

/** Every reaction is posted or among the dead letters. */
export const settled = (task: ImportTask, deadLetters: number, now: Date): ImportTask => ({
  ...task,
  state: 'done',
  phase: 'finished',
  deadLetters,
  notes:
    deadLetters > 0
      ? [...task.notes, `${String(deadLetters)} events could not be applied and wait among the dead letters.`]
      : task.notes,
  finishedAt: now,
});

/** Ended by a person. */
export const cancelled = (task: ImportTask, now: Date): ImportTask => ({
  ...task,
  state: 'cancelled',
  questions: [],
  message: 'Cancelled. What was accepted until then stays; import the file again to go on.',
  finishedAt: now,
});

export const failed = (task: ImportTask, code: string, message: string, now: Date): ImportTask => ({
  ...task,
  state: 'failed',
  failure: code,
  message,
  finishedAt: now,
});

/** A failed task goes on from its last checkpoint. */
export const retried = ({ finishedAt: _finishedAt, ...task }: ImportTask): ImportTask => ({
  ...task,
  state: task.phase === 'posting' ? 'settling' : 'queued',
  failure: '',
  message: '',
});
