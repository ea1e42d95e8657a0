export interface InOrder<B, O> {
  /** Batches submitted and not yet acknowledged, at most. */
  readonly inFlight: number;
  /** Index of the first batch that is not yet acknowledged. */
  readonly first: number;
  readonly signal: AbortSignal;
  submit(batch: B): Promise<O>;
  acknowledge(batch: B, outcome: O, index: number): Promise<void>;
}

/** Submits batches with a few in flight and acknowledges them strictly in order. After an abort it acknowledges what is in flight and stops. */
export const submitInOrder = async <B, O>(batches: AsyncIterable<B>, order: InOrder<B, O>): Promise<void> => {
  const waiting: { batch: B; index: number; outcome: Promise<O> }[] = [];
  const acknowledgeOldest = async (): Promise<void> => {
    const oldest = waiting.shift();
    if (oldest) await order.acknowledge(oldest.batch, await oldest.outcome, oldest.index);
  };
  let index = -1;
  for await (const batch of batches) {
    index++;
    if (index < order.first) continue;
    if (order.signal.aborted) break;
    const outcome = order.submit(batch);
    // The error is met when its turn comes; until then it must not count as unhandled.
    outcome.catch(() => undefined);
    waiting.push({ batch, index, outcome });
    if (waiting.length >= order.inFlight) await acknowledgeOldest();
  }
  while (waiting.length > 0) await acknowledgeOldest();
};
