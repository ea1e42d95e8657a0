import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Decimal128, Long } from 'mongodb';
import type { Collection, Db, Document } from 'mongodb';
import { serve } from './support/served.ts';
import type { Served } from './support/served.ts';

describe('what is not supported is refused by name', () => {
  let served: Served;
  let database: Db;
  let things: Collection<Document>;

  beforeAll(async () => {
    served = await serve();
    database = served.client.db('refusals');
    things = database.collection('things');
    await things.insertOne({ a: 1 });
  });

  afterAll(() => served.close());

  /** A statement of an update as it stands; its refusal comes among the write errors. */
  const update = async (statement: Document): Promise<void> => {
    const reply = await database.command({ update: 'things', updates: [statement] });
    for (const each of (reply['writeErrors'] ?? []) as { errmsg: string }[]) throw new Error(each.errmsg);
  };

  const cases: [string, () => Promise<unknown>][] = [
    ['compact', () => database.command({ compact: 'things' })],
    ['collation', () => things.find({}, { collation: { locale: 'fa' } }).toArray()],
    ['hint', () => things.find({}, { hint: 'a_1' }).toArray()],
    ['collation', () => things.updateOne({}, { $set: { a: 2 } }, { collation: { locale: 'fa' } })],
    ['arrayFilters', () => things.updateOne({}, { $set: { 'b.c': 1 } }, { arrayFilters: [{ x: 1 }] })],
    ['pipeline', () => things.updateOne({}, [{ $set: { a: 1 } }])],
    ['tailable', () => things.find({}, { tailable: true }).toArray()],
    ['explain', () => things.find({}).explain()],
    ['expireAfterSeconds', () => things.createIndex({ a: 1 }, { expireAfterSeconds: 5 })],
    ['sparse', () => things.createIndex({ a: 1 }, { sparse: true })],
    ['collation', () => things.createIndex({ a: 1 }, { collation: { locale: 'fa' } })],
    ['text', () => things.createIndex({ a: 'text' })],
    ['2dsphere', () => things.createIndex({ a: '2dsphere' })],
    ['wildcardProjection', () => things.createIndex({ a: 1 }, { wildcardProjection: { a: 1 } })],
    ['$**', () => things.createIndex({ '$**': 1 })],
    ['partialFilterExpression', () => things.createIndex({ a: 1 }, { partialFilterExpression: { a: { $in: [1] } } })],
    ['capped', () => database.createCollection('c', { capped: true, size: 1000 })],
    ['validator', () => database.createCollection('c', { validator: { a: 1 } })],
    ['$slice', () => things.find({}, { projection: { a: { $slice: 1 } } }).toArray()],
    ['$elemMatch', () => things.find({}, { projection: { a: { $elemMatch: { b: 1 } } } }).toArray()],
    ["'a.$'", () => things.find({}, { projection: { 'a.$': 1 } }).toArray()],
    ['expression', () => things.find({}, { projection: { b: '$a' } }).toArray()],
    ['include and exclude', () => things.find({}, { projection: { a: 1, b: 0 } }).toArray()],
    ['$natural', () => things.find({}).sort({ $natural: 1 }).toArray()],
    [
      '$meta',
      () =>
        things
          .find({})
          .sort({ a: { $meta: 'textScore' } })
          .toArray(),
    ],
    ['linearizable', () => things.find({}, { readConcern: { level: 'linearizable' } }).toArray()],
    ['w: 2', () => things.insertOne({}, { writeConcern: { w: 2 } })],
    [
      'txnNumber',
      () => database.command({ insert: 'things', documents: [{}], txnNumber: Long.fromNumber(1), lsid: { id: 1 } }),
    ],
    ['startTransaction', () => database.command({ find: 'things', startTransaction: true, autocommit: false })],
    ['commitTransaction', () => database.command({ commitTransaction: 1 })],
    ['find.surprise', () => database.command({ find: 'things', surprise: 1 })],
    ['update.updates.surprise', () => update({ q: {}, u: { $set: { a: 1 } }, surprise: 1 })],
    ['change', () => things.watch().next()],
    ['whole database', () => database.command({ aggregate: 1, pipeline: [], cursor: {} })],
    ['dollar', () => things.insertOne({ $set: 1 })],
    ['array', () => things.insertOne({ _id: [1] as never })],
    ['multi update', () => update({ q: {}, u: { a: 1 }, multi: true })],
    ['Decimal128 outside', () => things.find({ a: { $lt: Decimal128.fromString('1E+6000') } }).toArray()],
    ['reserved', () => database.collection('system.users').insertOne({})],
    ['NUL', () => database.command({ find: 'a\0b' })],
    ['invalid type', () => database.command({ find: 1 })],
  ];

  test.each(cases)('%s', async (name, work) => {
    await expect(work()).rejects.toThrow(name === 'change' ? /changeStream/ : name);
  });

  test('after all of this nothing has changed', async () => {
    expect(await things.find({}, { projection: { _id: 0 } }).toArray()).toEqual([{ a: 1 }]);
    expect(await things.indexes()).toHaveLength(1);
    expect((await database.listCollections().toArray()).map((each) => each.name)).toEqual(['things']);
  });

  test('a command that does not exist has the code of MongoDB', async () => {
    await expect(database.command({ mapReduce: 'things' })).rejects.toMatchObject({
      code: 59,
      codeName: 'CommandNotFound',
    });
  });

  test('sessions are not offered, so no write is repeated behind the back', async () => {
    const hello = await database.command({ hello: 1 });
    expect(hello['logicalSessionTimeoutMinutes']).toBeUndefined();
    expect(hello['setName']).toBeUndefined();
    expect(await database.command({ ping: 1, lsid: { id: 1 } })).toEqual({ ok: 1 });
    expect(await database.command({ count: 'things', lsid: { id: 1 } })).toEqual({ n: 1, ok: 1 });
  });
});
