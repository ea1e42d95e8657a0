import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { Binary, Decimal128, Double, Int32, Long, MongoBulkWriteError, MongoServerError, ObjectId } from 'mongodb';
import type { Collection, Db, Document } from 'mongodb';
import { serialize } from 'bson';
import { serve } from './support/served.ts';
import type { Served } from './support/served.ts';

describe('the mongodb driver', () => {
  let served: Served;
  let database: Db;
  let things: Collection<Document>;
  let round = 0;

  beforeAll(async () => {
    served = await serve();
    database = served.client.db('driver');
  });

  afterAll(() => served.close());

  beforeEach(() => {
    things = database.collection(`things${++round}`);
  });

  const failure = async (work: Promise<unknown>): Promise<MongoServerError> =>
    work.then(
      () => Promise.reject(new Error('it did not fail')),
      (error: MongoServerError) => error,
    );

  test('documents come back byte for byte', async () => {
    const document = {
      _id: new ObjectId(),
      int32: new Int32(1),
      double: new Double(1),
      long: Long.fromString('9007199254740993'),
      decimal: Decimal128.fromString('1.10'),
      raw: new Binary(Buffer.from('abc'), 4),
      at: new Date(123),
      pattern: /a/i,
      text: 'وفا',
      list: [1, null, { b: [] }],
      empty: {},
    };
    await things.insertOne(document);
    const [raw] = await things.find({}, { raw: true }).toArray();
    expect(Buffer.from(raw as unknown as Uint8Array).equals(serialize(document))).toBe(true);
  });

  test('a document that does not begin with _id gets it in front, the rest unchanged', async () => {
    await things.insertOne({ a: 1, _id: 'x', b: 2 } as Document);
    expect(Object.keys((await things.findOne()) as Document)).toEqual(['_id', 'a', 'b']);
  });

  test('a duplicate says which index and which values', async () => {
    await things.createIndex({ club: 1, phone: 1 }, { unique: true });
    await things.insertOne({ club: 'a', phone: 1 });
    const error = await failure(things.insertOne({ club: 'a', phone: Long.fromNumber(1) }));
    expect(error).toMatchObject({ code: 11000, keyPattern: { club: 1, phone: 1 }, keyValue: { club: 'a', phone: 1 } });
    expect(error.message).toContain(
      `E11000 duplicate key error collection: driver.${things.collectionName} index: club_1_phone_1 dup key: { club: "a", phone: 1 }`,
    );
    expect(
      (await failure(things.updateOne({ club: 'b' }, { $set: { phone: 1, club: 'a' } }, { upsert: true }))).code,
    ).toBe(11000);
    expect(await things.countDocuments()).toBe(1);
  });

  test.each([
    [true, 1, [1]],
    [false, 2, [1, 2]],
  ] as const)('insertMany with ordered %s tells what failed', async (ordered, inserted, failed) => {
    const documents = [{ _id: 1 }, { _id: 1 }, { _id: 1 }, { _id: 2 }] as unknown as Document[];
    const error = (await failure(things.insertMany(documents, { ordered }))) as MongoBulkWriteError;
    expect(error).toBeInstanceOf(MongoBulkWriteError);
    expect(error.insertedCount).toBe(inserted);
    expect([error.writeErrors].flat().map((each) => each.index)).toEqual(failed);
  });

  test('a unique multikey index holds across documents, not within one', async () => {
    await things.createIndex({ account: 1, 'entries.key': 1 }, { unique: true });
    await things.insertOne({ account: 1, entries: [{ key: 'a' }, { key: 'a' }, { key: 'b' }] });
    await things.insertOne({ account: 2, entries: [{ key: 'a' }] });
    expect(await failure(things.insertOne({ account: 1, entries: [{ key: 'c' }, { key: 'b' }] }))).toMatchObject({
      code: 11000,
      keyValue: { account: 1, 'entries.key': 'b' },
    });
    expect(await things.countDocuments({ account: 1, 'entries.key': 'c' })).toBe(0);
    await things.updateOne({ account: 1 }, { $pull: { entries: { key: 'b' } } } as Document);
    await things.insertOne({ account: 1, entries: [{ key: 'b' }] });
  });

  test('a partial unique index takes only what its filter takes', async () => {
    await things.createIndex({ code: 1 }, { unique: true, partialFilterExpression: { code: { $exists: true } } });
    await things.insertMany([{}, {}, { code: 'x' }]);
    expect((await failure(things.insertOne({ code: 'x' }))).code).toBe(11000);
    await things.updateOne({ code: 'x' }, { $unset: { code: '' } });
    await things.insertOne({ code: 'x' });
    expect(await things.countDocuments({ code: null })).toBe(3);
    expect(await things.countDocuments({ code: { $exists: true } })).toBe(1);
  });

  test('an index over duplicates is refused and leaves nothing behind', async () => {
    await things.insertMany([{ a: 1 }, { a: 1 }]);
    expect((await failure(things.createIndexes([{ key: { b: 1 } }, { key: { a: 1 }, unique: true }]))).code).toBe(
      11000,
    );
    expect((await things.indexes()).map((each) => each.name)).toEqual(['_id_']);
    await things.createIndex({ a: 1 });
    expect(await things.countDocuments({ a: 1 })).toBe(2);
  });

  test('an index is the same when it is made again, and refused when it differs', async () => {
    const options = { unique: true, partialFilterExpression: { a: { $gt: 1 } } };
    expect(await things.createIndex({ a: 1, b: -1 }, options)).toBe('a_1_b_-1');
    expect(await things.createIndex({ a: 1, b: -1 }, options)).toBe('a_1_b_-1');
    expect((await failure(things.createIndex({ a: 1, b: -1 }))).code).toBe(86);
    expect((await failure(things.createIndex({ a: 1, b: -1 }, { name: 'other' }))).code).toBe(85);
    expect((await things.indexes())[1]).toEqual({
      v: 2,
      key: { a: 1, b: -1 },
      name: 'a_1_b_-1',
      unique: true,
      partialFilterExpression: { a: { $gt: 1 } },
    });
    await things.dropIndex('a_1_b_-1');
    expect(await things.indexes()).toHaveLength(1);
  });

  test('findOneAndUpdate: before, after, upsert, nothing', async () => {
    expect(await things.findOneAndUpdate({ a: 1 }, { $set: { b: 1 } })).toBeNull();
    expect(
      await things.findOneAndUpdate(
        { _id: 7 as unknown as ObjectId, a: 1, 'n.x': 2 },
        { $set: { b: 1 }, $setOnInsert: { c: 1 } },
        { upsert: true, returnDocument: 'after' },
      ),
    ).toEqual({ _id: 7, a: 1, n: { x: 2 }, b: 1, c: 1 });
    expect(
      await things.findOneAndUpdate(
        { a: 1 },
        { $inc: { b: 1 }, $setOnInsert: { c: 9 } },
        { projection: { b: 1, _id: 0 } },
      ),
    ).toEqual({ b: 1 });
    expect(
      await things.findOneAndUpdate(
        { a: 1 },
        { $inc: { b: 1 } },
        { returnDocument: 'after', projection: { b: 1, _id: 0 }, includeResultMetadata: true },
      ),
    ).toMatchObject({ value: { b: 3 }, lastErrorObject: { n: 1, updatedExisting: true } });
    expect(await things.findOneAndReplace({ a: 1 }, { z: 1 }, { returnDocument: 'after' })).toEqual({ _id: 7, z: 1 });
    expect(await things.findOneAndDelete({ z: 1 })).toEqual({ _id: 7, z: 1 });
    expect(await things.countDocuments()).toBe(0);
  });

  test('of fifty conditional updates at once exactly one wins', async () => {
    await things.insertOne({ version: 1 });
    const results = await Promise.all(
      Array.from({ length: 50 }, (_, n) => things.updateOne({ version: 1 }, { $set: { version: 2, by: n } })),
    );
    expect(results.filter((each) => each.modifiedCount === 1)).toHaveLength(1);
  });

  test('bulkWrite counts what it did', async () => {
    await things.insertMany([{ a: 1 }, { a: 1 }, { a: 2 }]);
    const result = await things.bulkWrite([
      { insertOne: { document: { a: 3 } } },
      { updateMany: { filter: { a: 1 }, update: { $set: { b: 1 } } } },
      { updateOne: { filter: { a: 9 }, update: { $set: { b: 2 } }, upsert: true } },
      { replaceOne: { filter: { a: 2 }, replacement: { a: 5 } } },
      { deleteOne: { filter: { a: 3 } } },
      { updateOne: { filter: { a: 5 }, update: { $set: { a: 5 } } } },
    ]);
    expect(result).toMatchObject({
      insertedCount: 1,
      matchedCount: 4,
      modifiedCount: 3,
      upsertedCount: 1,
      deletedCount: 1,
    });
    expect(await things.find({}, { projection: { _id: 0 }, sort: { a: 1 } }).toArray()).toEqual([
      { a: 1, b: 1 },
      { a: 1, b: 1 },
      { a: 5 },
      { a: 9, b: 2 },
    ]);
  });

  test('a long result comes in batches, also over an index backwards, and a killed cursor is gone', async () => {
    await things.insertMany(Array.from({ length: 1000 }, (_, n) => ({ n, half: n % 2 })));
    await things.createIndex({ half: 1, n: 1 });
    expect((await things.find({}).batchSize(7).toArray()).map((each) => each['n'])).toEqual(
      Array.from({ length: 1000 }, (_, n) => n),
    );
    const odd = await things
      .find({ half: 1, n: { $gte: 101, $lt: 901 } })
      .sort({ n: -1 })
      .skip(10)
      .limit(300)
      .batchSize(11)
      .toArray();
    expect(odd.map((each) => each['n'])).toEqual(Array.from({ length: 300 }, (_, at) => 899 - 20 - 2 * at));
    const cursor = things.find({}).batchSize(2);
    await cursor.next();
    const id = cursor.id as Long;
    await cursor.close();
    expect((await failure(database.command({ getMore: id, collection: things.collectionName }))).code).toBe(43);
  });

  test('a cursor goes on while documents are written and deleted', async () => {
    await things.insertMany(Array.from({ length: 300 }, (_, n) => ({ n })));
    const cursor = things.find({}).batchSize(10);
    const seen: number[] = [];
    for await (const each of cursor) {
      seen.push(each['n'] as number);
      if (each['n'] === 50) await things.deleteMany({ n: { $gte: 200 } });
    }
    expect(seen.slice(0, 100)).toEqual(Array.from({ length: 100 }, (_, n) => n));
    expect(new Set(seen).size).toBe(seen.length);
  });

  test('counting, distinct values and listings', async () => {
    await things.insertMany([{ a: 1, tags: ['x', 'y'] }, { a: Long.fromNumber(1), tags: ['y'] }, { a: 2 }, {}]);
    expect(await things.countDocuments({ a: { $gte: 1 } }, { skip: 1, limit: 5 })).toBe(2);
    expect(await things.estimatedDocumentCount()).toBe(4);
    expect(await things.distinct('a')).toEqual([1, 2]);
    expect(await things.distinct('tags', { a: 1 })).toEqual(['x', 'y']);
    expect(
      (await database.listCollections({ name: things.collectionName }).toArray()).map((each) => each.name),
    ).toEqual([things.collectionName]);
    expect((await served.client.db('admin').admin().listDatabases()).databases.map((each) => each.name)).toContain(
      'driver',
    );
    await things.drop();
    expect(await database.listCollections({ name: things.collectionName }).toArray()).toEqual([]);
  });

  test('a dropped database is empty', async () => {
    const other = served.client.db('other');
    await other.collection('a').insertOne({ a: 1 });
    await other.dropDatabase();
    expect(await other.collections()).toEqual([]);
    expect(await other.collection('a').countDocuments()).toBe(0);
  });

  test('an unacknowledged write is made', async () => {
    await things.insertOne({ a: 1 }, { writeConcern: { w: 0 } });
    expect(await things.countDocuments({ a: 1 })).toBe(1);
  });

  test('maxTimeMS ends a long read', async () => {
    await things.insertMany(Array.from({ length: 20_000 }, (_, n) => ({ n, text: 'x'.repeat(100) })));
    expect((await failure(things.find({ text: /y.*z/ }).maxTimeMS(1).toArray())).code).toBe(50);
    expect(await things.countDocuments({ n: 1 }, { maxTimeMS: 10_000 })).toBe(1);
  });

  test('writes are not held up by a long scan', async () => {
    await things.insertMany(Array.from({ length: 30_000 }, (_, n) => ({ n, text: 'x'.repeat(100) })));
    let scanning = true;
    const scan = things.countDocuments({ text: /y/ }).finally(() => {
      scanning = false;
    });
    let written = 0;
    for (; scanning && written < 1000; written++) await things.insertOne({ written });
    await scan;
    expect(written).toBeGreaterThan(1);
  });
});
