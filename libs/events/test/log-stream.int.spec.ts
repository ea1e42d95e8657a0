import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { DomainError } from '@vafa/kernel';
import { openDatabase } from '@vafa/mongo';
import { openLogStream } from '@vafa/events';
import { eventually, openTestEngine, type TestEngine } from '@vafa/testing';
import { thisHost } from '../src/log/process-identity.ts';
import { eventStreamContract } from './event-stream.contract.ts';
import { event, events, recorder } from './events.ts';

const topic = 'vafa.test.v1';
let engine: TestEngine;
beforeAll(async () => {
  engine = await openTestEngine();
});
afterAll(() => engine.close());

eventStreamContract('log', (options) => openLogStream(engine.uri, { ...options, database: engine.database('events') }));
eventStreamContract('log, of a process that is alone', (options) =>
  openLogStream(engine.uri, { ...options, database: engine.database('events'), alone: true }),
);

describe('two processes on one log', () => {
  const two = async (): Promise<
    [Awaited<ReturnType<typeof openLogStream>>, Awaited<ReturnType<typeof openLogStream>>, string]
  > => {
    const database = engine.database('events');
    return [
      await openLogStream(engine.uri, { database, pollMs: 50 }),
      await openLogStream(engine.uri, { database, pollMs: 50 }),
      database,
    ];
  };

  test('both append, the log has no hole and no event is lost', async () => {
    const [one, other, database] = await two();
    await Promise.all([
      ...events('a', 40).map((sent) => one.publish(topic, [sent])),
      ...events('b', 40).map((sent) => other.publish(topic, [sent])),
    ]);
    const connection = await openDatabase(engine.uri, database);
    const records = await connection
      .collection<{ _id: number; eventId: string; key: string; sequence: bigint }>('topic_vafa_test_v1')
      .find()
      .sort({ _id: 1 })
      .toArray();
    expect(records.map((record) => record._id)).toEqual(Array.from({ length: 80 }, (_none, index) => index + 1));
    for (const key of ['a', 'b']) {
      const sequences = records.filter((record) => record.key === key).map((record) => Number(record.sequence));
      expect(sequences).toEqual(Array.from({ length: 40 }, (_none, index) => index + 1));
    }
    await Promise.all([connection.close(), one.close(), other.close()]);
  });

  test('what one publishes reaches who follows in the other', async () => {
    const [one, other] = await two();
    const seen = recorder();
    await other.follow({ topic, handle: (batch) => void seen.handle(batch), missed: () => undefined });
    await one.publish(topic, [event('a', 1), event('a', 2)]);
    await eventually(() => seen.seen.length === 2);
    await Promise.all([one.close(), other.close()]);
  });

  test('what one publishes or replays reaches the consumer in the other', async () => {
    const [one, other] = await two();
    let ill = true;
    const consumer = recorder((sent) =>
      ill && sent.key === 'bad' ? new DomainError('refused', 'poison', 'no') : undefined,
    );
    await other.consume({ topic, group: 'g', handle: consumer.handle });
    await one.publish(topic, [event('a', 1), event('bad', 1)]);
    await eventually(async () => (await one.deadLetters({})).length === 1);
    ill = false;
    expect(await one.replay({})).toBe(1);
    await eventually(() => consumer.places().length === 2);
    await eventually(async () => (await one.deadLetters({})).length === 0);
    await Promise.all([one.close(), other.close()]);
  });

  test('a group whose holder died is taken over, one whose holder lives is not', async () => {
    const [one, other, database] = await two();
    const connection = await openDatabase(engine.uri, database);
    const offsets = connection.collection<{
      _id: string;
      group: string;
      topic: string;
      offset: number;
      holder: string;
      until: Date;
    }>('offsets');
    const until = new Date(Date.now() + 3_600_000);
    await offsets.insertMany([
      { _id: `dead|${topic}`, group: 'dead', topic, offset: 0, holder: `${thisHost}|4194399|1|1`, until },
      { _id: `living|${topic}`, group: 'living', topic, offset: 0, holder: `elsewhere|1|1|1`, until },
      {
        _id: `expired|${topic}`,
        group: 'expired',
        topic,
        offset: 1,
        holder: `elsewhere|1|1|1`,
        until: new Date(Date.now() - 1),
      },
    ]);
    const [dead, living, expired] = [recorder(), recorder(), recorder()];
    await one.consume({ topic, group: 'living', handle: living.handle });
    await one.consume({ topic, group: 'dead', handle: dead.handle });
    await one.consume({ topic, group: 'expired', handle: expired.handle });
    await one.publish(topic, events('a', 2));
    await eventually(() => dead.seen.length === 2 && expired.seen.length === 1);
    expect(living.seen).toEqual([]);
    await Promise.all([connection.close(), one.close(), other.close()]);
  });
});

test('a runner that lost its group to another process does not move the offset', async () => {
  const database = engine.database('events');
  const stream = await openLogStream(engine.uri, { database });
  const connection = await openDatabase(engine.uri, database);
  const offsets = connection.collection<{ _id: string; offset: number; holder?: string; until?: Date }>('offsets');
  let handled = 0;
  const steal = async (): Promise<void> => {
    if (++handled === 1)
      await offsets.updateOne(
        { _id: `g|${topic}` },
        { $set: { holder: 'elsewhere|1|1|1', until: new Date(Date.now() + 300) } },
      );
  };
  await stream.consume({ topic, group: 'g', handle: steal });
  await stream.publish(topic, events('a', 3));
  await eventually(() => handled === 1);
  expect((await offsets.findOne({ _id: `g|${topic}` }))?.offset).toBe(0);
  await eventually(async () => (await offsets.findOne({ _id: `g|${topic}` }))?.offset === 3);
  expect(handled).toBe(2);
  await Promise.all([connection.close(), stream.close()]);
});

test('an offset is told at once and stored a little later, and whoever stops has stored it', async () => {
  const database = engine.database('events');
  const stream = await openLogStream(engine.uri, { database });
  const connection = await openDatabase(engine.uri, database);
  const stored = async (): Promise<number | undefined> =>
    (await connection.collection<{ _id: string; offset: number }>('offsets').findOne({ _id: `g|${topic}` }))?.offset;
  const consumer = recorder();
  const consumption = await stream.consume({ topic, group: 'g', handle: consumer.handle });
  await stream.publish(topic, events('a', 3));
  const mark = await stream.mark(topic);
  await eventually(async () => (await stream.progress(mark))[0]?.behind === 0);
  await eventually(async () => (await stored()) === 3);
  await stream.publish(topic, events('b', 2));
  await eventually(() => consumer.seen.length === 5);
  await consumption.stop();
  expect(await stored()).toBe(5);
  await Promise.all([connection.close(), stream.close()]);
});

test('what was handled when a process ended without a word comes again, and nothing is left out', async () => {
  const database = engine.database('events');
  const [stream, heir] = [
    await openLogStream(engine.uri, { database }),
    await openLogStream(engine.uri, { database, pollMs: 50 }),
  ];
  const connection = await openDatabase(engine.uri, database);
  const offsets = connection.collection<{ _id: string; holder: string; until: Date; offset: number }>('offsets');
  const [first, second] = [recorder(), recorder()];
  await stream.consume({ topic, group: 'g', handle: first.handle });
  await stream.publish(topic, events('a', 3));
  await eventually(() => first.seen.length === 3);
  await offsets.updateOne({ _id: `g|${topic}` }, { $set: { holder: `${thisHost}|4194399|1|1`, offset: 1 } });
  await heir.consume({ topic, group: 'g', handle: second.handle });
  await eventually(() => second.seen.length === 2);
  expect(second.places()).toEqual(['a:2', 'a:3']);
  await Promise.all([connection.close(), stream.close(), heir.close()]);
});

test('a topic that keeps few events drops what every group has behind it, and only that', async () => {
  const database = engine.database('events');
  const stream = await openLogStream(engine.uri, { database, keepEventsMax: { [topic]: 10 } });
  const connection = await openDatabase(engine.uri, database);
  const oldest = async (): Promise<number | undefined> =>
    (await connection.collection<{ _id: number }>('topic_vafa_test_v1').find().sort({ _id: 1 }).limit(1).toArray())[0]
      ?._id;
  const consumer = recorder();
  const consumption = await stream.consume({ topic, group: 'g', handle: consumer.handle });
  await stream.publish(topic, events('a', 30));
  await eventually(() => consumer.seen.length === 30);
  await consumption.stop();
  await stream.publish(topic, events('b', 100));
  await eventually(async () => (await oldest()) === 31);
  expect((await stream.mark(topic)).end).toBe('130');
  await Promise.all([connection.close(), stream.close()]);
});
