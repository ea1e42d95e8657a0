import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { DomainError } from '@vafa/kernel';
import { Documents } from '@vafa/mongo';
import { openTestEngine, type TestEngine } from '@vafa/testing';
import { counted, newBox, openBoxes, type Box, type Boxes } from './box.ts';
import { ways } from './ways.ts';

let engine: TestEngine;
let boxes: Boxes;
/** Two processes on one collection, each with what it remembers. */
let here: Documents<Box>;
let there: Documents<Box>;
let id: string;
let made = 0;
let finds = 0;
const at = new Date('2026-01-02T00:00:00Z');

const remembering = (): Documents<Box> =>
  new Documents<Box>(boxes.model, 'vafa.test.v1', undefined, {
    weigh: ({ count }) => (count < 100 ? 1 + count : undefined),
    weightMax: 10,
  });
const add = (box: Box): { set: Partial<Box>; at: Date } => ({ set: { count: box.count + 1 }, at });

describe.each(ways)('%s', (way) => {
  beforeAll(async () => {
    engine = await openTestEngine();
    boxes = await openBoxes(engine, way);
    here = remembering();
    there = remembering();
    for (const documents of [here, there]) {
      const find = documents.find.bind(documents);
      documents.find = (...asked) => {
        finds++;
        return find(...asked);
      };
    }
  });
  beforeEach(() => {
    id = `box_${String(++made)}`;
    finds = 0;
  });
  afterAll(async () => {
    await boxes.connection.close();
    await engine.close();
  });

  describe('a document that its process wrote last', () => {
    test('is changed without being read', async () => {
      await here.insert(newBox(id));
      await here.change(id, add);
      const changed = await here.change(id, (box) => ({ ...add(box), events: [counted] }));
      expect(finds).toBe(0);
      expect(changed).toEqual(await here.load(id));
      expect(here.recall(id)).toEqual(changed);
    });

    test('is read when another process has changed it, and nothing of that is lost', async () => {
      await here.insert(newBox(id));
      await there.change(id, add);
      expect(await here.change(id, add)).toMatchObject({ version: 3, count: 2 });
      expect(here.recall(id)).toMatchObject({ version: 3 });
      const [mine, theirs] = await Promise.all([here.change(id, add), there.change(id, add)]);
      expect([mine?.version, theirs?.version].sort()).toEqual([4, 5]);
      expect(await here.load(id)).toMatchObject({ count: 4 });
    });

    test('refuses nothing, and is no answer when there is nothing to do', async () => {
      await here.insert(newBox(id));
      await there.change(id, add);
      const onlyIfOne = (box: Box): { set: Partial<Box>; at: Date } => {
        if (box.count !== 1) throw new DomainError('conflict', 'not_one', 'not one');
        return { set: { label: 'one' }, at };
      };
      expect(await here.change(id, onlyIfOne)).toMatchObject({ label: 'one' });
      await there.change(id, add);
      expect(await here.change(id, () => undefined)).toMatchObject({ count: 2 });
      await expect(here.change(id, onlyIfOne)).rejects.toMatchObject({ code: 'not_one' });
    });
  });

  describe('what is remembered', () => {
    test('is bounded: the oldest is forgotten', async () => {
      const ids = Array.from({ length: 12 }, (_none, place) => `${id}_${String(place)}`);
      for (const each of ids) await here.insert(newBox(each));
      expect(ids.filter((each) => here.recall(each) !== undefined)).toEqual(ids.slice(-10));
      await here.change(ids[11] as string, () => ({ set: { count: 8 }, at }));
      expect(ids.filter((each) => here.recall(each) !== undefined)).toEqual(ids.slice(-2));
    });

    test('is not what is not worth it, what was saved with others, or what holds many events', async () => {
      await here.insert(newBox(id));
      await here.change(id, () => ({ set: { count: 100 }, at }));
      expect(here.recall(id)).toBeUndefined();
      await here.insert(newBox(`${id}b`));
      const loaded = here.recall(`${id}b`);
      if (loaded) await here.saveMany([{ loaded, change: add(loaded) }]);
      expect(here.recall(`${id}b`)).toBeUndefined();
      await here.insert(newBox(`${id}c`, { events: Array.from({ length: 11 }, () => counted) }));
      expect(here.recall(`${id}c`)).toBeUndefined();
    });
  });
});
