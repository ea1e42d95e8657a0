import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { firstBatch, openEngineDriver } from './support/engine-driver.ts';
import type { EngineDriver } from './support/engine-driver.ts';

type Plain = Record<string, unknown>;

const pad = (n: number): string => String(n).padStart(6, '0');

describe('a query reads only what it needs', () => {
  let driver: EngineDriver;

  beforeAll(async () => {
    driver = openEngineDriver();
    await driver.run({
      createIndexes: 'commits',
      indexes: [
        { key: { account: 1, version: -1 }, name: 'versions', unique: true },
        { key: { account: 1, 'entries.key': 1 }, name: 'keys', unique: true },
        {
          key: { unrelayedSince: 1 },
          name: 'unrelayed',
          partialFilterExpression: { unrelayedSince: { $exists: true } },
        },
        { key: { branch: 1, at: 1 }, name: 'branch' },
      ],
    });
    const documents = Array.from({ length: 5000 }, (_, n) => ({
      _id: `acc${n % 10}/${pad(n)}`,
      account: `acc${n % 10}`,
      version: n,
      entries: [{ key: `k${n}` }, { key: `l${n}` }],
      branch: `b${n % 3}`,
      at: n,
      ...(n % 1000 === 7 ? { unrelayedSince: 5000 - n } : {}),
    }));
    await driver.run({ insert: 'commits' }, documents);
  });

  afterAll(() => driver.close());

  const examined = async (): Promise<number> =>
    Number(((await driver.run({ serverStatus: 1 }))['embedded'] as { documentsExamined: number }).documentsExamined);

  test.each<[string, Plain, number, number]>([
    ['by _id', { filter: { _id: 'acc3/000003' } }, 1, 1],
    ['several by _id', { filter: { _id: { $in: ['acc3/000003', 'acc4/000004', 'none'] } } }, 2, 2],
    [
      'a range of _id backwards',
      { filter: { _id: { $gte: 'acc3/', $lt: 'acc3/004000' } }, sort: { _id: -1 }, limit: 5 },
      5,
      5,
    ],
    ['the latest of an account', { filter: { account: 'acc3' }, sort: { version: -1 }, limit: 1 }, 1, 1],
    ['the oldest of an account', { filter: { account: 'acc3' }, sort: { version: 1 }, limit: 1 }, 1, 1],
    ['by a key inside an array', { filter: { account: 'acc3', 'entries.key': 'l13' } }, 1, 1],
    [
      'by several keys inside an array',
      { filter: { account: 'acc3', 'entries.key': { $in: ['k13', 'l13', 'k23'] } } },
      2,
      3,
    ],
    ['by $elemMatch', { filter: { account: 'acc3', entries: { $elemMatch: { key: 'k13' } } } }, 1, 1],
    [
      'what is not relayed, oldest first',
      { filter: { unrelayedSince: { $exists: true } }, sort: { unrelayedSince: 1 }, limit: 2 },
      2,
      2,
    ],
    ['a range behind an equality', { filter: { branch: 'b1', at: { $gte: 100, $lt: 130 } } }, 10, 10],
    ['two branches of $or', { filter: { $or: [{ _id: 'acc3/000003' }, { branch: 'b1', at: 100 }] } }, 2, 2],
    ['a prefix', { filter: { _id: { $regex: '^acc3/00001' } } }, 1, 1],
    [
      'by many _id at once, in their order',
      {
        filter: { _id: { $in: Array.from({ length: 150 }, (_, n) => `acc${(149 - n) % 10}/${pad(149 - n)}`) } },
        sort: { _id: 1 },
      },
      101,
      256,
    ],
    ['nothing at all', { filter: { account: 'acc3', version: { $gt: 10, $lt: 5 } } }, 0, 0],
  ])('%s', async (_what, query, found, most) => {
    const before = await examined();
    expect(firstBatch(await driver.run({ find: 'commits', ...query }))).toHaveLength(found);
    expect((await examined()) - before).toBeLessThanOrEqual(most);
  });

  const counted = async (query: Plain): Promise<number> => Number((await driver.run({ count: 'commits', query }))['n']);

  test.each<[string, Plain, number, number]>([
    ['an equality', { branch: 'b1' }, 1_667, 0],
    ['several values', { branch: { $in: ['b0', 'b2', 'b7'] } }, 3_333, 0],
    ['a range of texts', { branch: { $gt: 'b0', $lte: 'b2' } }, 3_333, 0],
    ['a range of numbers, whose index may hold more', { branch: 'b1', at: { $gte: 100, $lt: 130 } }, 10, 10],
    ['what the index does not know', { branch: 'b1', version: 4 }, 1, 1_667],
    ['null, which is also what is not there', { branch: null }, 0, 0],
  ])('a count of %s', async (_what, query, n, most) => {
    const before = await examined();
    expect(await counted(query)).toBe(n);
    expect((await examined()) - before).toBeLessThanOrEqual(most);
    const grouped = firstBatch(
      await driver.run({
        aggregate: 'commits',
        pipeline: [{ $match: query }, { $group: { _id: 1, n: { $sum: 1 } } }],
        cursor: {},
      }),
    );
    expect(grouped.map((group) => Number((group as Plain)['n']))).toEqual(n === 0 ? [] : [n]);
    expect((await examined()) - before).toBeLessThanOrEqual(2 * most);
  });
});
