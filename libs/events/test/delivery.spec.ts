import { expect, test } from '@jest/globals';
import { DomainError, ManualClock } from '@vafa/kernel';
import { createLogger } from '@vafa/telemetry';
import { MemoryLog } from '@vafa/testing';
import type { Positioned, StreamEvent } from '@vafa/events';
import { Stopped } from '../src/waiting.ts';
import { Delivery } from '../src/consumer/delivery.ts';

const of = { group: 'g', topic: 't' };
const numbered = (count: number): Positioned[] =>
  Array.from({ length: count }, (_none, index) => ({
    offset: index + 1,
    event: {
      id: `evt_${String(index + 1)}`,
      type: 't',
      key: `k${String(index + 1)}`,
      clubId: 'c',
      occurredAt: new Date(0),
      epoch: 1,
      sequence: 1n,
      payload: new Uint8Array(),
    },
  }));

const deliver = (handle: (events: readonly StreamEvent[]) => Promise<void>) => {
  const { deadLetters: letters } = new MemoryLog();
  const stop = new AbortController();
  const tools = {
    letters,
    clock: new ManualClock('2026-01-01T00:00:00Z'),
    log: createLogger('test'),
    signal: stop.signal,
  };
  return { letters, stop, delivery: new Delivery({ ...of, handle }, tools) };
};

test('one bad event among 500 costs few calls, and the others are handled once, in order', async () => {
  const handled: string[] = [];
  let calls = 0;
  const { delivery, letters } = deliver((events) => {
    calls++;
    if (events.some((event) => event.id === 'evt_250')) return Promise.reject(new DomainError('refused', 'bad', 'no'));
    handled.push(...events.map((event) => event.id));
    return Promise.resolve();
  });
  await delivery.take(numbered(500));
  expect(handled).toEqual(
    numbered(500)
      .map(({ event }) => event.id)
      .filter((id) => id !== 'evt_250'),
  );
  expect(calls).toBeLessThanOrEqual(20);
  expect((await letters.list({}, 10)).map((letter) => [letter.eventId, letter.reason, letter.tries])).toEqual([
    ['evt_250', 'bad', 1],
  ]);
});

test('stopping ends the retries; the event is neither handled nor set aside', async () => {
  const { delivery, letters, stop } = deliver(() => Promise.reject(new DomainError('unavailable', 'down', 'down')));
  const taking = delivery.take(numbered(3));
  stop.abort();
  await expect(taking).rejects.toBeInstanceOf(Stopped);
  expect(await letters.list({}, 10)).toEqual([]);
});

test('a driver error that may pass is no reason to set an event aside', async () => {
  let failures = 2;
  const { delivery, letters } = deliver(() =>
    failures-- > 0
      ? Promise.reject(Object.assign(new Error('gone'), { name: 'MongoNetworkError' }))
      : Promise.resolve(),
  );
  await delivery.take(numbered(1));
  expect(await letters.list({}, 10)).toEqual([]);
});
