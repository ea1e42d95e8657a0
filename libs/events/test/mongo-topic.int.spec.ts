import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { openDatabase } from '@vafa/mongo';
import { openTestEngine, type TestEngine } from '@vafa/testing';
import type { Collection } from 'mongodb';
import type { Connection } from 'mongoose';
import { MongoTopic, type LogRecord } from '../src/mongo/mongo-topic.ts';
import { event, events } from './events.ts';

let engine: TestEngine;
let connection: Connection;
let collection: Collection<LogRecord>;
let asked = 0;

beforeAll(async () => {
  engine = await openTestEngine();
  connection = await openDatabase(engine.uri, engine.database('topic'));
});
beforeEach(() => {
  asked = 0;
  const name = `topic_${String(Math.random()).slice(2)}`;
  const real = connection.collection<LogRecord>(name) as unknown as Collection<LogRecord>;
  collection = Object.assign(Object.create(real) as Collection<LogRecord>, {
    find: (...parameters: Parameters<typeof real.find>) => {
      asked++;
      return real.find(...parameters);
    },
  });
});
afterAll(async () => {
  await connection.close();
  await engine.close();
});

const offsets = async (topic: MongoTopic, after = 0, limit = 1_000): Promise<number[]> =>
  (await topic.read(after, limit)).map(({ offset }) => offset);
/** Reads on until there is nothing more. */
const rest = async (topic: MongoTopic, after: number): Promise<number[]> => {
  const some = await offsets(topic, after);
  const last = some.at(-1);
  return last === undefined ? some : [...some, ...(await rest(topic, last))];
};
const upTo = (end: number, from = 1): number[] => Array.from({ length: end - from + 1 }, (_none, at) => from + at);

describe('a topic in a collection', () => {
  test('gives its readers what it appended without a question, and nothing at its end', async () => {
    const topic = new MongoTopic(collection);
    await topic.append(events('a', 5));
    const before = asked;
    for (const after of [0, 2, 4]) expect(await offsets(topic, after)).toEqual(upTo(5, after + 1));
    expect(await offsets(topic, 1, 2)).toEqual([2, 3]);
    expect(await offsets(topic, 5)).toEqual([]);
    expect((await topic.read(2, 1)).map(({ event: { id } }) => id)).toEqual([event('a', 3).id]);
    expect(asked).toBe(before);
  });

  test('gives the same events from memory as from the database', async () => {
    const [one, other] = [new MongoTopic(collection), new MongoTopic(collection)];
    const sent = [{ ...event('a', 1), traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01' }];
    await one.append([...sent, event('a', 2)]);
    const plain = (records: Awaited<ReturnType<MongoTopic['read']>>): unknown =>
      records.map(({ offset, event: { payload, ...rest } }) => ({ offset, ...rest, payload: [...payload] }));
    expect(plain(await one.read(0, 10))).toEqual(plain(await other.read(0, 10)));
  });

  test('learns of what another process appended when it asks for the end, and misses none of it', async () => {
    const [one, other] = [new MongoTopic(collection), new MongoTopic(collection)];
    await one.append(events('a', 3));
    await other.append(events('b', 3));
    expect(await offsets(one, 3)).toEqual([]);
    expect(await one.end()).toBe(6);
    expect(await offsets(one, 3)).toEqual([4, 5, 6]);
    await one.append(events('c', 3));
    await other.append(events('d', 1));
    await one.append(events('e', 2));
    for (const topic of [one, other]) {
      await topic.end();
      for (const after of [0, 2, 5, 6, 8, 9, 10]) expect(await rest(topic, after)).toEqual(upTo(12, after + 1));
    }
  });

  test('keeps no more than it may, and reads the rest', async () => {
    const topic = new MongoTopic(collection);
    const large = { ...event('a', 1), payload: new Uint8Array(1_500_000) };
    for (const some of upTo(4)) await topic.append([{ ...large, id: `evt_${String(some)}` }]);
    for (let round = 0; round < 3; round++) await topic.append(events(`k${String(round)}`, 900));
    const before = asked;
    expect(await offsets(topic, 2_600)).toEqual(upTo(2_704, 2_601));
    expect(asked).toBe(before);
    expect(await offsets(topic, 0, 10)).toEqual(upTo(10));
    expect(asked).toBe(before + 1);
  });
});
