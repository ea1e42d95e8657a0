export interface InOrder<B, O> {
  /** Batches without an outcome, at most; twice as many may wait to be acknowledged. */
  readonly inFlight: number;
  /** Index of the first batch that is not yet acknowledged. */
  readonly first: number;
  readonly signal: AbortSignal;
  submit(batch: B): Promise<O>;
  acknowledge(batch: B, outcome: O, index: number): Promise<void>;
}

/**
 * Submits batches with a few in flight and acknowledges them strictly in order, while the next ones are made and
 * submitted. After an abort, or once the batches have ended, it acknowledges what is in flight. Raises what a
 * submission or an acknowledgement raises; nothing behind it is acknowledged then.
 */
export const submitInOrder = async <B, O>(batches: AsyncIterable<B>, order: InOrder<B, O>): Promise<void> => {
  const running = new Set<Promise<void>>();
  const acknowledgements: Promise<void>[] = [];
  let last = Promise.resolve();
  let index = -1;
  const submit = (batch: B, at: number, before: Promise<void>): Promise<void> => {
    const outcome = order.submit(batch);
    // An error is met when the turn of its batch comes; until then it must not count as unhandled.
    const ended: Promise<void> = outcome
      .then(
        () => undefined,
        () => undefined,
      )
      .then(() => void running.delete(ended));
    running.add(ended);
    const acknowledged = before.then(async () => order.acknowledge(batch, await outcome, at));
    acknowledged.catch(() => undefined);
    return acknowledged;
  };
  for await (const batch of batches) {
    index++;
    if (index < order.first) continue;
    if (order.signal.aborted) break;
    last = submit(batch, index, last);
    acknowledgements.push(last);
    while (running.size >= order.inFlight) await Promise.race(running);
    if (acknowledgements.length >= 2 * order.inFlight) await acknowledgements.shift();
  }
  await last;
};
