import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Documents, Versioned } from '@vafa/mongo';
import { openTestEngine, type TestEngine } from '@vafa/testing';
import { counted, newBox, openBoxes, type Box, type Boxes } from './box.ts';
import { ways } from './ways.ts';

let engine: TestEngine;
let boxes: Boxes;
let documents: Documents<Box>;
const at = new Date('2026-01-02T00:00:00Z');

describe.each(ways)('%s', (way) => {
  beforeAll(async () => {
    engine = await openTestEngine();
  });
  beforeEach(async () => {
    await boxes?.connection.close();
    boxes = await openBoxes(engine, way);
    documents = boxes.documents;
  });
  afterAll(async () => {
    await boxes.connection.close();
    await engine.close();
  });

  const add = (id: string): Promise<unknown> =>
    documents.change(id, (box) => ({ set: { count: box.count + 1 }, events: [counted], at }));
  const loaded = async (id: string): Promise<Versioned<Box>> => (await documents.load(id)) as Versioned<Box>;

  test('pending: oldest first, as many as asked for, with the place of each event', async () => {
    const dates = ['2026-01-03', '2026-01-01', '2026-01-02'].map((day) => new Date(`${day}T00:00:00Z`));
    await documents.insertMany(
      dates.map((date, index) => newBox(`b${String(index)}`, { at: date, events: [counted, counted] })),
    );
    await documents.insert(newBox('silent'));
    const pending = await documents.pending(2);
    expect(pending.map((one) => one.documentId)).toEqual(['b1', 'b2']);
    const { payload, id, ...place } = pending[0]?.events[1] ?? { payload: new Uint8Array(), id: '' };
    expect(place).toEqual({
      type: 'vafa.test.counted.v1',
      key: 'b1',
      clubId: 'clb_test',
      occurredAt: dates[1],
      epoch: 1,
      sequence: 2n,
    });
    expect(Buffer.from(payload).toString()).toBe('b1#2');
    expect(id).toMatch(/^evt_/);
    expect(await documents.count()).toBe(6);
  });

  test('pending of some documents only: as many as asked for, whatever of others lies before them', async () => {
    const day = (index: number): Date => new Date(at.getTime() + index);
    await documents.insertMany(
      Array.from({ length: 2_500 }, (_none, index) =>
        newBox(`theirs${String(index)}`, { at: day(index), events: [counted] }),
      ),
    );
    await documents.insertMany(
      Array.from({ length: 4 }, (_none, index) =>
        newBox(`mine${String(index)}`, { at: day(3_000 - index), events: [counted] }),
      ),
    );
    const isMine = (id: string): boolean => id.startsWith('mine');
    expect((await documents.pending(3, isMine)).map((one) => one.documentId)).toEqual(['mine3', 'mine2', 'mine1']);
    await documents.acknowledge(await documents.pending(10, isMine));
    expect(await documents.pending(10, isMine)).toEqual([]);
    expect(await documents.count()).toBe(2_500);
  });

  test('acknowledge empties what wrote nothing since, and keeps what came later', async () => {
    await documents.insertMany([newBox('quiet', { events: [counted] }), newBox('busy', { events: [counted] })]);
    const published = await documents.pending(10);
    await add('busy');
    await documents.acknowledge(published);
    expect(await loaded('quiet')).toMatchObject({ outbox: [], version: 1 });
    expect((await loaded('quiet')).unrelayedSince).toBeUndefined();
    expect((await loaded('busy')).outbox.map((item) => item.sequence)).toEqual([2]);
    expect(
      (await documents.pending(10)).map((one) => [one.documentId, one.events.map((event) => event.sequence)]),
    ).toEqual([['busy', [2n]]]);
    await documents.acknowledge(published);
    expect(await documents.count()).toBe(1);
  });

  test('a save of what was loaded before the acknowledgement is found again', async () => {
    await documents.insert(newBox('a', { events: [counted] }));
    const before = await loaded('a');
    await documents.acknowledge(await documents.pending(10));
    expect(await documents.save(before, { set: { count: 1 }, events: [counted], at })).toBe(true);
    expect((await documents.pending(10))[0]?.events.map((event) => event.sequence)).toEqual([2n]);
  });

  test('changers and an acknowledging reader at once: every event is told, once, in order', async () => {
    const ids = ['a', 'b', 'c'];
    await documents.insertMany(ids.map((id) => newBox(id)));
    const told = new Map<string, number[]>(ids.map((id) => [id, []]));
    let writing = true;
    const reader = (async (): Promise<void> => {
      for (let found = 1; writing || found > 0; ) {
        const pending = await documents.pending(10);
        found = pending.length;
        for (const { documentId, events } of pending)
          told.get(documentId)?.push(...events.map((event) => Number(event.sequence)));
        await documents.acknowledge(pending);
      }
    })();
    await Promise.all(
      ids.flatMap((id) =>
        Array.from({ length: 4 }, async () => {
          for (let i = 0; i < 15; i++) await add(id);
        }),
      ),
    );
    writing = false;
    await reader;
    for (const id of ids) {
      expect(told.get(id)).toEqual(Array.from({ length: 60 }, (_none, index) => index + 1));
      expect(await loaded(id)).toMatchObject({ outbox: [], count: 60 });
    }
  });
});
