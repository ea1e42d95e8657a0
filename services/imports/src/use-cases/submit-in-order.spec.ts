import { describe, expect, test } from '@jest/globals';
import { submitInOrder, type InOrder } from './submit-in-order.ts';

type Log = string[];

/** A promise that the test ends. */
const held = () => {
  let [release, fail]: [() => void, (error: Error) => void] = [() => undefined, () => undefined];
  const promise = new Promise<void>((resolve, reject) => {
    [release, fail] = [resolve, reject];
  });
  return { promise, release, fail };
};

/** Until everything that can go on has done so. */
const idle = async (): Promise<void> => {
  for (let turn = 0; turn < 50; turn++) await Promise.resolve();
};

const batchesTo = (count: number, log: Log) =>
  (async function* () {
    for (let batch = 0; batch < count; batch++) {
      log.push(`made ${String(batch)}`);
      yield await Promise.resolve(batch);
    }
  })();

const orderOf = (log: Log, changes: Partial<InOrder<number, string>> = {}): InOrder<number, string> => ({
  inFlight: 2,
  first: 0,
  signal: new AbortController().signal,
  submit: (batch) => {
    log.push(`sent ${String(batch)}`);
    return Promise.resolve(`of ${String(batch)}`);
  },
  acknowledge: (batch, outcome, index) => {
    log.push(`kept ${String(batch)} ${outcome} ${String(index)}`);
    return Promise.resolve();
  },
  ...changes,
});

const only = (log: Log, word: string): Log => log.filter((line) => line.startsWith(word));

describe('batches', () => {
  test('are acknowledged once each, in order, from the first that is not yet', async () => {
    const log: Log = [];
    await submitInOrder(batchesTo(5, log), orderOf(log, { first: 2 }));
    expect(only(log, 'sent')).toEqual(['sent 2', 'sent 3', 'sent 4']);
    expect(only(log, 'kept')).toEqual(['kept 2 of 2 2', 'kept 3 of 3 3', 'kept 4 of 4 4']);
  });

  test('without an outcome are never more than may be in flight, and a later outcome waits for its turn', async () => {
    const log: Log = [];
    const gates = Array.from({ length: 4 }, held);
    const submit = (batch: number) => {
      log.push(`sent ${String(batch)}`);
      return (gates[batch]?.promise ?? Promise.resolve()).then(() => 'x');
    };
    const done = submitInOrder(batchesTo(4, log), orderOf(log, { submit }));
    await idle();
    expect(only(log, 'sent')).toEqual(['sent 0', 'sent 1']);
    gates[1]?.release();
    await idle();
    expect(only(log, 'sent')).toEqual(['sent 0', 'sent 1', 'sent 2']);
    expect(only(log, 'kept')).toEqual([]);
    for (const gate of gates) gate.release();
    await done;
    expect(only(log, 'kept')).toEqual(['kept 0 x 0', 'kept 1 x 1', 'kept 2 x 2', 'kept 3 x 3']);
  });

  test('are made and sent while earlier ones are acknowledged, up to twice as many as may be in flight', async () => {
    const log: Log = [];
    const first = held();
    const acknowledge = (batch: number) => {
      log.push(`kept ${String(batch)}`);
      return batch === 0 ? first.promise : Promise.resolve();
    };
    const done = submitInOrder(batchesTo(9, log), orderOf(log, { acknowledge }));
    await idle();
    expect(only(log, 'sent')).toHaveLength(4);
    expect(only(log, 'kept')).toEqual(['kept 0']);
    first.release();
    await done;
    expect(only(log, 'kept')).toHaveLength(9);
  });

  test.each(['submit', 'acknowledge'] as const)(
    'behind one whose %s fails are not acknowledged, and it is raised',
    async (where) => {
      const log: Log = [];
      const failing = (batch: number): Promise<never> | undefined =>
        batch === 1 ? Promise.reject(new Error('no')) : undefined;
      const base = orderOf(log);
      const changes =
        where === 'submit'
          ? { submit: (batch: number) => failing(batch) ?? base.submit(batch) }
          : {
              acknowledge: (batch: number, outcome: string, index: number) =>
                failing(batch) ?? base.acknowledge(batch, outcome, index),
            };
      await expect(submitInOrder(batchesTo(100, log), { ...base, ...changes })).rejects.toThrow('no');
      expect(only(log, 'kept')).toEqual(['kept 0 of 0 0']);
      expect(only(log, 'made').length).toBeLessThan(10);
    },
  );

  test('in flight at an abort are acknowledged, and no further one is sent', async () => {
    const log: Log = [];
    const stop = new AbortController();
    const base = orderOf(log);
    const submit = (batch: number) => {
      if (batch === 2) stop.abort();
      return base.submit(batch);
    };
    await submitInOrder(batchesTo(9, log), { ...base, signal: stop.signal, submit });
    expect([only(log, 'sent').length, only(log, 'kept').length]).toEqual([3, 3]);
  });
});
