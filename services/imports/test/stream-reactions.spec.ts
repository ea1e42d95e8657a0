import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { EventStream, StreamEvent } from '@vafa/events';
import { dayMs, DomainError, ManualClock } from '@vafa/kernel';
import { memoryStream } from '@vafa/testing';
import { StreamReactions } from '../src/adapters/events/stream-reactions.ts';
import type { Services } from '../src/adapters/grpc/services.ts';

const topic = 'vafa.checkout.v1';
let stream: EventStream;
let clock: ManualClock;
let unrelayed = 0n;
let sequence = 0n;

beforeEach(() => {
  clock = new ManualClock('2026-11-27T10:00:00Z');
  stream = memoryStream({ pollMs: 5, clock });
  unrelayed = 0n;
});
afterEach(() => stream.close());

const relay = { getRelayStatus: () => Promise.resolve({ status: { unrelayed } }) };
const posted = (signal = new AbortController().signal): Promise<number> =>
  new StreamReactions(stream, { checkout: relay, ledger: relay } as unknown as Services).posted(new Date(0), signal);
const event = (): StreamEvent => ({
  id: `evt_${String(++sequence)}`,
  type: 't',
  key: String(sequence),
  clubId: 'c',
  occurredAt: new Date(),
  epoch: 1,
  sequence: 1n,
  payload: Buffer.alloc(0),
});
const group = (name: string, handle: () => Promise<void> = () => Promise.resolve()) =>
  stream.consume({ topic, group: name, handle });

/** Whether the promise settles while the loop turns a few times. */
const isPending = async (promise: Promise<unknown>): Promise<boolean> => {
  let settled = false;
  promise.then(
    () => (settled = true),
    () => (settled = true),
  );
  const end = Date.now() + 250;
  while (!settled && Date.now() < end) await new Promise(setImmediate);
  return !settled;
};

describe('everything is posted', () => {
  test('when the services have handled what was relayed', async () => {
    let release: () => void = () => undefined;
    const held = new Promise<void>((resolve) => (release = resolve));
    await stream.publish(topic, [event(), event()]);
    await Promise.all([group('ledger', () => held), group('membership'), group('feedback')]);
    const waiting = posted();
    expect(await isPending(waiting)).toBe(true);
    release();
    expect(await waiting).toBe(0);
  });

  test('not before what was written is relayed, nor before anybody has begun to consume', async () => {
    unrelayed = 1n;
    const waiting = posted();
    expect(await isPending(waiting)).toBe(true);
    unrelayed = 0n;
    expect(await isPending(waiting)).toBe(true);
    await group('ledger');
    expect(await waiting).toBe(0);
  });

  test('not before a consumer has handled it that nobody has heard of here, though it is stopped for now', async () => {
    await Promise.all([group('ledger'), group('membership'), group('feedback')]);
    const insights = await group('insights');
    await insights.stop();
    await stream.publish(topic, [event()]);
    const waiting = posted();
    expect(await isPending(waiting)).toBe(true);
    await group('insights');
    expect(await waiting).toBe(0);
  });

  test('though a group that nobody runs any more has not handled it', async () => {
    const report = await group('a-report-of-last-year');
    await report.stop();
    await Promise.all([group('ledger'), group('membership'), group('feedback')]);
    await stream.publish(topic, [event()]);
    const waiting = posted();
    expect(await isPending(waiting)).toBe(true);
    clock.advance(dayMs + 1);
    expect(await waiting).toBe(0);
  });

  test('dead letters do not hold it up and are counted', async () => {
    await Promise.all([
      group('ledger', () => Promise.reject(new DomainError('invalid', 'no_account', 'no such account'))),
      group('membership'),
      group('feedback'),
    ]);
    await stream.publish(topic, [event()]);
    expect(await posted()).toBe(1);
  });

  test('waiting ends when it is asked to', async () => {
    const stop = new AbortController();
    const waiting = posted(stop.signal);
    stop.abort();
    await expect(waiting).rejects.toMatchObject({ name: 'AbortError' });
  });
});
