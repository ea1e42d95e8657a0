import type { Clock } from '@vafa/kernel';
import type { BatchItem } from '../domain/batch/batch-item.ts';
import type { BatchOutcome, BatchTerms } from '../domain/batch/batch-outcome.ts';
import type { Digest } from '../domain/receipt/receipt.ts';
import type { KnownClubs, SaleTerms } from './known-clubs.ts';
import { readBatch } from './read-batch.ts';
import type { SubmitReturns } from './submit-returns.ts';
import type { SubmitSales } from './submit-sales.ts';

/** Whose the batch is. */
export type BatchOrder = Omit<BatchTerms, keyof SaleTerms>;

/** Sales and returns that were made elsewhere; sales first, so that a return finds those of its own batch. */
export class SubmitBatch {
  constructor(
    private readonly clubs: KnownClubs,
    private readonly sales: SubmitSales,
    private readonly returns: SubmitReturns,
    private readonly digest: Digest,
    private readonly clock: Clock,
  ) {}

  /**
   * An outcome for each, in the order given; never all or nothing. Raises `club_not_found`, and
   * `invalid_session` when the batch is not one.
   */
  async execute(order: BatchOrder, items: readonly BatchItem[]): Promise<BatchOutcome[]> {
    const terms = { ...order, ...(await this.clubs.terms(order.clubId)) };
    const reads = readBatch(terms, items, this.digest, this.clock.now());
    const sold = reads.filter(({ item }) => !item.isReturn);
    const returned = reads.filter(({ item }) => item.isReturn);
    const outcomes = [...(await this.sales.execute(terms, sold)), ...(await this.returns.execute(terms, returned))];
    const byItem = new Map([...sold, ...returned].map((read, index) => [read, outcomes[index] as BatchOutcome]));
    return reads.map((read) => byItem.get(read) as BatchOutcome);
  }
}
