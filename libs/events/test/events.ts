import type { StreamEvent } from '@vafa/events';

/** Event number `sequence` of a document. */
export const event = (key: string, sequence: number): StreamEvent => ({
  id: `evt_${key}_${String(sequence)}`,
  type: 'vafa.test.happened.v1',
  key,
  clubId: 'clb_test',
  occurredAt: new Date(Date.UTC(2026, 0, 1, 0, 0, sequence)),
  epoch: 1,
  sequence: BigInt(sequence),
  payload: new Uint8Array([1, 0, 255, sequence % 256]),
});

export const events = (key: string, count: number): StreamEvent[] =>
  Array.from({ length: count }, (_none, index) => event(key, index + 1));

/** A handler that remembers what it was given, and refuses what `refuse` says. */
export const recorder = (refuse: (event: StreamEvent) => unknown = () => undefined) => {
  const seen: StreamEvent[] = [];
  return {
    seen,
    /** As 'key:sequence', in the order handled. */
    places: (key?: string): string[] =>
      seen.filter((one) => key === undefined || one.key === key).map((one) => `${one.key}:${String(one.sequence)}`),
    handle: (batch: readonly StreamEvent[]): Promise<void> => {
      const error = batch.map(refuse).find((refusal) => refusal !== undefined);
      if (error !== undefined) return Promise.reject(error as Error);
      seen.push(...batch);
      return Promise.resolve();
    },
  };
};
