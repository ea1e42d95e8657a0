import { DomainError, isDomainError, type Clock } from '@vafa/kernel';
import { Batches, inOrderOfReturn } from '../domain/batches.ts';
import { columnsInOrder } from '../domain/columns.ts';
import type { FilePlan } from '../domain/file-plan.ts';
import type { Invoice } from '../domain/invoice-groups.ts';
import { acknowledged, failed, isOver, newExceptions, planned, settled, submitted, type ImportTask, type InvoiceOutcome } from '../domain/import-task.ts';
import type { ClubBooks, HeldTask, NamedIds, Reactions, Tasks, UploadedFiles } from './import-ports.ts';
import { planFile, readInvoices } from './read-invoices.ts';
import { submitInOrder } from './submit-in-order.ts';
import { untilAvailable } from './until-available.ts';

/** Another process has taken the task over; this one stops without a word. */
export class TaskLost extends Error {}

/** Code of an error that the reader's own end raises: a file that is too much for it. */
export const readerFailed = 'reader_failed';
/** How often a task is taken without coming forward before it is given up: its file may be what ends the process. */
const attemptsMax = 5;

const requireAttempt = ({ attempts }: HeldTask): void => {
  if (attempts > attemptsMax) throw new DomainError('refused', 'gave_up', `the import was begun ${String(attemptsMax)} times without coming forward; the file is likely too much for it`);
};

const invoicesPerBatch = 200;
const rowsPerBatch = 5_000;
/** Sales do not depend on each other; a return looks at everything before it. */
const inFlight = { sales: 2, returns: 1 } as const;

/**
 * Takes one import from where it stands to its end: plan the file, submit sales, then returns in their order, then wait for
 * the reactions. After every acknowledged batch the task is saved with its counters, in one write; what was in flight at a
 * crash is submitted again and gets its first outcome.
 */
export class RunImport {
  constructor(
    private readonly files: UploadedFiles,
    private readonly books: ClubBooks,
    private readonly tasks: Tasks,
    private readonly reactions: Reactions,
    private readonly clock: Clock,
  ) {}

  /**
   * Resolves when the task is over, or is to be taken again later. Raises `unavailable` when the database does not answer and
   * `reader_failed` when the file ended or held up its reader: take it again, but not for ever.
   */
  async execute(held: HeldTask, signal: AbortSignal): Promise<void> {
    const run = new Run(held, this.tasks, this.clock);
    try {
      requireAttempt(held);
      await run.save({ ...held.task, state: held.task.state === 'queued' ? 'running' : held.task.state, startedAt: held.task.startedAt ?? this.clock.now() });
      if (run.task.state === 'running') await this.submitAll(run, signal);
      if (run.task.state === 'settling' && !signal.aborted) await this.settle(run, signal);
    } catch (error) {
      if (signal.aborted || error instanceof TaskLost) return;
      await this.fail(run, error, held.attempts);
    }
    if (isOver(run.task)) await this.files.discard(run.task.uploadId);
  }

  /** Raises again what is to be tried again, and what nobody expected once the task has failed of it. */
  private async fail(run: Run, error: unknown, attempts: number): Promise<void> {
    // Nothing is wrong with the task; it is taken again and goes on from its last checkpoint.
    if (isDomainError(error) && (error.kind === 'unavailable' || (error.code === readerFailed && attempts < attemptsMax))) throw error;
    const [code, message] = isDomainError(error) ? [error.code, error.message] : ['internal', 'an unexpected error ended the import'];
    try {
      await run.save(failed(run.task, code, `${message}. What was accepted until then stays; import the file again to go on.`, this.clock.now()));
    } catch (lost) {
      if (!(lost instanceof TaskLost)) throw lost;
      return;
    }
    if (!isDomainError(error)) throw error;
  }

  private async submitAll(run: Run, signal: AbortSignal): Promise<void> {
    const plan = await planFile(this.files.open(run.task.uploadId), run.task.timeZone, signal);
    await run.save(planned(run.task, plan));
    const ids = await this.ensureNames(run.task, plan, signal);
    const returns: Invoice[] = [];
    await this.submit(run, plan, 'sales', this.sales(run.task, plan, returns, signal), ids, signal);
    if (signal.aborted) return;
    if (run.task.phase === 'sales') await run.save({ ...run.task, phase: 'returns' });
    await this.submit(run, plan, 'returns', inOrderOfReturn(returns), ids, signal);
    if (!signal.aborted) await run.save(submitted(run.task, plan));
  }

  private async ensureNames(task: ImportTask, plan: FilePlan, signal: AbortSignal): Promise<NamedIds> {
    const branches = await untilAvailable(() => this.books.ensureBranches(task, plan.branches()), signal);
    const members = await untilAvailable(() => this.books.ensureMembers(task, plan.members()), signal);
    return { branches, members };
  }

  /** Sales as the file completes them; return invoices are put aside. */
  private async *sales(task: ImportTask, plan: FilePlan, returns: Invoice[], signal: AbortSignal): AsyncGenerator<Invoice> {
    for await (const invoice of readInvoices(this.files.open(task.uploadId), plan, task.timeZone, signal)) {
      if (invoice.isReturn) returns.push(invoice);
      else yield invoice;
    }
  }

  private async submit(run: Run, plan: FilePlan, phase: 'sales' | 'returns', invoices: Iterable<Invoice> | AsyncIterable<Invoice>, ids: NamedIds, signal: AbortSignal): Promise<void> {
    const isOver = phase === 'sales' && run.task.phase !== 'sales';
    await submitInOrder(batchesOf(invoices), {
      inFlight: inFlight[phase],
      first: isOver ? Number.MAX_SAFE_INTEGER : run.task[phase === 'sales' ? 'salesBatches' : 'returnBatches'],
      signal,
      submit: (batch) => untilAvailable(() => this.books.submit(run.task, batch, ids), signal),
      acknowledge: async (batch, outcomes, index) => {
        await this.keepExceptions(run.task.id, `${phase === 'sales' ? '1' : '2'}-${String(index).padStart(8, '0')}`, plan, batch, outcomes);
        await run.save(acknowledged(run.task, batch, outcomes));
      },
    });
  }

  private async keepExceptions(taskId: string, place: string, plan: FilePlan, batch: readonly Invoice[], outcomes: readonly InvoiceOutcome[]): Promise<void> {
    const exceptions = newExceptions(outcomes);
    if (exceptions.length === 0) return;
    const fields = new Map(batch.flatMap(({ rows, refused }) => [...rows, ...refused].map((row) => [row.row, row.fields] as const)));
    await this.tasks.keepExceptions(taskId, place, columnsInOrder(plan.places), exceptions.map((exception) => ({ ...exception, fields: fields.get(exception.row) ?? [] })));
  }

  private async settle(run: Run, signal: AbortSignal): Promise<void> {
    const since = run.task.startedAt ?? run.task.createdAt;
    const deadLetters = await untilAvailable(() => this.reactions.posted(since, signal), signal);
    await run.save(settled(run.task, deadLetters, this.clock.now()));
  }
}

/** The task while it is worked on, with the speed of this run. */
class Run {
  task: ImportTask;
  private readonly startedMs: number;
  private readonly rowsBefore: number;

  constructor(
    private readonly held: HeldTask,
    private readonly tasks: Tasks,
    private readonly clock: Clock,
  ) {
    this.task = held.task;
    this.startedMs = clock.now().getTime();
    this.rowsBefore = held.task.rowsDone;
  }

  async save(next: ImportTask): Promise<void> {
    const seconds = (this.clock.now().getTime() - this.startedMs) / 1000;
    const rate = seconds > 0 && next.state === 'running' ? Math.round((next.rowsDone - this.rowsBefore) / seconds) : next.rate;
    this.task = { ...next, rate };
    if (!(await this.tasks.save(this.held, this.task))) throw new TaskLost();
  }
}

async function* batchesOf(invoices: Iterable<Invoice> | AsyncIterable<Invoice>): AsyncGenerator<readonly Invoice[]> {
  const batches = new Batches(invoicesPerBatch, rowsPerBatch);
  for await (const invoice of invoices) {
    const full = batches.add(invoice);
    if (full) yield full;
  }
  const last = batches.rest();
  if (last) yield last;
}
