import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { sortKey } from '../src/order/sort-keys.ts';
import { keyFields } from '../src/store/index-definition.ts';
import { firstBatch, openEngineDriver } from './support/engine-driver.ts';
import type { EngineDriver } from './support/engine-driver.ts';
import { toDocument } from './support/plain.ts';

type Plain = Record<string, unknown>;

// The same documents in a collection with many indexes and in one without: every query must answer the same, whatever
// path it takes.

const indexes = [
  { a: 1 },
  { a: 1, b: -1 },
  { b: -1, c: 1 },
  { 'n.x': 1 },
  { 'n.x': -1, 'n.y': 1 },
  { c: 1, 'n.x': 1, a: -1 },
  { d: 1 },
];
const partials = [
  { key: { d: 1, a: 1 }, partialFilterExpression: { d: { $exists: true } } },
  { key: { b: 1, d: 1 }, partialFilterExpression: { a: { $gt: 1 } } },
  { key: { c: -1 }, partialFilterExpression: { c: 'x' } },
  { key: { d: -1, c: 1 }, partialFilterExpression: { d: { $gte: 1 }, c: { $exists: true } } },
];

const scalar = fc.constantFrom<unknown>(0, 1, 2, 3, 1.5, 'x', 'xy', 'y', null, true, 2n);
const list = fc.array(scalar, { maxLength: 3 });
const value = fc.oneof(
  { arbitrary: scalar, weight: 5 },
  { arbitrary: list, weight: 1 },
  { arbitrary: fc.constant([[1, 2], 3]), weight: 1 },
);
const inner = fc.record({ x: value, y: scalar }, { requiredKeys: [] });
const nested = fc.oneof(
  inner,
  fc.array(fc.oneof({ arbitrary: inner, weight: 4 }, { arbitrary: scalar, weight: 1 }), { maxLength: 3 }),
  scalar,
);
const document = fc.record({ a: value, b: scalar, c: scalar, d: value, n: nested }, { requiredKeys: [] });

const path = fc.constantFrom('a', 'b', 'c', 'd', 'n.x', 'n.y');
const test1 = fc.oneof(
  fc
    .tuple(fc.constantFrom('$eq', '$gt', '$gte', '$lt', '$lte', '$ne'), scalar)
    .map(([name, operand]): Plain => ({ [name]: operand })),
  fc.tuple(fc.constantFrom('$in', '$nin', '$all'), list).map(([name, operand]): Plain => ({ [name]: operand })),
  fc.tuple(scalar, scalar).map(([low, high]): Plain => ({ $gte: low, $lt: high })),
  fc.tuple(scalar, scalar).map(([low, high]): Plain => ({ $elemMatch: { $gt: low, $lte: high } })),
  fc.boolean().map((there): Plain => ({ $exists: there })),
  fc.constantFrom<Plain>(
    { $regex: '^x' },
    { $regex: '^xy?' },
    { $not: { $gt: 1 } },
    { $eq: [] },
    { $eq: [1, 2] },
    { $size: 1 },
  ),
);
const condition: fc.Arbitrary<Plain> = fc.oneof(
  { arbitrary: fc.tuple(path, test1).map(([name, operators]): Plain => ({ [name]: operators })), weight: 6 },
  { arbitrary: fc.tuple(path, scalar).map(([name, operand]): Plain => ({ [name]: operand })), weight: 6 },
  {
    arbitrary: fc.tuple(scalar, scalar).map(([x, y]): Plain => ({ n: { $elemMatch: { x, y: { $gte: y } } } })),
    weight: 1,
  },
);
const filter: fc.Arbitrary<Plain> = fc.oneof(
  fc.array(condition, { minLength: 1, maxLength: 3 }).map((parts): Plain => ({ $and: parts })),
  fc.array(condition, { minLength: 1, maxLength: 3 }).map((parts): Plain => Object.assign({}, ...parts) as Plain),
  fc
    .tuple(condition, fc.array(condition, { minLength: 1, maxLength: 3 }))
    .map(([first, parts]): Plain => ({ ...first, $or: parts })),
);
const sort = fc.oneof(
  fc.constant<Plain>({}),
  fc
    .uniqueArray(path, { minLength: 1, maxLength: 2 })
    .chain((names) =>
      fc
        .array(fc.constantFrom(1, -1), { minLength: names.length, maxLength: names.length })
        .map((directions): Plain => Object.fromEntries(names.map((name, at) => [name, directions[at]]))),
    ),
);
const change = fc.constantFrom<Plain>(
  { $set: { a: 2, 'n.x': 'x' } },
  { $unset: { d: '', a: '' } },
  { $set: { d: [1, 'x'] } },
  { $set: { c: 'x' } },
  {
    $set: {
      n: [
        { x: 1, y: 2 },
        { x: 2, y: 1 },
      ],
    },
  },
);

describe('queries over indexes', () => {
  let driver: EngineDriver;
  let round = 0;

  beforeAll(() => {
    driver = openEngineDriver();
  });

  afterAll(() => driver.close());

  const query = (collection: string, command: Plain): Promise<Plain> =>
    driver.run({ find: collection, batchSize: 10_000, ...command });
  const ids = (documents: Plain[]): number[] =>
    documents.map((each) => each['_id'] as number).sort((left, right) => left - right);

  async function fill(documents: readonly Plain[]): Promise<[string, string]> {
    const names: [string, string] = [`indexed${++round}`, `plain${round}`];
    await driver.run({
      createIndexes: names[0],
      indexes: [
        ...indexes.map((key) => ({ key, name: JSON.stringify(key) })),
        ...partials.map((each) => ({ ...each, name: JSON.stringify(each) })),
      ],
    });
    for (const [at, each] of documents.entries()) {
      const there = await driver.run({ insert: names[0] }, [{ _id: at, ...each }]);
      if (there['n'] === 1) await driver.run({ insert: names[1] }, [{ _id: at, ...each }]);
    }
    return names;
  }

  async function expectSame(
    [indexed, plain]: [string, string],
    where: Plain,
    order: Plain,
    limit: number,
  ): Promise<void> {
    const [with_, without] = [
      await query(indexed, { filter: where, sort: order, limit }),
      await query(plain, { filter: where, sort: order, limit }),
    ];
    expect(with_['code']).toBe(without['code']);
    if (with_['ok'] !== 1) return;
    if (limit === 0)
      expect(await driver.run({ count: indexed, query: where })).toEqual(
        await driver.run({ count: plain, query: where }),
      );
    if (limit === 0) expect(ids(firstBatch(with_))).toEqual(ids(firstBatch(without)));
    expect(firstBatch(with_)).toHaveLength(firstBatch(without).length);
    const fields = keyFields(toDocument(order), 'a sort');
    const keys = (documents: Plain[]): string[] =>
      documents.map((each) => sortKey(toDocument(each), fields).toString('hex'));
    if (fields.length > 0) expect(keys(firstBatch(with_))).toEqual(keys(firstBatch(without)));
  }

  test('answer as they do without', async () => {
    const rounds = fc.tuple(
      fc.array(document, { minLength: 10, maxLength: 40 }),
      fc.array(fc.tuple(filter, sort, fc.constantFrom(0, 0, 3)), { minLength: 25, maxLength: 25 }),
      fc.array(fc.tuple(filter, change), { maxLength: 4 }),
      filter,
    );
    await fc.assert(
      fc.asyncProperty(rounds, async ([documents, queries, updates, deletion]) => {
        const names = await fill(documents);
        for (const [where, order, limit] of queries) await expectSame(names, where, order, limit);
        for (const [q, u] of updates) {
          const changed = await driver.run({ update: names[0], updates: [{ q, u, multi: true }] });
          const twin = await driver.run({ update: names[1], updates: [{ q, u, multi: true }] });
          // Arrays that an index cannot take in parallel stop one of the two half way.
          if ('writeErrors' in changed || 'writeErrors' in twin) return;
          expect(changed).toEqual(twin);
        }
        expect(await driver.run({ delete: names[0], deletes: [{ q: deletion, limit: 0 }] })).toEqual(
          await driver.run({ delete: names[1], deletes: [{ q: deletion, limit: 0 }] }),
        );
        for (const [where, order, limit] of queries) await expectSame(names, where, order, limit);
        await driver.run({ drop: names[0] });
        await driver.run({ drop: names[1] });
      }),
      { numRuns: 60 },
    );
  });

  test.each<[string, Plain, Plain]>([
    ['a range that two elements meet, one end each', { a: [0, 5] }, { a: { $gt: 1, $lt: 3 } }],
    ['two equalities that two elements meet', { a: [0, 5] }, { $and: [{ a: 0 }, { a: 5 }] }],
    [
      'two fields of one array, met by two elements',
      {
        n: [
          { x: 1, y: 1 },
          { x: 2, y: 2 },
        ],
      },
      { 'n.x': 1, 'n.y': 2 },
    ],
    ['an array that is equal as a whole', { a: [1, 2] }, { a: [1, 2] }],
    ['an empty array', { a: [] }, { a: [] }],
    ['null through an array', { n: [{ x: 1 }, { y: 1 }] }, { 'n.x': null }],
  ])('find %s', async (_what, stored, where) => {
    const names = await fill([stored]);
    expect(ids(firstBatch(await query(names[0], { filter: where })))).toEqual([0]);
  });
});
