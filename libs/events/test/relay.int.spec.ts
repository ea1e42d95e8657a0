import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import type mongoose from 'mongoose';
import { Documents, documentSchema, openDatabase, syncIndexes, type NewEvent } from '@vafa/mongo';
import { Relay, openLogStream, type EventStream, type Outbox } from '@vafa/events';
import { eventually, openTestEngine, type TestEngine } from '@vafa/testing';
import { recorder } from './events.ts';

const topic = 'vafa.test.v1';
const at = new Date('2026-01-01T00:00:00Z');
const happened: NewEvent = () => ({ type: 'vafa.test.happened.v1', payload: new Uint8Array([1]) });

let engine: TestEngine;
let connection: mongoose.Connection;
let documents: Documents<{ count: number }>;
let stream: EventStream;
let relays: Relay[] = [];
let wake: () => void = () => undefined;

beforeAll(async () => {
  engine = await openTestEngine();
});
beforeEach(async () => {
  connection = await openDatabase(engine.uri, engine.database('relay'));
  const model = connection.model('Thing', documentSchema<{ count: number }>({ count: Number }), 'things');
  await syncIndexes([model]);
  documents = new Documents(model, topic, () => wake());
  stream = await openLogStream(engine.uri, { database: engine.database('events') });
});
afterEach(async () => {
  await Promise.all(relays.map((relay) => relay.stop()));
  relays = [];
  wake = () => undefined;
  await stream.close();
  await connection.close();
});
afterAll(() => engine.close());

const start = (outbox: Outbox, to: EventStream = stream): Relay => {
  const relay = new Relay(to, [outbox]);
  relays.push(relay);
  wake = () => relay.wake();
  relay.start();
  return relay;
};
const insert = (id: string, count = 1): Promise<unknown> =>
  documents.insert({
    id,
    clubId: 'clb_test',
    state: { count: 0 },
    events: Array.from({ length: count }, () => happened),
    at,
  });

test('what documents write arrives in order per document, and the outboxes end empty', async () => {
  const consumer = recorder();
  await stream.consume({ topic, group: 'g', handle: consumer.handle });
  start(documents);
  const ids = ['a', 'b', 'c'];
  await Promise.all(ids.map((id) => insert(id, 2)));
  await Promise.all(
    ids.flatMap((id) =>
      Array.from({ length: 10 }, () =>
        documents.change(id, (thing) => ({ set: { count: thing.count + 1 }, events: [happened], at })),
      ),
    ),
  );
  await eventually(() => consumer.seen.length === 36);
  for (const id of ids)
    expect(consumer.places(id)).toEqual(Array.from({ length: 12 }, (_none, index) => `${id}:${String(index + 1)}`));
  await eventually(async () => (await documents.count()) === 0);
});

test('a crash between publishing and acknowledging publishes again: same ids, and nothing is lost', async () => {
  await insert('a', 3);
  const crashing: Outbox = {
    pending: (limit) => documents.pending(limit),
    acknowledge: () => Promise.reject(new Error('killed')),
    count: () => documents.count(),
  };
  await expect(new Relay(stream, [crashing]).drain()).rejects.toThrow('killed');
  await new Relay(stream, [documents]).drain();
  const consumer = recorder();
  await stream.consume({ topic, group: 'g', handle: consumer.handle });
  await eventually(() => consumer.seen.length === 6);
  expect(consumer.places()).toEqual(['a:1', 'a:2', 'a:3', 'a:1', 'a:2', 'a:3']);
  expect(new Set(consumer.seen.map((one) => one.id)).size).toBe(3);
  expect(await documents.count()).toBe(0);
});

test('a stream that fails is tried again; the events wait in their documents', async () => {
  let failures = 3;
  const failing: EventStream = Object.assign(Object.create(stream) as EventStream, {
    publish: (...parameters: Parameters<EventStream['publish']>) =>
      failures-- > 0 ? Promise.reject(new Error('broker down')) : stream.publish(...parameters),
  });
  await insert('a');
  start(documents, failing);
  await eventually(async () => (await documents.count()) === 0);
  expect((await stream.mark(topic)).end).toBe('1');
});

test('drain resolves when nothing waits any more, stop leaves the rest where it is', async () => {
  await insert('a', 5);
  const relay = new Relay(stream, [documents]);
  await relay.drain();
  expect(await documents.count()).toBe(0);
  expect((await stream.mark(topic)).end).toBe('5');
  await relay.stop();
  await insert('b');
  expect(await documents.count()).toBe(1);
});
