import { DomainError } from '@vafa/kernel';
import { Batches } from '../domain/batches.ts';
import { acknowledged, isHopeless, type ReceiptOutcome } from '../domain/import-task.ts';
import type { Receipt } from '../domain/receipt.ts';
import type { NamedIds, Tasks } from './import-ports.ts';
import type { ImportRun } from './import-run.ts';
import { submitInOrder } from './submit-in-order.ts';
import type { SubmitReceipts } from './submit-receipts.ts';
import { untilAvailable } from './until-available.ts';

const receiptsPerBatch = 200;
const rowsPerBatch = 5_000;
/** Sales do not depend on each other; a return looks at everything before it. */
const inFlight = { sales: 3, returns: 1 } as const;

type Phase = keyof typeof inFlight;

/** Submits one phase of an import in batches, from the first that is not acknowledged yet. */
export class SubmitBatches {
  constructor(
    private readonly tasks: Tasks,
    private readonly receipts: SubmitReceipts,
    private readonly run: ImportRun,
    private readonly signal: AbortSignal,
  ) {}

  async execute(phase: Phase, receipts: Iterable<Receipt> | AsyncIterable<Receipt>, ids: NamedIds): Promise<void> {
    const { run, signal } = this;
    const isOver = phase === 'sales' && run.task.phase !== 'sales';
    await submitInOrder(batchesOf(receipts), {
      inFlight: inFlight[phase],
      first: isOver ? Number.MAX_SAFE_INTEGER : run.task[phase === 'sales' ? 'salesBatches' : 'returnBatches'],
      signal,
      submit: (batch) => untilAvailable(() => this.receipts.submit(run.task, batch, ids), signal),
      acknowledge: async (batch, outcomes, index) => {
        await this.keepExceptions(
          `${phase === 'sales' ? '1' : '2'}-${String(index).padStart(8, '0')}`,
          batch,
          outcomes,
        );
        await run.save(acknowledged(run.task, batch, outcomes));
        if (isHopeless(run.task))
          throw new DomainError(
            'invalid',
            'too_many_exceptions',
            'most rows of the file are exceptions; is it read as it is meant?',
          );
      },
    });
  }

  private async keepExceptions(
    place: string,
    batch: readonly Receipt[],
    outcomes: readonly ReceiptOutcome[],
  ): Promise<void> {
    const exceptions = outcomes.flatMap((outcome) => outcome.exceptions);
    if (exceptions.length === 0) return;
    const rows = new Map(
      batch.flatMap((receipt) => [...receipt.rows, ...receipt.unfit].map((row) => [row.row, row] as const)),
    );
    const kept = exceptions.map((exception) => {
      const row = rows.get(exception.row);
      return { ...(row && 'details' in row && { details: row.details }), ...exception, fields: row?.fields ?? [] };
    });
    await this.tasks.keepExceptions(this.run.task.id, place, kept);
  }
}

async function* batchesOf(receipts: Iterable<Receipt> | AsyncIterable<Receipt>): AsyncGenerator<readonly Receipt[]> {
  const batches = new Batches(receiptsPerBatch, rowsPerBatch);
  for await (const receipt of receipts) {
    const full = batches.add(receipt);
    if (full) yield full;
  }
  const last = batches.rest();
  if (last) yield last;
}
