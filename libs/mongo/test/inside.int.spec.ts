import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { databaseOf, openDatabase, type DatabaseWay } from '@vafa/mongo';
import { openTestEngine, type TestEngine } from '@vafa/testing';
import { ObjectId, type Collection, type Document } from 'mongodb';
import mongoose from 'mongoose';

/** A database of a process of its own has no other way than the driver. */
const testInside = process.env.MONGODB_URI ? test.skip : test;

interface Thing extends Document {
  readonly _id: string;
}

type Things = Collection<Thing>;

let engine: TestEngine;
const opened: mongoose.Connection[] = [];

const open = async (way?: DatabaseWay, name = engine.database('inside')): Promise<mongoose.Connection> => {
  const connection = await openDatabase(engine.uri, name, way);
  opened.push(connection);
  return connection;
};

const thingsOf = (connection: mongoose.Connection): Things => databaseOf(connection).collection('things');

beforeAll(async () => {
  engine = await openTestEngine();
});
afterAll(async () => {
  for (const connection of opened) await connection.close();
  await engine.close();
});

/** What a caller can see of an error. */
const shown = (error: unknown): unknown => {
  const { name, message, code, writeErrors, result, errorResponse } = error as Document & Error;
  const counts = result as Document | undefined;
  return {
    name,
    message: message.replaceAll(/\w+_[0-9a-f]{12}/g, 'database'),
    code: code as unknown,
    refused: (Array.isArray(writeErrors) ? writeErrors : []).map(({ index, code: of }: Document) => [index, of]),
    counts: counts && [counts.insertedCount, counts.matchedCount, counts.upsertedCount, counts.insertedIds],
    isOfServer: errorResponse !== undefined,
  };
};

const plain = (value: unknown): unknown =>
  typeof value === 'object' && value !== null && 'insertedCount' in value && 'upsertedIds' in value
    ? Object.fromEntries(
        ['insertedCount', 'matchedCount', 'modifiedCount', 'deletedCount', 'upsertedCount'].map((name) => [
          name,
          (value as Document)[name],
        ]),
      )
    : value;

const outcome = async (work: () => Promise<unknown>): Promise<unknown> =>
  work().then(plain, (error: unknown) => ({ raised: shown(error) }));

const values: Document = {
  text: 'سلام',
  whole: 7,
  long: 9_007_199_254_740_993n,
  part: 0.5,
  at: new Date('2026-01-01T00:00:00Z'),
  bytes: Buffer.from([0, 1, 255]),
  nothing: null,
  list: [1, { deep: ['a'] }, []],
  left: undefined,
  id: new ObjectId('0123456789abcdef01234567'),
};
const many = Array.from({ length: 350 }, (_none, place) => ({ _id: `many-${String(place).padStart(3, '0')}`, place }));

const works: Record<string, (things: Things) => Promise<unknown>> = {
  'insert one': (things) => things.insertOne({ _id: 'a', ...values }),
  'insert one without undefined': (things) => things.insertOne({ _id: 'b', ...values }, { ignoreUndefined: true }),
  'insert one that is there': (things) => things.insertOne({ _id: 'a' }),
  'insert one that breaks a unique index': (things) => things.insertOne({ _id: 'c', mark: 1 }),
  'insert one with an id that is none': (things) => things.insertOne({ _id: ['a'] } as never),
  'insert one with a name that is none': (things) => things.insertOne({ _id: 'd', $x: 1 }),
  'insert one whose id is an object': (things) => things.insertOne({ _id: { of: 'e' }, place: 1 } as never),
  'insert one without an id': async (things) =>
    ((await things.insertOne({ mine: true } as never)).insertedId as unknown) instanceof ObjectId,
  'insert many': (things) => things.insertMany(many),
  'insert many, some there, in order': (things) => things.insertMany([{ _id: 'f' }, { _id: 'a' }, { _id: 'g' }]),
  'insert many, some there, in any order': (things) =>
    things.insertMany([{ _id: 'b' }, { _id: 'h' }, { _id: 'a' }, { _id: 'i' }], { ordered: false }),
  'insert none': (things) => things.insertMany([]),
  'insert with an option of the driver': (things) => things.insertMany([{ _id: 'j' }], { comment: 'why' }),
  'insert more than one command takes': async (things) =>
    (await things.insertMany(Array.from({ length: 1_200 }, (_none, place) => ({ _id: `batch-${String(place)}` }))))
      .insertedCount,
  'update one': (things) =>
    things.updateOne({ _id: 'a' }, { $set: { whole: 8 }, $push: { list: { $each: [2] } as never } }),
  'update none': (things) => things.updateOne({ _id: 'nobody' }, { $set: { whole: 8 } }),
  'update to what it is': (things) => things.updateOne({ _id: 'a' }, { $set: { whole: 8 } }),
  'update with undefined': (things) => things.updateOne({ _id: 'a' }, { $set: { left: undefined, whole: 9 } }),
  'update without undefined': (things) =>
    things.updateOne({ _id: 'a' }, { $set: { part: undefined, whole: 10 } }, { ignoreUndefined: true }),
  'update or insert': (things) => things.updateOne({ _id: 'k' }, { $set: { whole: 1 } }, { upsert: true }),
  'update that breaks a unique index': (things) => things.updateOne({ _id: 'b' }, { $set: { mark: 1 } }),
  'update that is refused': (things) => things.updateOne({ _id: 'a' }, { $inc: { text: 1 } }),
  'update with an operator that is none': (things) => things.updateOne({ _id: 'a' }, { $nonsense: { a: 1 } } as never),
  'update without operators': (things) => things.updateOne({ _id: 'a' }, { whole: 1 } as never),
  'update with nothing': (things) => things.updateOne({ _id: 'a' }, {}),
  'update by a pipeline': (things) => things.updateOne({ _id: 'a' }, [{ $set: { whole: 1 } }]),
  'update many': (things) => things.updateMany({ place: { $lt: 10 } }, { $inc: { place: 1_000 } }),
  'write many updates': (things) =>
    things.bulkWrite([
      { updateOne: { filter: { _id: 'a' }, update: { $inc: { whole: 1 } } } },
      { updateMany: { filter: { place: { $gte: 1_000 } }, update: { $set: { far: true } } } },
      { updateOne: { filter: { _id: 'l' }, update: { $set: { whole: 1 } }, upsert: true } },
    ]),
  'write many updates, one refused, in any order': (things) =>
    things.bulkWrite(
      [
        { updateOne: { filter: { _id: 'b' }, update: { $set: { mark: 1 } } } },
        { updateOne: { filter: { _id: 'a' }, update: { $inc: { whole: 1 } } } },
      ],
      { ordered: false },
    ),
  'write many updates, one refused, in order': (things) =>
    things.bulkWrite([
      { updateOne: { filter: { _id: 'b' }, update: { $set: { mark: 1 } } } },
      { updateOne: { filter: { _id: 'a' }, update: { $inc: { whole: 1 } } } },
    ]),
  'write many of all kinds': (things) =>
    things.bulkWrite([
      { insertOne: { document: { _id: 'm' } } },
      { updateOne: { filter: { _id: 'm' }, update: { $set: { whole: 1 } } } },
      { deleteOne: { filter: { _id: 'm' } } },
    ]),
  'write none': (things) => things.bulkWrite([]),
  'find by id': (things) => things.find({ _id: 'a' }).toArray(),
  'find by undefined': (things) => things.find({ nothing: undefined }, { limit: 3, sort: { _id: 1 } }).toArray(),
  'find all, in batches': (things) => things.find({ place: { $gte: 0 } }, { sort: { _id: 1 } }).toArray(),
  'find with a batch size': (things) => things.find({ place: { $gte: 0 } }, { batchSize: 7 }).toArray(),
  'find sorted, cut and in part': (things) =>
    things
      .find({ place: { $exists: true } })
      .sort({ place: -1 })
      .skip(2)
      .limit(3)
      .project({ place: 1, _id: 0 })
      .toArray(),
  'find sorted by words': (things) => things.find({ place: { $lt: 50 } }, { sort: { place: 'desc' } }).toArray(),
  'find with an operator that is none': (things) => things.find({ a: { $nonsense: 1 } }).toArray(),
  'find one by one': async (things) => {
    const found: unknown[] = [];
    for await (const each of things.find({ place: { $lt: 120 } }).sort({ _id: 1 })) found.push(each);
    return found;
  },
  'find mapped': (things) =>
    things
      .find({ place: { $lt: 30 } })
      .sort({ _id: 1 })
      .map(({ _id }) => _id)
      .toArray(),
  'find the next': async (things) => {
    const cursor = things.find({ place: { $gte: 0 } }).sort({ _id: 1 });
    const found = [await cursor.next(), await cursor.hasNext(), await cursor.next()];
    await cursor.close();
    return found;
  },
  'find one': (things) => things.findOne({ _id: 'a' }),
  'find one that is not there': (things) => things.findOne({ _id: 'nobody' }),
  'find the first': (things) => things.findOne({ place: { $gte: 0 } }, { sort: { _id: -1 }, projection: { _id: 1 } }),
  count: (things) => things.countDocuments({ place: { $gte: 0 } }),
  'take and change': (things) =>
    things.findOneAndUpdate({ _id: 'a' }, { $inc: { whole: 1 } }, { returnDocument: 'after' }),
  replace: (things) => things.replaceOne({ _id: 'b' }, { whole: 3 }),
  'drop one': (things) => things.deleteOne({ _id: 'b' }),
};

testInside('whatever is asked of a collection comes to the same on both ways', async () => {
  const through = thingsOf(await open());
  const inside = thingsOf(await open(engine.way));
  for (const things of [through, inside]) {
    await things.createIndex({ mark: 1 }, { unique: true, partialFilterExpression: { mark: { $exists: true } } });
    await things.insertOne({ _id: 'marked', mark: 1 });
  }
  for (const [name, work] of Object.entries(works))
    expect([name, await outcome(() => work(inside))]).toEqual([name, await outcome(() => work(through))]);
  const all = async (things: Things): Promise<Document[]> =>
    (await things.find().sort({ _id: 1 }).toArray()).filter(({ mine }) => mine === undefined);
  expect(await all(inside)).toEqual(await all(through));
});

testInside('what services do all the time needs no driver, and what else there is counts once', async () => {
  const name = engine.database('inside');
  const connection = await open(engine.way, name);
  const heard: unknown[] = [];
  const hear = (told: unknown): unknown => heard.push(told);
  subscribe('vafa:local-command', hear);
  let sent = 0;
  connection.getClient().on('connectionCheckedOut', () => sent++);
  const model = connection.model('Thing', new mongoose.Schema({ _id: String }), 'things');
  const things = model.collection as unknown as Things;
  await things.insertMany([{ _id: 'a' }, { _id: 'b' }]);
  await things.insertOne({ _id: 'c' });
  await things.updateOne({ _id: 'a' }, { $set: { x: 1 } });
  await things.bulkWrite([{ updateOne: { filter: { _id: 'a' }, update: { $inc: { x: 1 } } } }]);
  await things.find({}, { batchSize: 2 }).toArray();
  expect(sent).toBe(0);
  await things.countDocuments({});
  expect(sent).toBe(1);
  unsubscribe('vafa:local-command', hear);
  expect(heard).toEqual(
    ['insert', 'insert', 'update', 'update', 'find', 'getMore'].map((each) => `${name}.things ${each}`),
  );
});

testInside('a thousand at once are answered, each with its own', async () => {
  const things = thingsOf(await open(engine.way));
  await things.insertMany(many);
  const found = await Promise.all(
    Array.from({ length: 1_000 }, async (_none, place) => {
      const [{ _id }] = [many[place % many.length]!];
      return (await things.findOne({ _id }))?._id === _id;
    }),
  );
  expect(new Set(found)).toEqual(new Set([true]));
});

testInside(
  'what waits when its connection is closed fails as a lost one, and what comes later is refused',
  async () => {
    const silent: DatabaseWay = { ask: () => new Promise(() => undefined) };
    const connection = await open(silent);
    const things = thingsOf(connection);
    const waiting = outcome(() => things.insertOne({ _id: 'a' }));
    const bulk = outcome(() => things.insertMany([{ _id: 'a' }]));
    await connection.close();
    expect(await waiting).toMatchObject({ raised: { name: 'MongoNetworkError' } });
    expect(await bulk).toMatchObject({ raised: { name: 'MongoBulkWriteError' } });
    expect(await outcome(() => things.insertOne({ _id: 'a' }))).toMatchObject({
      raised: { name: 'MongoNotConnectedError' },
    });
  },
);

testInside('a database that has ended is a lost connection', async () => {
  const mine = await openTestEngine();
  const things = thingsOf(await open(mine.way));
  await things.insertOne({ _id: 'a' });
  await mine.close();
  expect(await outcome(() => things.insertOne({ _id: 'b' }))).toMatchObject({ raised: { name: 'MongoNetworkError' } });
});
