import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { firstBatch, openEngineDriver } from './support/engine-driver.ts';
import type { EngineDriver } from './support/engine-driver.ts';

type Plain = Record<string, unknown>;

const nested = (levels: number): unknown => (levels === 1 ? 1 : { a: nested(levels - 1) });

describe('writes', () => {
  let driver: EngineDriver;
  let name: string;
  let round = 0;

  beforeAll(() => {
    driver = openEngineDriver();
  });

  afterAll(() => driver.close());

  beforeEach(() => {
    name = `c${++round}`;
  });

  const update = (statement: Plain): Promise<Plain> => driver.run({ update: name, updates: [statement] });
  const all = async (): Promise<Plain[]> => firstBatch(await driver.run({ find: name }));
  const codes = (reply: Plain): number[] =>
    ((reply['writeErrors'] ?? []) as { code: number }[]).map((each) => each.code);

  test.each<[string, Plain, Plain, Plain]>([
    [
      'equalities, also in $and and dotted',
      { _id: 1, $and: [{ a: 2 }, { b: { $eq: 3 } }], 'c.d': 4, e: { $gt: 5 } },
      { $set: { z: 1 } },
      { _id: 1, a: 2, b: 3, c: { d: 4 }, z: 1 },
    ],
    ['an equality that the update changes', { _id: 1, a: 1 }, { $inc: { a: 5 } }, { _id: 1, a: 6 }],
    ['an _id that the update sets', { a: 1 }, { $setOnInsert: { _id: 9 } }, { _id: 9, a: 1 }],
    ['nothing of $or', { _id: 1, $or: [{ a: 1 }, { a: 2 }] }, { $set: { b: 1 } }, { _id: 1, b: 1 }],
    ['the replacement alone, with the _id of the filter', { _id: 1, a: 1 }, { b: 1 }, { _id: 1, b: 1 }],
  ])('an upsert starts from %s', async (_what, q, u, expected) => {
    const reply = await update({ q, u, upsert: true });
    expect(reply).toMatchObject({ n: 1, nModified: 0, upserted: [{ index: 0, _id: expected['_id'] }] });
    expect(await all()).toEqual([expected]);
  });

  test('an upsert that contradicts itself is refused', async () => {
    expect(codes(await update({ q: { $and: [{ a: 1 }, { a: 2 }] }, u: { $set: { b: 1 } }, upsert: true }))).toEqual([
      54,
    ]);
    expect(codes(await update({ q: { _id: 1 }, u: { $set: { _id: 2 } }, upsert: true }))).toEqual([66]);
    expect(await all()).toEqual([]);
  });

  test('an update that changes nothing is matched, not modified', async () => {
    await driver.run({ insert: name }, [{ _id: 1, a: 1 }]);
    expect(await update({ q: { a: 1 }, u: { $set: { a: 1 } } })).toEqual({ n: 1, nModified: 0, ok: 1 });
  });

  test('an update of many sees each document once, though it moves in the index', async () => {
    await driver.run({ createIndexes: name, indexes: [{ key: { a: 1 }, name: 'a' }] });
    await driver.run(
      { insert: name },
      Array.from({ length: 500 }, (_, n) => ({ _id: n, a: n })),
    );
    expect(await update({ q: { a: { $gte: 0 } }, u: { $inc: { a: 1000 } }, multi: true })).toMatchObject({
      n: 500,
      nModified: 500,
    });
    expect(await driver.run({ count: name, query: { a: { $gte: 1000, $lt: 1500 } } })).toMatchObject({ n: 500 });
  });

  test('an update that would make a duplicate changes neither document nor indexes', async () => {
    await driver.run({
      createIndexes: name,
      indexes: [
        { key: { a: 1 }, name: 'a', unique: true },
        { key: { b: 1 }, name: 'b', unique: true },
      ],
    });
    await driver.run({ insert: name }, [
      { _id: 1, a: 1, b: 1 },
      { _id: 2, a: 2, b: 2 },
    ]);
    expect(codes(await update({ q: { _id: 2 }, u: { $set: { a: 3, b: 1 } } }))).toEqual([11000]);
    expect(firstBatch(await driver.run({ find: name, filter: { a: 2, b: 2 } }))).toEqual([{ _id: 2, a: 2, b: 2 }]);
    expect(await driver.run({ insert: name }, [{ _id: 3, a: 3, b: 3 }])).toMatchObject({ n: 1 });
  });

  test('an update of some fields leaves the others as they are, and the indexes right', async () => {
    const rest = { text: 'سلام', half: 0.5, nothing: null, deep: { a: [{ b: 1 }, [2, 'x']] }, when: new Date(0) };
    await driver.run({
      createIndexes: name,
      indexes: [
        { key: { 'lines.sku': 1, who: 1 }, name: 'sku' },
        { key: { mark: 1 }, name: 'mark', partialFilterExpression: { open: true } },
      ],
    });
    await driver.run({ insert: name }, [
      { _id: 1, ...rest, long: 5n, lines: [{ sku: 'a' }, { sku: 'b' }], who: 'x', mark: 1, open: true, box: [1] },
    ]);
    const ids = async (filter: Plain): Promise<unknown[]> =>
      firstBatch(await driver.run({ find: name, filter })).map(({ _id }) => _id);
    // None of an index, then a field of one, then the condition of another.
    expect(await update({ q: { _id: 1 }, u: { $set: { box: [] }, $unset: { gone: '' } } })).toMatchObject({
      nModified: 1,
    });
    expect(await ids({ 'lines.sku': 'b', who: 'x' })).toEqual([1]);
    expect(await update({ q: { _id: 1 }, u: { $set: { who: 'y' } } })).toMatchObject({ nModified: 1 });
    expect([await ids({ 'lines.sku': 'b', who: 'x' }), await ids({ 'lines.sku': 'a', who: 'y' })]).toEqual([[], [1]]);
    expect(await update({ q: { _id: 1 }, u: { $unset: { open: '' } } })).toMatchObject({ nModified: 1 });
    expect(await ids({ mark: 1, open: true })).toEqual([]);
    expect(await update({ q: { _id: 1 }, u: { $push: { 'deep.a': 3 } } })).toMatchObject({ nModified: 1 });
    expect(await all()).toEqual([
      {
        _id: 1,
        ...rest,
        long: 5,
        deep: { a: [{ b: 1 }, [2, 'x'], 3] },
        lines: [{ sku: 'a' }, { sku: 'b' }],
        who: 'y',
        mark: 1,
        box: [],
      },
    ]);
  });

  test('statements run in order and stop at the first refusal, or go on when unordered', async () => {
    await driver.run({ insert: name }, [{ _id: 1, a: 'x' }]);
    const updates = [
      { q: { _id: 1 }, u: { $inc: { a: 1 } } },
      { q: { _id: 1 }, u: { $set: { b: 1 } } },
    ];
    expect(codes(await driver.run({ update: name, updates }))).toEqual([14]);
    expect(await all()).toEqual([{ _id: 1, a: 'x' }]);
    expect(await driver.run({ update: name, updates, ordered: false })).toMatchObject({ n: 1, nModified: 1 });
  });

  test('what is too large or nests too deep is refused, new or grown', async () => {
    const large = 'x'.repeat(16 * 1024 * 1024);
    expect(codes(await driver.run({ insert: name }, [{ text: large }]))).toEqual([10334]);
    await driver.run({ insert: name }, [{ _id: 1, half: large.slice(0, 9_000_000), deep: nested(98) }]);
    expect(codes(await update({ q: { _id: 1 }, u: { $set: { more: large.slice(0, 9_000_000) } } }))).toEqual([10334]);
    expect(codes(await driver.run({ insert: name }, [{ deep: nested(101) }]))).toEqual([2]);
    expect(codes(await update({ q: { _id: 1 }, u: { $set: { 'a.b.c.d.e.f.g.h.i.j.k.l': nested(92) } } }))).toEqual([2]);
    expect(await driver.run({ count: name })).toMatchObject({ n: 1 });
  });

  test('parallel arrays cannot be indexed together', async () => {
    await driver.run({ createIndexes: name, indexes: [{ key: { a: 1, b: 1 }, name: 'ab' }] });
    expect(codes(await driver.run({ insert: name }, [{ a: [1], b: [2] }]))).toEqual([171]);
    expect(await driver.run({ insert: name }, [{ a: [1, 2], b: 2 }])).toMatchObject({ n: 1 });
  });

  test('a cursor that nobody reads for ten minutes is gone', async () => {
    await driver.run(
      { insert: name },
      Array.from({ length: 10 }, (_, n) => ({ n })),
    );
    const open = async (): Promise<unknown> =>
      ((await driver.run({ find: name, batchSize: 2 }))['cursor'] as { id: unknown }).id;
    const id = await open();
    driver.engine.expireCursors(Date.now() + 9 * 60_000);
    const more = (cursor: unknown): Promise<Plain> =>
      driver.run({ getMore: BigInt(String(cursor)), collection: name, batchSize: 2 });
    expect((await more(id))['ok']).toBe(1);
    driver.engine.expireCursors(Date.now() + 11 * 60_000);
    expect((await more(id))['code']).toBe(43);
  });

  test('a cursor over a collection that is dropped ends with an error', async () => {
    await driver.run(
      { insert: name },
      Array.from({ length: 600 }, (_, n) => ({ n })),
    );
    const { id } = (await driver.run({ find: name, batchSize: 2 }))['cursor'] as { id: unknown };
    await driver.run({ drop: name });
    await driver.run({ insert: name }, [{ other: true }]);
    expect((await driver.run({ getMore: BigInt(String(id)), collection: name }))['code']).toBe(43);
  });

  test('deleting one takes the first, deleting many takes all', async () => {
    await driver.run({ insert: name }, [
      { _id: 1, a: 1 },
      { _id: 2, a: 1 },
      { _id: 3, a: 2 },
    ]);
    expect(await driver.run({ delete: name, deletes: [{ q: { a: 1 }, limit: 1 }] })).toMatchObject({ n: 1 });
    expect(await driver.run({ delete: name, deletes: [{ q: {}, limit: 0 }] })).toMatchObject({ n: 2 });
  });
});
