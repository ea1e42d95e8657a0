import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { syncIndexes, type Documents, type Versioned } from '@vafa/mongo';
import { openTestEngine, type TestEngine } from '@vafa/testing';
import { counted, newBox, openBoxes, type Box, type Boxes } from './box.ts';
import { ways } from './ways.ts';

let engine: TestEngine;
let boxes: Boxes;
let documents: Documents<Box>;
let id: string;
let made = 0;
const at = new Date('2026-01-02T00:00:00Z');

describe.each(ways)('%s', (way) => {
  beforeAll(async () => {
    engine = await openTestEngine();
    boxes = await openBoxes(engine, way);
    documents = boxes.documents;
  });
  beforeEach(() => {
    id = `box_${String(++made)}`;
  });
  afterAll(async () => {
    await boxes.connection.close();
    await engine.close();
  });

  const loaded = async (): Promise<Versioned<Box>> => (await documents.load(id)) as Versioned<Box>;

  describe('insert', () => {
    test('stores state, key and events as one document', async () => {
      const wakes = boxes.wakes();
      expect(await documents.insert(newBox(id, { events: [counted, counted] }))).toBe('inserted');
      const { outbox, ...rest } = await loaded();
      expect(rest).toEqual({
        _id: id,
        clubId: 'clb_test',
        format: 1,
        version: 1,
        epoch: 1,
        sequence: 2,
        keys: [`create:${id}`],
        count: 0,
        total: 9_007_199_254_740_993n,
        label: 'new',
        receipt: id,
        unrelayedSince: newBox(id).at,
      });
      expect(outbox.map((item) => [item.sequence, item.type, Buffer.from(item.payload).toString()])).toEqual([
        [1, 'vafa.test.counted.v1', `${id}#1`],
        [2, 'vafa.test.counted.v1', `${id}#2`],
      ]);
      expect(boxes.wakes()).toBe(wakes + 1);
    });

    test('answers exists for an id and for a unique index that already hold it', async () => {
      await documents.insert(newBox(id));
      expect(await documents.insert(newBox(id))).toBe('exists');
      expect(await documents.insert(newBox(`${id}x`, { state: { count: 0, total: 0n, receipt: id } }))).toBe('exists');
    });

    test('many at once each stand for themselves', async () => {
      await documents.insert(newBox(`${id}b`));
      expect(await documents.insertMany(['a', 'b', 'c', 'a'].map((end) => newBox(`${id}${end}`)))).toEqual([
        'inserted',
        'exists',
        'inserted',
        'exists',
      ]);
      expect([...(await documents.loadMany([`${id}a`, `${id}c`, 'missing'])).keys()].sort()).toEqual([
        `${id}a`,
        `${id}c`,
      ]);
    });
  });

  describe('save', () => {
    test('writes once: the second save of one version loses', async () => {
      await documents.insert(newBox(id));
      const box = await loaded();
      expect(await documents.save(box, { set: { count: 1 }, key: 'k1', events: [counted], at })).toBe(true);
      expect(await documents.save(box, { set: { count: 2 }, key: 'k2', events: [counted], at })).toBe(false);
      expect(await loaded()).toMatchObject({
        count: 1,
        version: 2,
        sequence: 1,
        keys: [`create:${id}`, 'k1'],
        unrelayedSince: at,
      });
    });

    test('a field given as undefined is removed', async () => {
      await documents.insert(newBox(id));
      await documents.save(await loaded(), { set: { label: undefined }, at });
      expect(Object.hasOwn(await loaded(), 'label')).toBe(false);
    });

    test('many at once: the answers tell which one lost', async () => {
      const ids = ['a', 'b', 'c'].map((end) => id + end);
      await documents.insertMany(ids.map((one) => newBox(one)));
      const before = await documents.loadMany(ids);
      await documents.change(`${id}b`, () => ({ set: { count: 9 }, key: 'other', at }));
      const saves = ids.map((one) => ({
        loaded: before.get(one) as Versioned<Box>,
        change: { set: { count: 1 }, key: 'mine', events: [counted], at },
      }));
      expect(await documents.saveMany(saves)).toEqual([true, false, true]);
      expect([...(await documents.loadMany(ids)).values()].map((box) => box.count).sort()).toEqual([1, 1, 9]);
    });

    test('many at once under one key: each document is saved by one, and no other says so', async () => {
      for (let round = 0; round < 30; round++) {
        const ids = Array.from({ length: 8 }, (_none, index) => `${id}_${String(round)}_${String(index)}`);
        await documents.insertMany(ids.map((one) => newBox(one)));
        const before = await documents.loadMany(ids);
        const saves = ids.map((one) => ({
          loaded: before.get(one) as Versioned<Box>,
          change: { set: { count: 1 }, key: 'late', events: [counted], at },
        }));
        const turned = (by: number) => [...saves.slice(by), ...saves.slice(0, by)];
        const answers = await Promise.all(
          [0, 2, 4, 6].map((by) =>
            documents
              .saveMany(turned(by))
              .then((saved) => turned(by).flatMap(({ loaded: { _id } }, index) => (saved[index] ? [_id] : []))),
          ),
        );
        expect(answers.flat().sort()).toEqual([...ids].sort());
        for (const box of (await documents.loadMany(ids)).values())
          expect(box).toMatchObject({ version: 2, sequence: 1 });
      }
    });

    test('remembers the latest 1,000 keys', async () => {
      await documents.insert(newBox(id));
      const many = Array.from({ length: 999 }, (_, place) => `k${String(place)}`);
      await boxes.model.collection.updateOne({ _id: id as never }, { $set: { keys: many } });
      for (const key of ['k999', 'k1000']) {
        const answered = await documents.change(id, ({ count }) => ({ set: { count: count + 1 }, key, at }));
        expect(answered?.keys).toEqual((await loaded()).keys);
      }
      const { keys, count } = await loaded();
      expect([count, keys.length, keys[0], keys.at(-1)]).toEqual([2, 1_000, 'k1', 'k1000']);
    });

    test('refuses to grow beyond 1,000 unpublished events', async () => {
      await documents.insert(newBox(id, { events: Array.from({ length: 999 }, () => counted) }));
      await documents.save(await loaded(), { set: {}, events: [counted], at });
      await expect(documents.save(await loaded(), { set: {}, events: [counted], at })).rejects.toMatchObject({
        kind: 'unavailable',
        code: 'outbox_full',
      });
      expect(await documents.save(await loaded(), { set: { count: 5 }, at })).toBe(true);
    });
  });

  describe('change', () => {
    test('50 at once: none is lost, the sequence has no gap', async () => {
      await documents.insert(newBox(id));
      const one = (index: number) =>
        documents.change(id, (box) => ({
          set: { count: box.count + 1, total: box.total + 1n },
          key: `add:${String(index)}`,
          events: [counted],
          at,
        }));
      await Promise.all(Array.from({ length: 50 }, (_none, index) => one(index)));
      const box = await loaded();
      expect(box).toMatchObject({ count: 50, total: 9_007_199_254_741_043n, version: 51, sequence: 50 });
      expect(box.outbox.map((item) => item.sequence)).toEqual(Array.from({ length: 50 }, (_none, index) => index + 1));
      expect(new Set(box.keys).size).toBe(51);
    });

    test('answers the document as it is stored', async () => {
      await documents.insert(newBox(id));
      const changed = await documents.change(id, () => ({
        set: { count: 3, label: undefined },
        key: 'k',
        events: [counted],
        at,
      }));
      expect(changed).toEqual(await loaded());
      expect(changed).toMatchObject({ version: 2, count: 3, sequence: 1 });
    });

    test('leaves the document alone when there is nothing to do, and answers undefined for none', async () => {
      await documents.insert(newBox(id));
      expect(await documents.change(id, () => undefined)).toMatchObject({ version: 1 });
      expect(await documents.change('missing', () => ({ set: {}, at }))).toBeUndefined();
    });
  });

  test('indexes are created once and again', async () => {
    const names = async (): Promise<unknown[]> =>
      (await boxes.model.collection.indexes()).map(({ key, unique, partialFilterExpression }) => ({
        key,
        unique,
        partialFilterExpression,
      }));
    const before = await names();
    await syncIndexes([boxes.model]);
    expect(await names()).toEqual(before);
    expect(before).toContainEqual({ key: { receipt: 1 }, unique: true, partialFilterExpression: undefined });
    expect(before).toContainEqual({
      key: { unrelayedSince: 1 },
      unique: undefined,
      partialFilterExpression: { unrelayedSince: { $exists: true } },
    });
  });
});
