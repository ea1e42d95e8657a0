import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Double, Int32, Long } from 'mongodb';
import type { Collection, Document } from 'mongodb';
import { serve } from './support/served.ts';
import type { Served } from './support/served.ts';

describe('aggregation', () => {
  let served: Served;
  let sales: Collection<Document>;

  beforeAll(async () => {
    served = await serve();
    sales = served.client.db('aggregation').collection('sales');
    await sales.insertMany([
      {
        _id: 1,
        club: 'a',
        amount: 10,
        lines: [
          { sku: 'x', q: 1 },
          { sku: 'y', q: 2 },
        ],
        at: { day: 1 },
      },
      { _id: 2, club: 'a', amount: 5, lines: [], at: { day: 2 } },
      { _id: 3, club: 'b', amount: Long.fromNumber(7), lines: [{ sku: 'x', q: 3 }], at: { day: 2 } },
      { _id: 4, club: 'b', note: 'no amount' },
    ] as unknown as Document[]);
  });

  afterAll(() => served.close());

  test.each<[string, Document[], Document[]]>([
    [
      'matches, sorts, skips, limits',
      [
        { $match: { amount: { $gte: 5 } } },
        { $sort: { amount: -1 } },
        { $skip: 1 },
        { $limit: 1 },
        { $project: { amount: 1 } },
      ],
      [{ _id: 3, amount: 7 }],
    ],
    [
      'groups',
      [
        {
          $group: {
            _id: '$club',
            total: { $sum: '$amount' },
            n: { $sum: 1 },
            all: { $count: {} },
            least: { $min: '$amount' },
            most: { $max: '$amount' },
            mean: { $avg: '$amount' },
          },
        },
        { $sort: { _id: 1 } },
      ],
      [
        { _id: 'a', total: 15, n: 2, all: 2, least: 5, most: 10, mean: 7.5 },
        { _id: 'b', total: 7, n: 2, all: 2, least: 7, most: 7, mean: 7 },
      ],
    ],
    [
      'groups by several fields, missing ones left out',
      [
        { $group: { _id: { club: '$club', day: '$at.day' }, n: { $sum: 1 } } },
        { $sort: { '_id.club': 1, '_id.day': 1 } },
      ],
      [
        { _id: { club: 'a', day: 1 }, n: 1 },
        { _id: { club: 'a', day: 2 }, n: 1 },
        { _id: { club: 'b' }, n: 1 },
        { _id: { club: 'b', day: 2 }, n: 1 },
      ],
    ],
    [
      'collects first, last, lists and sets',
      [
        { $sort: { _id: -1 } },
        {
          $group: {
            _id: null,
            first: { $first: '$_id' },
            last: { $last: '$_id' },
            ids: { $push: '$_id' },
            clubs: { $addToSet: '$club' },
            none: { $max: '$nothing' },
          },
        },
      ],
      [{ _id: null, first: 4, last: 1, ids: [4, 3, 2, 1], clubs: ['b', 'a'], none: null }],
    ],
    [
      'unwinds',
      [{ $match: { club: 'a' } }, { $unwind: '$lines' }, { $project: { _id: 0, sku: '$lines.sku' } }],
      [{ sku: 'x' }, { sku: 'y' }],
    ],
    [
      'unwinds and keeps the empty, with an index',
      [
        { $match: { _id: { $in: [2, 3] } } },
        { $unwind: { path: '$lines', preserveNullAndEmptyArrays: true, includeArrayIndex: 'i' } },
        { $project: { lines: 1, i: 1 } },
      ],
      [
        { _id: 2, i: null },
        { _id: 3, lines: { sku: 'x', q: 3 }, i: 0 },
      ],
    ],
    [
      'unwinds, groups, sorts',
      [
        { $unwind: '$lines' },
        { $group: { _id: '$lines.sku', q: { $sum: '$lines.q' } } },
        { $sort: { q: -1 } },
        { $limit: 1 },
      ],
      [{ _id: 'x', q: 4 }],
    ],
    ['counts', [{ $match: { club: 'b' } }, { $count: 'n' }], [{ n: 2 }]],
    ['counts nothing', [{ $match: { club: 'z' } }, { $count: 'n' }], []],
    [
      'adds fields',
      [
        { $match: { _id: 1 } },
        { $addFields: { double: { $multiply: ['$amount', 2] }, 'at.month': 5, lines: '$$REMOVE' } },
        { $set: { size: { $ifNull: ['$nothing', 'none'] } } },
      ],
      [{ _id: 1, club: 'a', amount: 10, at: { day: 1, month: 5 }, double: 20, size: 'none' }],
    ],
    [
      'projects without',
      [{ $match: { _id: 3 } }, { $project: { lines: 0, 'at.day': 0 } }],
      [{ _id: 3, club: 'b', amount: 7, at: {} }],
    ],
    [
      'computes',
      [
        { $match: { _id: 1 } },
        {
          $project: {
            _id: 0,
            big: { $cond: [{ $gt: ['$amount', 8] }, 'yes', 'no'] },
            n: { $size: '$lines' },
            skus: '$lines.sku',
            text: { $concat: ['$club', '-', 'x'] },
            half: { $divide: ['$amount', 4] },
            rest: { $subtract: ['$amount', 1] },
            in: { $in: ['$club', ['a', 'c']] },
            literal: { $literal: '$club' },
          },
        },
      ],
      [{ big: 'yes', n: 2, skus: ['x', 'y'], text: 'a-x', half: 2.5, rest: 9, in: true, literal: '$club' }],
    ],
    [
      'matches after a group',
      [{ $group: { _id: '$club', n: { $sum: '$amount' } } }, { $match: { n: { $gt: 10 } } }],
      [{ _id: 'a', n: 15 }],
    ],
    ['hands over documents as they are', [{ $match: { _id: 4 } }], [{ _id: 4, club: 'b', note: 'no amount' }]],
  ])('%s', async (_what, pipeline, expected) => {
    expect(await sales.aggregate(pipeline).toArray()).toEqual(expected);
  });

  test('sums keep the types of their numbers', async () => {
    const numbers = served.client.db('aggregation').collection('numbers');
    await numbers.insertMany([
      { g: 1, n: new Int32(2147483647) },
      { g: 1, n: new Int32(1) },
      { g: 2, n: Long.fromNumber(1) },
      { g: 3, n: new Double(0.1) },
      { g: 3, n: new Double(0.2) },
      { g: 3, n: new Double(0.3) },
      { g: 4, n: 'text' },
    ]);
    const sums = await numbers
      .aggregate([{ $group: { _id: '$g', n: { $sum: '$n' } } }, { $sort: { _id: 1 } }], { promoteValues: false })
      .toArray();
    expect(sums.map((each) => (each['n'] as { _bsontype: string })._bsontype)).toEqual([
      'Long',
      'Long',
      'Double',
      'Int32',
    ]);
    expect(sums.map((each) => String(each['n']))).toEqual(['2147483648', '1', '0.6', '0']);
  });

  test.each<[string, Document[]]>([
    ['$lookup', [{ $lookup: { from: 'x', as: 'y', localField: 'a', foreignField: 'b' } }]],
    ['$facet', [{ $facet: {} }]],
    ['$out', [{ $out: 'x' }]],
    ['$dateTrunc', [{ $project: { a: { $dateTrunc: {} } } }]],
    ['$stdDevPop', [{ $group: { _id: 1, a: { $stdDevPop: '$a' } } }]],
    ['$$NOW', [{ $project: { a: '$$NOW' } }]],
    ['$expr', [{ $match: { $expr: true } }]],
    ['$sort', [{ $sort: {} }]],
    ['$limit', [{ $limit: 0 }]],
  ])('%s is refused by name', async (name, pipeline) => {
    await expect(sales.aggregate(pipeline).toArray()).rejects.toThrow(name);
  });
});
