import { Double, Int32, Long, type Collection, type Document, type Filter, type IndexDescription } from 'mongodb';
import { typed } from './outcome.ts';

const one = new Int32(1);
const stored: readonly Document[] = [
  { v: one, g: 'a', list: [one, new Int32(2)] },
  { v: Long.fromNumber(5), g: 'a', list: [] },
  {
    v: new Double(2.5),
    g: 'b',
    nested: [
      { k: 'x', n: one },
      { k: 'y', n: new Int32(2) },
    ],
  },
  { v: 'text', g: 'b' },
  { g: null },
];

const filters: readonly (readonly [string, Document])[] = [
  ['group a', { g: 'a' }],
  ['group b', { g: 'b' }],
  ['v above 0', { v: { $gt: 0 } }],
  ['the one without v', { v: null }],
  ['an element', { 'nested.k': 'y' }],
  ['one of two', { $or: [{ v: 'text' }, { g: null }] }],
  ['none', { g: 'nobody' }],
];
const changes: readonly (readonly [string, Document])[] = [
  ['set', { $set: { 'deep.er': one, done: true } }],
  ['inc', { $inc: { times: one } }],
  ['inc v', { $inc: { v: one } }],
  ['push', { $push: { list: { $each: [new Int32(7), new Int32(8)], $slice: -2 } } }],
  ['no change', { $setOnInsert: { never: true } }],
  ['conflict', { $set: { g: 'c' }, $unset: { g: '' } }],
];
const sorts: readonly (readonly [string, Record<string, 1 | -1>])[] = [
  ['up', { v: 1, _id: 1 }],
  ['down', { v: -1, _id: -1 }],
];

/** Each case has documents of its own in one collection, told by the field `of`. */
export interface FindAndModifyCase {
  readonly name: string;
  readonly documents: readonly Document[];
  ask(things: Collection<Document>): Promise<unknown>;
}

export const findAndModify: readonly FindAndModifyCase[] = filters
  .flatMap((filter) =>
    changes.flatMap((change) =>
      sorts.flatMap((sort) =>
        (['before', 'after'] as const).map((returnDocument) => ({ filter, change, sort, returnDocument })),
      ),
    ),
  )
  .map(
    ({ filter: [filterName, filter], change: [changeName, change], sort: [sortName, sort], returnDocument }, of) => ({
      name: `findOneAndUpdate ${filterName}, ${changeName}, ${returnDocument}, ${sortName}`,
      documents: stored.map((document, index) => ({ _id: of * 10 + index, of, ...document })),
      ask: async (things) => [
        await things.findOneAndUpdate({ of, ...filter } as Filter<Document>, change, {
          sort,
          returnDocument,
          ...typed,
        }),
        await things.find({ of }, { ...typed, sort: { _id: 1 } }).toArray(),
      ],
    }),
  );

export const findAndModifyIndexes: Readonly<Record<string, readonly IndexDescription[]>> = {
  'without an index': [],
  'with indexes': [
    { key: { of: 1, g: 1, v: -1 } },
    { key: { 'nested.k': 1, of: 1 } },
    { key: { of: 1, v: 1 }, name: 'partial', partialFilterExpression: { v: { $exists: true } } },
  ],
};
