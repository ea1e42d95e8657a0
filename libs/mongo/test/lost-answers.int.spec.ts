import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { MongoNetworkError } from 'mongodb';
import { Documents, type OnWrite, type Versioned } from '@vafa/mongo';
import { openTestEngine, type TestEngine } from '@vafa/testing';
import { counted, newBox, openBoxes, type Box, type Boxes } from './box.ts';

type When = 'before' | 'after';

let engine: TestEngine;
let boxes: Boxes;
const at = new Date('2026-01-02T00:00:00Z');

beforeAll(async () => {
  engine = await openTestEngine();
});
beforeEach(async () => {
  await boxes?.connection.close();
  boxes = await openBoxes(engine);
});
afterAll(async () => {
  await boxes.connection.close();
  await engine.close();
});

/** The same documents through a connection that breaks during the first write: before it took place, or after. */
const breaking = (when: When, onWrite: OnWrite = () => undefined): Documents<Box> => {
  const { collection } = boxes.model;
  let broken = false;
  const failing =
    (method: 'insertMany' | 'updateOne' | 'bulkWrite') =>
    async (...parameters: unknown[]): Promise<unknown> => {
      const write = (): Promise<unknown> =>
        (collection[method] as (...all: unknown[]) => Promise<unknown>).apply(collection, parameters);
      if (broken) return write();
      broken = true;
      if (when === 'after') await write();
      throw new MongoNetworkError('connection lost');
    };
  const find = collection.find.bind(collection);
  return new Documents<Box>(
    {
      collection: {
        find,
        insertMany: failing('insertMany'),
        updateOne: failing('updateOne'),
        bulkWrite: failing('bulkWrite'),
      },
    },
    'vafa.test.v1',
    onWrite,
  );
};

const unavailable = { kind: 'unavailable', code: 'database_unavailable' };
const loaded = async (id: string): Promise<Versioned<Box>> => (await boxes.documents.load(id)) as Versioned<Box>;

describe('an insert without an answer', () => {
  test('that took place is inserted', async () => {
    expect(await breaking('after').insert(newBox('a', { events: [counted] }))).toBe('inserted');
    expect(await loaded('a')).toMatchObject({ version: 1, sequence: 1 });
  });

  test('that did not is reported, and may be repeated', async () => {
    const documents = breaking('before');
    await expect(documents.insert(newBox('a'))).rejects.toMatchObject(unavailable);
    expect(await documents.insert(newBox('a'))).toBe('inserted');
  });

  test('of a document that another command made exists', async () => {
    await boxes.documents.insert(newBox('a', { key: 'other' }));
    expect(await breaking('before').insert(newBox('a'))).toBe('exists');
  });
});

test('whatever has no answer is told to the relay: its events may be there', async () => {
  const told: unknown[] = [];
  const watched = (when: When) => breaking(when, (written) => void told.push(written));
  await boxes.documents.insertMany(['a', 'b', 'c'].map((id) => newBox(id)));
  await watched('after').insert(newBox('d', { events: [counted] }));
  await watched('before')
    .insert(newBox('e', { events: [counted] }))
    .catch(() => undefined);
  const change = { set: { count: 1 }, events: [counted], at };
  await watched('after')
    .change('a', () => change)
    .catch(() => undefined);
  await watched('after').change('b', () => ({ ...change, key: 'k' }));
  await watched('after').saveMany([{ loaded: await loaded('c'), change }]);
  expect(told.filter((written) => written === undefined).length).toBeGreaterThanOrEqual(5);
});

describe('a save without an answer', () => {
  test.each<[When]>([['before'], ['after']])('that broke %s it took place changes the document once', async (when) => {
    await boxes.documents.insert(newBox('a'));
    const changed = await breaking(when).change('a', (box) =>
      box.keys.includes('k') ? undefined : { set: { count: box.count + 1 }, key: 'k', events: [counted], at },
    );
    expect(changed).toMatchObject({ count: 1, version: 2 });
    expect(await loaded('a')).toMatchObject({ count: 1, version: 2, sequence: 1, keys: ['create:a', 'k'] });
  });

  test('and without a key cannot be told: the command is unavailable', async () => {
    await boxes.documents.insert(newBox('a'));
    await expect(breaking('after').change('a', (box) => ({ set: { count: box.count + 1 }, at }))).rejects.toMatchObject(
      unavailable,
    );
  });

  test('of many that did not take place is not that of another with the same key', async () => {
    await boxes.documents.insertMany([newBox('a'), newBox('b')]);
    const saves = await Promise.all(
      ['a', 'b'].map(async (id) => ({ loaded: await loaded(id), change: { set: { count: 1 }, key: 'k', at } })),
    );
    expect(await boxes.documents.saveMany(saves)).toEqual([true, true]);
    expect(await breaking('before').saveMany(saves)).toEqual([false, false]);
  });

  test.each<[When, boolean]>([
    ['before', false],
    ['after', true],
  ])('of many, broken %s it took place, is told by its mark: %s', async (when, saved) => {
    await boxes.documents.insertMany([newBox('a'), newBox('b')]);
    const saves = await Promise.all(
      ['a', 'b'].map(async (id) => ({ loaded: await loaded(id), change: { set: { count: 1 }, key: 'k', at } })),
    );
    expect(await breaking(when).saveMany(saves)).toEqual([saved, saved]);
  });
});
