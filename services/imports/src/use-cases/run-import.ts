import { DomainError, isDomainError, type Clock } from '@vafa/kernel';
import {
  asked,
  failed,
  inspected,
  isOver,
  planned,
  settled,
  submitted,
  type FileReading,
  type Guidance,
  type ImportTask,
} from '../domain/import-task.ts';
import { withoutRefused } from '../domain/judged.ts';
import type { Receipt } from '../domain/receipt.ts';
import { ReturnsAside } from '../domain/returns-aside.ts';
import { receiptTerms } from '../domain/receipts.ts';
import type { ReceiptPlan } from '../domain/receipt-plan.ts';
import { ImportRun, TaskLost } from './import-run.ts';
import { EnrolMembers } from './enrol-members.ts';
import type {
  ImportTarget,
  HeldTask,
  Reactions,
  Reading,
  Rows,
  Sources,
  Tasks,
  UploadedFiles,
} from './import-ports.ts';
import type { InspectFile } from './inspect-file.ts';
import { putSource, type SourceToKeep } from './put-source.ts';
import { planReceipts, readReceipts } from './read-receipts.ts';
import { SubmitBatches } from './submit-batches.ts';
import type { SubmitReceipts } from './submit-receipts.ts';
import { untilAvailable } from './until-available.ts';

/** Code of an error that the reader's own end raises: a file that is too much for it. */
export const readerFailed = 'reader_failed';
/** How often a task is taken without coming forward before it is given up: its file may be what ends the process. */
const attemptsMax = 5;

const requireAttempt = ({ attempts }: HeldTask): void => {
  if (attempts > attemptsMax)
    throw new DomainError(
      'refused',
      'gave_up',
      `the import was begun ${String(attemptsMax)} times without coming forward; the file is likely too much for it`,
    );
};

export interface ImportParts {
  readonly reading: Reading;
  readonly inspect: InspectFile;
  readonly sources: Sources;
  readonly files: UploadedFiles;
  readonly target: Pick<ImportTarget, 'ensureMembers'>;
  readonly receipts: SubmitReceipts;
  readonly tasks: Tasks;
  readonly reactions: Reactions;
  readonly clock: Clock;
}

/** Of a source that has no name what people said is added to what is kept, so nothing is saved over. */
const seenOf = ({ source, sourceRevision }: Guidance): number | undefined =>
  source === '' ? undefined : sourceRevision;

const notKeptNote =
  'Its source was changed by others meanwhile. The file is imported as it was seen; how it is read is not kept.';

/**
 * Takes one import from where it stands to its end: find out how the file is read, plan it, submit sales, then returns
 * in their order, then wait for the reactions. After every acknowledged batch the task is saved with its counters, in
 * one write; what was in flight at a crash is submitted again and gets its first outcome.
 */
export class RunImport {
  constructor(private readonly parts: ImportParts) {}

  /**
   * Resolves when the task is over, waits for a person, or is to be taken again later. Raises `unavailable` when the
   * database does not answer and `reader_failed` when the file ended or held up its reader: take it again, but not for
   * ever.
   */
  async execute(held: HeldTask, signal: AbortSignal): Promise<void> {
    const run = new ImportRun(held, this.parts.tasks, this.parts.clock);
    try {
      requireAttempt(held);
      await run.save({
        ...held.task,
        state: held.task.state === 'queued' ? 'running' : held.task.state,
        startedAt: held.task.startedAt ?? this.parts.clock.now(),
      });
      if (run.task.state === 'running' && !run.task.reading) await this.inspect(run, signal);
      if (run.task.state === 'running' && run.task.reading) await this.submitAll(run, run.task.reading, signal);
      if (run.task.state === 'settling' && !signal.aborted) await this.settle(run, signal);
    } catch (error) {
      if (signal.aborted || error instanceof TaskLost) return;
      await this.fail(run, error, held.attempts);
    }
    // The file of one that failed is kept for a while, for another try.
    if (isOver(run.task) && run.task.state !== 'failed') await this.parts.files.discard(run.task.uploadId);
  }

  /** Raises again what is to be tried again, and what nobody expected once the task has failed of it. */
  private async fail(run: ImportRun, error: unknown, attempts: number): Promise<void> {
    // Nothing is wrong with the task; it is taken again and goes on from its last checkpoint.
    if (
      isDomainError(error) &&
      (error.kind === 'unavailable' || (error.code === readerFailed && attempts < attemptsMax))
    )
      throw error;
    const [code, message] = isDomainError(error)
      ? [error.code, error.message]
      : ['internal', 'an unexpected error ended the import'];
    try {
      await run.save(
        failed(
          run.task,
          code,
          `${message}. What was accepted until then stays; import the file again to go on.`,
          this.parts.clock.now(),
        ),
      );
    } catch (lost) {
      if (!(lost instanceof TaskLost)) throw lost;
      return;
    }
    if (!isDomainError(error)) throw error;
  }

  /** What a person must say comes first; what was found out is kept for the next file of the source. */
  private async inspect(run: ImportRun, signal: AbortSignal): Promise<void> {
    const { uploadId, fileName, guidance, branchIds, createdAt } = run.task;
    const file = { uploadId, name: fileName, club: run.task, guidance, branchIds, today: createdAt };
    const { questions, reading, source } = await this.parts.inspect.execute(file, signal);
    if (questions.length > 0) return run.save(asked(run.task, questions));
    const isKept = source === undefined || (await this.keep(source, guidance));
    await run.save(inspected(run.task, reading, isKept ? [] : [notKeptNote]));
  }

  /** False when others have changed the source meanwhile: the file was read as it was seen, and theirs stays. */
  private async keep(source: SourceToKeep, guidance: Guidance): Promise<boolean> {
    const seen = seenOf(guidance);
    try {
      await putSource(this.parts.sources, source, seen);
      return true;
    } catch (error) {
      const isReadAsSeen = seen === undefined || guidance.seen !== undefined;
      if (isDomainError(error) && error.code === 'source_changed' && isReadAsSeen) return false;
      throw error;
    }
  }

  private async submitAll(run: ImportRun, reading: FileReading, signal: AbortSignal): Promise<void> {
    const rows = this.rows(run.task, reading, signal);
    const plan = await planReceipts(rows, run.task.timeZone);
    await run.save(planned(run.task, plan));
    const branches = await untilAvailable(() => this.parts.receipts.ensureBranches(run.task, plan), signal);
    const enrolment = new EnrolMembers(this.parts.target, run.task, signal);
    const ids = { branches, members: enrolment.ids };
    const returns = new ReturnsAside();
    const submission = new SubmitBatches(this.parts.tasks, this.parts.receipts, run, signal);
    await submission.execute(
      'sales',
      enrolment.ahead(this.sales(run.task, reading, { rows, plan }, { branches, returns })),
      ids,
    );
    if (signal.aborted) return;
    if (run.task.phase === 'sales') await run.save({ ...run.task, phase: 'returns' });
    await submission.execute('returns', enrolment.ahead(returns.inOrder()), ids);
    if (!signal.aborted) await run.save(submitted(run.task, rows.end()));
  }

  private rows(
    { uploadId, fileName: name, createdAt, ...club }: ImportTask,
    reading: FileReading,
    signal: AbortSignal,
  ): Rows {
    return this.parts.reading.rows({ uploadId, name }, reading, { club, today: createdAt }, signal);
  }

  /** Sales as the file completes them; returns are put aside. */
  private async *sales(
    task: ImportTask,
    reading: FileReading,
    { rows, plan }: { rows: Rows; plan: ReceiptPlan },
    { branches, returns }: { branches: ReadonlyMap<string, string>; returns: ReturnsAside },
  ): AsyncGenerator<Receipt> {
    for await (const receipt of readReceipts(
      rows,
      plan,
      task.timeZone,
      receiptTerms(reading.mapping, task.currencyDigits),
    )) {
      const fit = this.parts.receipts.fit(
        withoutRefused(receipt, task.currencyDigits, this.parts.clock.now()),
        branches,
      );
      if (fit.isReturn) returns.add(fit);
      else yield fit;
    }
  }

  private async settle(run: ImportRun, signal: AbortSignal): Promise<void> {
    const since = run.task.startedAt ?? run.task.createdAt;
    const deadLetters = await untilAvailable(() => this.parts.reactions.posted(since, signal), signal);
    await run.save(settled(run.task, deadLetters, this.parts.clock.now()));
  }
}
