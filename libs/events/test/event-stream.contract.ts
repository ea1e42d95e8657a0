import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { dayMs, DomainError, ManualClock } from '@vafa/kernel';
import type { EventStream, StreamEvent, StreamOptions } from '@vafa/events';
import { eventually } from '@vafa/testing';
import { consumerGroupContract } from './consumer-group.contract.ts';
import { event, events, recorder } from './events.ts';

const topic = 'vafa.test.v1';
const refusal = new DomainError('refused', 'poison', 'cannot be handled');

/** What every adapter of EventStream does. `open` gives a stream with empty topics each time. */
export const eventStreamContract = (name: string, open: (options?: StreamOptions) => Promise<EventStream>): void => {
  consumerGroupContract(name, open);
  describe(`event stream: ${name}`, () => {
    let stream: EventStream;
    beforeEach(async () => {
      stream = await open();
    });
    afterEach(() => stream.close());

    const caughtUp = async (group: string): Promise<void> => {
      const mark = await stream.mark(topic);
      await eventually(async () => (await stream.progress(mark)).find((one) => one.group === group)?.behind === 0);
    };
    /** Refuses one event until it is told to heal. */
    const poisoned = (id: string, error: unknown = refusal) => {
      let ill = true;
      const consumer = recorder((one: StreamEvent) => (ill && one.id === id ? error : undefined));
      return { ...consumer, heal: () => (ill = false) };
    };

    test('an event arrives as it was published', async () => {
      const consumer = recorder();
      const sent = {
        ...event('a', 1),
        sequence: 9_007_199_254_740_995n,
        traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01',
      };
      await stream.publish(topic, [sent]);
      await stream.consume({ topic, group: 'g', handle: consumer.handle });
      await eventually(() => consumer.seen.length === 1);
      const { payload, ...got } = consumer.seen[0] as StreamEvent;
      const { payload: sentPayload, ...rest } = sent;
      expect(got).toEqual(rest);
      expect([...payload]).toEqual([...sentPayload]);
      expect(Buffer.from(payload).byteLength).toBe(4);
    });

    test('a large event arrives whole, and so does what comes after it', async () => {
      const consumer = recorder();
      const payload = new Uint8Array(4 * 1024 * 1024).map((_none, place) => (place * 31) % 256);
      await stream.publish(topic, [event('a', 1), { ...event('a', 2), payload }, event('a', 3)]);
      await stream.consume({ topic, group: 'g', handle: consumer.handle });
      await eventually(() => consumer.seen.length === 3);
      expect(consumer.places()).toEqual(['a:1', 'a:2', 'a:3']);
      expect(Buffer.compare(consumer.seen[1]?.payload ?? new Uint8Array(), payload)).toBe(0);
    }, 600_000);

    test('order holds per key, whoever publishes at the same time', async () => {
      const consumer = recorder();
      await stream.consume({ topic, group: 'g', batchSizeMax: 7, handle: consumer.handle });
      const keys = ['a', 'b', 'c', 'd'];
      await Promise.all(
        keys.map(async (key) => {
          for (const one of events(key, 20)) await stream.publish(topic, [one]);
        }),
      );
      await eventually(() => consumer.seen.length === 80);
      for (const key of keys)
        expect(consumer.places(key)).toEqual(events(key, 20).map((one) => `${key}:${String(one.sequence)}`));
    });

    test('a group that comes late starts at the beginning, one that comes back goes on', async () => {
      await stream.publish(topic, events('a', 3));
      const first = recorder();
      const consumption = await stream.consume({ topic, group: 'late', handle: first.handle });
      await eventually(() => first.seen.length === 3);
      await caughtUp('late');
      await consumption.stop();
      await stream.publish(topic, [event('a', 4)]);
      const second = recorder();
      await stream.consume({ topic, group: 'late', handle: second.handle });
      await eventually(() => second.seen.length === 1);
      expect(second.places()).toEqual(['a:4']);
    });

    test('two groups each see every event', async () => {
      const [one, two] = [recorder(), recorder()];
      await stream.consume({ topic, group: 'one', handle: one.handle });
      await stream.consume({ topic, group: 'two', handle: two.handle });
      await stream.publish(topic, events('a', 5));
      await eventually(() => one.seen.length === 5 && two.seen.length === 5);
    });

    test('two runners of one group never work at the same time, and the second takes over', async () => {
      let active = 0;
      let most = 0;
      const seen: string[] = [];
      const handle = async (batch: readonly StreamEvent[]): Promise<void> => {
        most = Math.max(most, ++active);
        await new Promise((resolve) => setImmediate(resolve));
        seen.push(...batch.map((one) => one.id));
        active--;
      };
      const first = await stream.consume({ topic, group: 'g', batchSizeMax: 2, handle });
      await stream.consume({ topic, group: 'g', batchSizeMax: 2, handle });
      await stream.publish(topic, events('a', 20));
      await eventually(() => seen.length === 20);
      await first.stop();
      await stream.publish(topic, events('b', 20));
      await eventually(() => seen.length === 40);
      expect(most).toBe(1);
      expect(new Set(seen).size).toBe(40);
    });

    test('who follows is told what comes from then on, leaves no trace, and is told no more once it stopped', async () => {
      await stream.publish(topic, events('a', 3));
      const [one, other] = [recorder(), recorder()];
      const missed: string[] = [];
      const follow = (seen: typeof one) =>
        stream.follow({ topic, handle: (batch) => void seen.handle(batch), missed: () => missed.push(topic) });
      const [first] = [await follow(one), await follow(other)];
      await stream.publish(topic, [event('a', 4), event('b', 1)]);
      await eventually(() => one.seen.length === 2 && other.seen.length === 2);
      await first.stop();
      await stream.publish(topic, [event('a', 5)]);
      await eventually(() => other.seen.length === 3);
      expect(one.places('a')).toEqual(['a:4']);
      expect(other.places('a')).toEqual(['a:4', 'a:5']);
      expect(missed).toEqual([]);
      expect(await stream.progress(await stream.mark(topic))).toEqual([]);
    });

    test('a group has no progress before its effect', async () => {
      let release: () => void = () => undefined;
      const held = new Promise<void>((resolve) => (release = resolve));
      await stream.consume({ topic, group: 'g', handle: () => held });
      await stream.publish(topic, events('a', 4));
      const mark = await stream.mark(topic);
      await stream.publish(topic, events('b', 4));
      expect(await stream.progress(mark)).toEqual([{ group: 'g', behind: 4, awaited: true }]);
      release();
      await eventually(async () => (await stream.progress(mark))[0]?.behind === 0);
    });

    test('a group is waited for until nobody has consumed as it for a day, and again when somebody does', async () => {
      await stream.close();
      const clock = new ManualClock('2026-11-27T10:00:00Z');
      stream = await open({ clock });
      const awaited = async (): Promise<Record<string, boolean>> =>
        Object.fromEntries((await stream.progress(await stream.mark(topic))).map((one) => [one.group, one.awaited]));
      const consume = (group: string) => stream.consume({ topic, group, handle: () => Promise.resolve() });
      const gone = await consume('gone');
      await consume('here');
      await stream.consume({ topic, group: 'once', awaited: false, handle: () => Promise.resolve() });
      await gone.stop();
      clock.advance(dayMs - 1);
      expect(await awaited()).toEqual({ gone: true, here: true, once: false });
      clock.advance(1_000);
      // Who consumes says so in its own time.
      await eventually(async () => (await awaited()).here === true);
      expect(await awaited()).toEqual({ gone: false, here: true, once: false });
      await consume('gone');
      await eventually(async () => (await awaited()).gone === true);
    });

    test('a poison message stops its key only; what waits is told from what was refused', async () => {
      const consumer = poisoned('evt_bad_2');
      await stream.consume({ topic, group: 'g', handle: consumer.handle });
      await stream.publish(topic, [
        event('bad', 1),
        event('good', 1),
        event('bad', 2),
        event('good', 2),
        event('bad', 3),
      ]);
      await caughtUp('g');
      await stream.publish(topic, [event('bad', 4), event('good', 3)]);
      await caughtUp('g');
      expect(consumer.places('good')).toEqual(['good:1', 'good:2', 'good:3']);
      expect(consumer.places('bad')).toEqual(['bad:1']);
      const letters = await stream.deadLetters({ group: 'g' });
      expect(letters.map((letter) => [letter.eventId, letter.reason])).toEqual([
        ['evt_bad_2', 'poison'],
        ['evt_bad_3', 'waits_behind'],
        ['evt_bad_4', 'waits_behind'],
      ]);
      expect(letters[0]).toMatchObject({
        topic,
        group: 'g',
        key: 'bad',
        type: 'vafa.test.happened.v1',
        clubId: 'clb_test',
        tries: 1,
        message: 'cannot be handled',
      });
      expect(await stream.deadLetters({ group: 'other' })).toEqual([]);
    });

    test('a key stays blocked after a restart of its consumer', async () => {
      const consumer = poisoned('evt_bad_1');
      const consumption = await stream.consume({ topic, group: 'g', handle: consumer.handle });
      await stream.publish(topic, [event('bad', 1)]);
      await caughtUp('g');
      await consumption.stop();
      consumer.heal();
      await stream.consume({ topic, group: 'g', handle: consumer.handle });
      await stream.publish(topic, [event('bad', 2), event('good', 1)]);
      await caughtUp('g');
      expect(consumer.places()).toEqual(['good:1']);
    });

    test('replay handles refused and waiting events in order, then the key runs on', async () => {
      const consumer = poisoned('evt_bad_1');
      await stream.consume({ topic, group: 'g', handle: consumer.handle });
      await stream.publish(topic, events('bad', 5));
      await caughtUp('g');
      expect(await stream.replay({ group: 'g', topic })).toBe(5);
      await eventually(async () => (await stream.deadLetters({ group: 'g' }))[0]?.tries === 2);
      expect(consumer.places()).toEqual([]);
      consumer.heal();
      expect(await stream.replay({ group: 'g' })).toBe(5);
      await eventually(async () => (await stream.deadLetters({})).length === 0);
      await stream.publish(topic, [event('bad', 6)]);
      await eventually(() => consumer.seen.length === 6);
      expect(consumer.places()).toEqual(['bad:1', 'bad:2', 'bad:3', 'bad:4', 'bad:5', 'bad:6']);
    });

    test('a group that is set back handles again what happened since, and nothing is set forward', async () => {
      const first = recorder();
      const consumption = await stream.consume({ topic, group: 'g', handle: first.handle });
      await stream.publish(topic, events('a', 3));
      await eventually(() => first.seen.length === 3);
      await caughtUp('g');
      await expect(stream.rewind('g', topic, new Date(0))).rejects.toMatchObject({
        kind: 'conflict',
        code: 'group_in_use',
      });
      await consumption.stop();
      await stream.rewind('g', topic, new Date('2100-01-01'));
      await stream.rewind('g', topic, new Date(0));
      await stream.rewind('g', topic, new Date('2100-01-01'));
      const second = recorder();
      await stream.consume({ topic, group: 'g', handle: second.handle });
      await eventually(() => second.seen.length === 3);
      expect(second.places()).toEqual(['a:1', 'a:2', 'a:3']);
    });

    test('an unavailable dependency is waited for and nothing is set aside', async () => {
      let calls = 0;
      const consumer = recorder();
      const handle = (batch: readonly StreamEvent[]): Promise<void> =>
        ++calls <= 5
          ? Promise.reject(new DomainError('unavailable', 'service_unavailable', 'not now'))
          : consumer.handle(batch);
      await stream.consume({ topic, group: 'g', handle });
      await stream.publish(topic, events('a', 3));
      await eventually(() => consumer.seen.length === 3);
      expect(consumer.places()).toEqual(['a:1', 'a:2', 'a:3']);
      expect(await stream.deadLetters({})).toEqual([]);
    });

    test('an error of no known kind is tried five times', async () => {
      const consumer = poisoned('evt_a_1', new TypeError('a bug'));
      await stream.consume({ topic, group: 'g', handle: consumer.handle });
      await stream.publish(topic, [event('a', 1), event('b', 1)]);
      await caughtUp('g');
      const [letter] = await stream.deadLetters({});
      expect(letter).toMatchObject({ reason: 'unclassified', message: 'a bug', tries: 5 });
      expect(consumer.places()).toEqual(['b:1']);
    });
  });
};
