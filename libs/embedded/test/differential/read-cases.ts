import { Int32, type Document, type Filter, type Sort } from 'mongodb';
import { valueIndexes, type Case, type Family } from './case.ts';
import { typed } from './outcome.ts';
import { fixtures } from './values.ts';

interface Reading {
  readonly filter?: Document;
  readonly sort?: Sort;
  readonly skip?: number;
  readonly limit?: number;
  readonly projection?: Document;
}

const read = (name: string, { filter = {}, ...options }: Reading): Case => ({
  name,
  ask: (collection) => collection.find(filter as Filter<Document>, { ...options, ...typed }).toArray(),
});

const one = new Int32(1);
const ids = { _id: 1 };
const byId: Sort = [['_id', 1]];

const orders: readonly (readonly [string, Sort])[] = [
  [
    'v up',
    [
      ['v', 1],
      ['_id', 1],
    ],
  ],
  [
    'v down',
    [
      ['v', -1],
      ['_id', 1],
    ],
  ],
  [
    'v down, id down',
    [
      ['v', -1],
      ['_id', -1],
    ],
  ],
  [
    'g up, v down',
    [
      ['g', 1],
      ['v', -1],
      ['_id', 1],
    ],
  ],
  [
    'g down, v up',
    [
      ['g', -1],
      ['v', 1],
      ['_id', 1],
    ],
  ],
  [
    'v.a up',
    [
      ['v.a', 1],
      ['_id', 1],
    ],
  ],
  [
    'v.a down',
    [
      ['v.a', -1],
      ['_id', 1],
    ],
  ],
  ['n up', [['n', 1]]],
  ['id down', [['_id', -1]]],
];
const windows: readonly (readonly [string, Reading])[] = [
  ['all', {}],
  ['first 5', { limit: 5 }],
  ['skip 3', { skip: 3 }],
  ['skip 30 of some, first 2', { skip: 30, limit: 2 }],
];
const filtersOfOrders: readonly (readonly [string, Document])[] = [
  ['with the empty array', {}],
  ['without the empty array', { v: { $ne: [] } }],
  ['v above 0', { v: { $gt: new Int32(0) } }],
  ['v there, without the empty array', { $and: [{ v: { $exists: true } }, { v: { $ne: [] } }] }],
  ['g 1', { g: one }],
];
const ordered = orders.flatMap(([order, sort]) =>
  filtersOfOrders.flatMap(([which, filter]) =>
    windows.map(([window, reading]) =>
      read(`${which}, ${order}, ${window}`, { filter, sort, projection: ids, ...reading }),
    ),
  ),
);

const projections: readonly (readonly [string, Document])[] = [
  ['v', { v: 1 }],
  ['v without id', { v: 1, _id: 0 }],
  ['without v', { v: 0 }],
  ['id alone', { _id: 1 }],
  ['without id', { _id: 0 }],
  ['v.a', { 'v.a': 1 }],
  ['without v.a', { 'v.a': 0 }],
  ['v.a and g', { 'v.a': 1, g: 1 }],
  ['without v.b and g', { 'v.b': 0, g: 0 }],
  ['v.0', { 'v.0': 1 }],
  ['true', { g: true, n: true }],
  ['false', { g: false }],
  ['a field that is not there', { zzz: 1 }],
  ['v and v.a', { v: 1, 'v.a': 1 }],
  ['both ways', { v: 1, g: 0 }],
];

const counted: readonly Case[] = [
  { name: 'count of everything', ask: (collection) => collection.countDocuments({}) },
  { name: 'count above 0', ask: (collection) => collection.countDocuments({ v: { $gt: 0 } }) },
  { name: 'count with skip and limit', ask: (collection) => collection.countDocuments({}, { skip: 4, limit: 7 }) },
  { name: 'estimated count', ask: (collection) => collection.estimatedDocumentCount() },
  ...['g', 'v.a', 'zzz'].map(
    (path): Case => ({
      name: `distinct ${path}`,
      ask: async (collection) => (await collection.distinct(path, {}, typed)).map(String).sort(),
    }),
  ),
  { name: 'distinct v among g 1', ask: async (collection) => (await collection.distinct('v', { g: 1 }, typed)).length },
];

export const reads: Family = {
  name: 'sorts, windows, projections, counts',
  indexes: valueIndexes,
  documents: fixtures,
  cases: [
    ...ordered,
    ...projections.map(([name, projection]) => read(`project ${name}`, { sort: byId, projection })),
    ...counted,
  ],
};
