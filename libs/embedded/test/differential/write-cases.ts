import { Double, Int32, Long, ObjectId, type Collection, type Document, type Filter } from 'mongodb';
import type { Case } from './case.ts';
import { typed } from './outcome.ts';

/** A case with a collection of its own. */
const story = (name: string, ask: (things: Collection<Document>) => Promise<unknown>): Case => ({
  name,
  ask: (collection) => ask(collection),
});

const all = (things: Collection<Document>): Promise<unknown> =>
  things.find({}, { ...typed, sort: { _id: 1 } }).toArray();
const id = (n: number): Int32 => new Int32(n);
const of = (...documents: readonly Document[]): Document[] =>
  documents.map((document, index) => ({ _id: id(index + 1), ...document }));

/** What a write says of itself, without what each server chooses. */
const told = async (asked: Promise<object>): Promise<unknown> => {
  const { upsertedId, insertedIds: _ids, ...rest } = (await asked) as Record<string, unknown>;
  return { ...rest, hasUpserted: upsertedId !== null && upsertedId !== undefined };
};

const failing = async (asked: Promise<unknown>): Promise<unknown> => {
  try {
    await asked;
    return 'no error';
  } catch (error) {
    const { code, writeErrors } = error as { code?: number; writeErrors?: { index: number; code: number }[] };
    return { code, parts: [writeErrors ?? []].flat().map((each) => [each.index, each.code]) };
  }
};

const uniques: readonly (readonly [string, readonly Document[]])[] = [
  ['the same number of other types', of({ v: id(1) }, { v: Long.fromNumber(1) })],
  ['int and double', of({ v: id(1) }, { v: new Double(1) })],
  ['null and none', of({ v: null }, {})],
  ['none twice', of({}, {})],
  ['text of another case', of({ v: 'a' }, { v: 'A' })],
  ['an element of an array', of({ v: [id(1), id(2)] }, { v: id(2) })],
  ['arrays with one element in common', of({ v: [id(1), id(2)] }, { v: [id(2), id(3)] })],
  ['an element twice in one array', of({ v: [id(1), id(1)] })],
  ['empty arrays', of({ v: [] }, { v: [] })],
  ['documents with other fields', of({ v: { a: id(1) } }, { v: { b: id(1) } })],
  ['documents alike', of({ v: { a: id(1) } }, { v: { a: Long.fromNumber(1) } })],
  ['documents with fields turned round', of({ v: { a: id(1), b: id(1) } }, { v: { b: id(1), a: id(1) } })],
  ['first and third of three', of({ v: 'x' }, { v: 'y' }, { v: 'x' })],
];
const unique = uniques.flatMap(([name, documents]) =>
  [true, false].map((ordered) =>
    story(`unique: ${name}, ${ordered ? 'ordered' : 'unordered'}`, async (things) => {
      await things.createIndex({ v: 1 }, { unique: true });
      return [await failing(things.insertMany([...documents], { ordered })), await all(things)];
    }),
  ),
);

const compoundUnique = [
  story('unique over two fields', async (things) => {
    await things.createIndex({ a: 1, b: 1 }, { unique: true });
    return [
      await failing(
        things.insertMany(of({ a: id(1), b: id(1) }, { a: id(1), b: id(2) }, { a: id(1), b: id(1) }), {
          ordered: false,
        }),
      ),
      await all(things),
    ];
  }),
  story('unique over a field and an array', async (things) => {
    await things.createIndex({ a: 1, 'b.k': 1 }, { unique: true });
    const documents = of(
      { a: id(1), b: [{ k: 'x' }, { k: 'y' }] },
      { a: id(1), b: [{ k: 'y' }] },
      { a: id(2), b: [{ k: 'y' }] },
    );
    return [await failing(things.insertMany(documents, { ordered: false })), await all(things)];
  }),
  story('unique, partial', async (things) => {
    await things.createIndex({ v: 1 }, { unique: true, partialFilterExpression: { live: true } });
    const documents = of({ v: 'x', live: true }, { v: 'x', live: false }, { v: 'x' }, { v: 'x', live: true });
    return [await failing(things.insertMany(documents, { ordered: false })), await all(things)];
  }),
  story('unique, of those that have it', async (things) => {
    await things.createIndex({ v: 1 }, { unique: true, partialFilterExpression: { v: { $exists: true } } });
    return [
      await failing(things.insertMany(of({}, {}, { v: 'x' }, { v: 'x' }), { ordered: false })),
      await all(things),
    ];
  }),
  story('an update that breaks a unique index', async (things) => {
    await things.createIndex({ v: 1 }, { unique: true });
    await things.insertMany(of({ v: 'x' }, { v: 'y' }));
    return [await failing(things.updateOne({ v: 'y' }, { $set: { v: 'x' } })), await all(things)];
  }),
  story('an update into a partial unique index', async (things) => {
    await things.createIndex({ v: 1 }, { unique: true, partialFilterExpression: { live: true } });
    await things.insertMany(of({ v: 'x', live: true }, { v: 'x' }));
    return [await failing(things.updateOne({ _id: id(2) }, { $set: { live: true } } as Document)), await all(things)];
  }),
  story('a unique index over what repeats', async (things) => {
    await things.insertMany(of({ v: 'x' }, { v: 'x' }));
    return failing(things.createIndex({ v: 1 }, { unique: true }));
  }),
  story('an index of two arrays', async (things) => {
    await things.createIndex({ a: 1, b: 1 });
    return failing(things.insertOne({ _id: id(1), a: [id(1)], b: [id(2)] } as Document));
  }),
  story('_id twice', async (things) => [
    await failing(things.insertMany([{ _id: id(1) }, { _id: Long.fromNumber(1) }] as Document[], { ordered: false })),
    await all(things),
  ]),
  story('an _id that is an array', (things) => failing(things.insertOne({ _id: [id(1)] } as Document))),
  story('bulk of all kinds, unordered', async (things) => {
    await things.createIndex({ v: 1 }, { unique: true });
    const { insertedCount, matchedCount, modifiedCount, deletedCount } = await things.bulkWrite(
      [
        { insertOne: { document: { _id: id(1), v: 'a' } as Document } },
        { updateOne: { filter: { v: 'a' }, update: { $set: { w: 1 } } } },
        { insertOne: { document: { _id: id(2), v: 'b' } as Document } },
        { deleteOne: { filter: { v: 'b' } } },
      ],
      { ordered: true },
    );
    return [insertedCount, matchedCount, modifiedCount, deletedCount, await all(things)];
  }),
];

const upserts: readonly (readonly [string, Document, Document])[] = [
  ['by a field', { v: 'x' }, { $set: { w: id(1) } }],
  ['by _id', { _id: id(7) }, { $set: { w: id(1) } }],
  ['by two fields', { v: 'x', u: 'y' }, { $inc: { n: id(1) } }],
  ['by an operator', { v: { $gt: id(5) } }, { $set: { w: id(1) } }],
  ['by $eq', { v: { $eq: 'x' } }, { $setOnInsert: { w: id(1) } }],
  ['by a path', { 'v.a': 'x' }, { $set: { 'v.b': id(1) } }],
  ['by $and', { $and: [{ v: 'x' }, { u: 'y' }] }, { $set: { w: id(1) } }],
  ['with both kinds of set', { v: 'x' }, { $set: { w: id(1) }, $setOnInsert: { first: true } }],
  ['that sets what it looked for', { v: 'x' }, { $set: { v: 'y' } }],
  ['with push', { v: 'x' }, { $push: { list: id(1) } }],
];
const upserting = upserts.flatMap(([name, filter, update]) => [
  story(`upsert ${name}`, async (things) => [
    await told(things.updateOne(filter as Filter<Document>, update, { upsert: true })),
    await things.find({}, { projection: '_id' in filter ? {} : { _id: 0 }, ...typed }).toArray(),
  ]),
  story(`findOneAndUpdate, upsert ${name}`, async (things) => {
    const after = await things.findOneAndUpdate(filter as Filter<Document>, update, {
      upsert: true,
      returnDocument: 'after',
      projection: '_id' in filter ? {} : { _id: 0 },
      ...typed,
    });
    const again = await things.findOneAndUpdate(filter as Filter<Document>, update, {
      upsert: true,
      returnDocument: 'before',
      projection: { _id: 0 },
      ...typed,
    });
    return [after, again, await things.countDocuments({})];
  }),
]);

const three = of({ v: id(1), g: 'a' }, { v: id(2), g: 'a' }, { v: id(3), g: 'b' });
const changing = [
  story(
    'updateMany',
    async (things) => (
      await things.insertMany(three),
      [await told(things.updateMany({ g: 'a' }, { $inc: { v: 10 } })), await all(things)]
    ),
  ),
  story(
    'updateMany without a change',
    async (things) => (await things.insertMany(three), told(things.updateMany({ g: 'a' }, { $set: { g: 'a' } }))),
  ),
  story(
    'updateOne of nothing',
    async (things) => (await things.insertMany(three), told(things.updateOne({ g: 'z' }, { $set: { g: 'a' } }))),
  ),
  story(
    'replaceOne',
    async (things) => (
      await things.insertMany(three), [await told(things.replaceOne({ v: id(2) }, { only: 'this' })), await all(things)]
    ),
  ),
  story(
    'replaceOne with another _id',
    async (things) => (
      await things.insertMany(three), failing(things.replaceOne({ v: id(2) }, { _id: id(9) } as Document))
    ),
  ),
  story(
    'deleteOne',
    async (things) => (await things.insertMany(three), [await told(things.deleteOne({ g: 'b' })), await all(things)]),
  ),
  story(
    'deleteMany',
    async (things) => (
      await things.insertMany(three), [await told(things.deleteMany({ v: { $lt: 3 } })), await all(things)]
    ),
  ),
  story(
    'findOneAndUpdate, the highest',
    async (things) => (
      await things.insertMany(three),
      [
        await things.findOneAndUpdate(
          {},
          { $set: { top: true } },
          { sort: { v: -1 }, returnDocument: 'after', ...typed },
        ),
        await all(things),
      ]
    ),
  ),
  story(
    'findOneAndUpdate, before',
    async (things) => (
      await things.insertMany(three),
      things.findOneAndUpdate({ v: id(2) }, { $inc: { v: 1 } }, { returnDocument: 'before', ...typed })
    ),
  ),
  story(
    'findOneAndUpdate of nothing',
    async (things) => (
      await things.insertMany(three), things.findOneAndUpdate({ v: id(9) }, { $inc: { v: 1 } }, typed)
    ),
  ),
  story(
    'findOneAndDelete',
    async (things) => (
      await things.insertMany(three),
      [await things.findOneAndDelete({ g: 'a' }, { sort: { v: -1 }, ...typed }), await all(things)]
    ),
  ),
  story(
    'findOneAndReplace',
    async (things) => (
      await things.insertMany(three),
      things.findOneAndReplace({ v: id(1) }, { new: true }, { returnDocument: 'after', ...typed })
    ),
  ),
  story('a collection that is not there', async (things) => [
    await things.find({}).toArray(),
    await things.countDocuments({}),
    await told(things.updateOne({}, { $set: { v: 1 } })),
    await told(things.deleteMany({})),
  ]),
  story(
    'an ObjectId of its own',
    async (things) => (await things.insertOne({ v: 1 }), (await things.findOne({}))?._id instanceof ObjectId),
  ),
  story(
    'dropping an index',
    async (things) => (
      await things.createIndex({ v: 1 }, { unique: true }),
      await things.dropIndex('v_1'),
      await failing(things.insertMany(of({ v: 1 }, { v: 1 }))),
      (await things.indexes()).map(({ name }) => name)
    ),
  ),
  story('the same index twice', async (things) => [
    await things.createIndex({ v: 1 }),
    await things.createIndex({ v: 1 }),
  ]),
  story(
    'an index again as unique',
    async (things) => (await things.createIndex({ v: 1 }), failing(things.createIndex({ v: 1 }, { unique: true }))),
  ),
];

export const writes: readonly Case[] = [...unique, ...compoundUnique, ...upserting, ...changing];
