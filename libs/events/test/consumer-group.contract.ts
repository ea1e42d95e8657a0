import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { DomainError } from '@vafa/kernel';
import type { EventStream, StreamEvent } from '@vafa/events';
import { eventually } from '@vafa/testing';
import { event, events, recorder } from './events.ts';

const topic = 'vafa.test.v1';
const inOrder = (count: number): number[] => Array.from({ length: count }, (_none, index) => index + 1);

/** A handler that is at work until the gate is opened. */
const gated = () => {
  let open: () => void = () => undefined;
  const gate = new Promise<void>((resolve) => (open = resolve));
  const batches: (readonly StreamEvent[])[] = [];
  const handle = async (batch: readonly StreamEvent[]): Promise<void> => {
    batches.push(batch);
    await gate;
  };
  return { batches, handle, open: () => open(), ids: () => batches.flat().map((one) => one.id) };
};

/** Sequences of each key in the order in which they were first handled. */
const firstHandled = (handled: readonly StreamEvent[]): Map<string, number[]> => {
  const seen = new Set<string>();
  const byKey = new Map<string, number[]>();
  for (const one of handled) {
    if (seen.has(one.id)) continue;
    seen.add(one.id);
    byKey.set(one.key, [...(byKey.get(one.key) ?? []), Number(one.sequence)]);
  }
  return byKey;
};

/** How consumers of one group work together, and what they are spared. */
export const consumerGroupContract = (name: string, open: () => Promise<EventStream>): void => {
  describe(`consumer groups: ${name}`, () => {
    let stream: EventStream;
    beforeEach(async () => {
      stream = await open();
    });
    afterEach(() => stream.close());
    const behind = async (group: string): Promise<number | undefined> =>
      (await stream.progress(await stream.mark(topic))).find((one) => one.group === group)?.behind;
    const keys = ['a', 'b', 'c', 'd', 'e', 'f'];

    test('consumers of one group share or take over: no key is at two of them at once, each in order', async () => {
      const busy = new Set<string>();
      const clashes: string[] = [];
      const handled: StreamEvent[] = [];
      const handle = async (batch: readonly StreamEvent[]): Promise<void> => {
        const mine = new Set(batch.map(({ key }) => key));
        for (const key of mine) if (busy.has(key)) clashes.push(key);
        for (const key of mine) busy.add(key);
        await new Promise((resolve) => setImmediate(resolve));
        handled.push(...batch);
        for (const key of mine) busy.delete(key);
      };
      const first = await stream.consume({ topic, group: 'g', batchSizeMax: 3, handle });
      await stream.consume({ topic, group: 'g', batchSizeMax: 3, handle });
      await stream.publish(
        topic,
        keys.flatMap((key) => events(key, 10)),
      );
      await eventually(() => handled.length === 60);
      await first.stop();
      await stream.publish(
        topic,
        keys.map((key) => event(key, 11)),
      );
      await eventually(() => handled.length === 66);
      for (const key of keys) expect(firstHandled(handled).get(key)).toEqual(inOrder(11));
      expect(clashes).toEqual([]);
      expect(new Set(handled.map(({ id }) => id)).size).toBe(66);
    });

    test('a second consumer that joins in mid-batch: nothing is lost, and first deliveries keep their order', async () => {
      const slow = gated();
      const other = recorder();
      await stream.publish(
        topic,
        keys.flatMap((key) => events(key, 5)),
      );
      const first = await stream.consume({ topic, group: 'g', batchSizeMax: 4, handle: slow.handle });
      await eventually(() => slow.batches.length === 1);
      await stream.consume({ topic, group: 'g', batchSizeMax: 4, handle: other.handle });
      expect(slow.batches).toHaveLength(1);
      slow.open();
      await eventually(async () => (await behind('g')) === 0);
      await first.stop();
      await stream.publish(
        topic,
        keys.map((key) => event(key, 6)),
      );
      await eventually(async () => (await behind('g')) === 0);
      const handled = firstHandled([...slow.batches.flat(), ...other.seen]);
      for (const key of keys) expect(handled.get(key)).toEqual(inOrder(6));
      expect(await stream.deadLetters({})).toEqual([]);
    });

    test('a slow handler is never handed more than it takes, and what is later waits', async () => {
      const slow = gated();
      await stream.publish(topic, events('a', 23));
      await stream.consume({ topic, group: 'g', batchSizeMax: 5, handle: slow.handle });
      await eventually(() => slow.batches.length === 1);
      await stream.publish(topic, [event('a', 24)]);
      expect(await behind('g')).toBe(24);
      expect(slow.batches).toHaveLength(1);
      slow.open();
      await eventually(async () => (await behind('g')) === 0);
      expect(slow.ids()).toEqual(events('a', 24).map(({ id }) => id));
      expect(Math.max(...slow.batches.map((batch) => batch.length))).toBe(5);
    });

    test('stop finishes the batch in hand and stores where it is', async () => {
      const slow = gated();
      await stream.publish(topic, events('a', 5));
      const consumption = await stream.consume({ topic, group: 'g', batchSizeMax: 2, handle: slow.handle });
      await eventually(() => slow.batches.length === 1);
      let isStopped = false;
      const stopping = consumption.stop().then(() => (isStopped = true));
      expect(await behind('g')).toBe(5);
      expect(isStopped).toBe(false);
      slow.open();
      await stopping;
      expect(slow.ids()).toEqual(['evt_a_1', 'evt_a_2']);
      expect(await behind('g')).toBe(3);
      const next = recorder();
      await stream.consume({ topic, group: 'g', handle: next.handle });
      await eventually(() => next.seen.length === 3);
      expect(next.places()).toEqual(['a:3', 'a:4', 'a:5']);
    });

    test('replay of several keys keeps the order of each', async () => {
      let isIll = true;
      const consumer = recorder(() => (isIll ? new DomainError('refused', 'not_yet', 'not yet') : undefined));
      await stream.consume({ topic, group: 'g', handle: consumer.handle });
      for (let number = 1; number <= 4; number++)
        await stream.publish(
          topic,
          keys.map((key) => event(key, number)),
        );
      await eventually(async () => (await behind('g')) === 0);
      expect(await stream.deadLetters({})).toHaveLength(24);
      isIll = false;
      expect(await stream.replay({ topic })).toBe(24);
      await eventually(async () => (await stream.deadLetters({})).length === 0);
      for (const key of keys)
        expect(consumer.places(key)).toEqual(inOrder(4).map((number) => `${key}:${String(number)}`));
    });

    test('an event of a newer format that the handler refuses is set aside, and nothing is skipped', async () => {
      const known = recorder((one) =>
        one.type.endsWith('.v2')
          ? new DomainError('invalid', 'format_unknown', `${one.type} is newer than this consumer`)
          : undefined,
      );
      await stream.consume({ topic, group: 'g', handle: known.handle });
      await stream.publish(topic, [
        event('a', 1),
        { ...event('a', 2), type: 'vafa.test.happened.v2' },
        event('a', 3),
        event('b', 1),
      ]);
      await eventually(async () => (await behind('g')) === 0);
      expect([known.places('a'), known.places('b')]).toEqual([['a:1'], ['b:1']]);
      const letters = await stream.deadLetters({ group: 'g' });
      expect(letters.map(({ eventId, reason, type }) => [eventId, reason, type])).toEqual([
        ['evt_a_2', 'format_unknown', 'vafa.test.happened.v2'],
        ['evt_a_3', 'waits_behind', 'vafa.test.happened.v1'],
      ]);
    });
  });
};
