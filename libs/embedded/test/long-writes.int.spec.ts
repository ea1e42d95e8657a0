import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Collection, Db, Document } from 'mongodb';
import { serve } from './support/served.ts';
import type { Served } from './support/served.ts';

const size = 15_000;

describe('a write over many documents lets others in between', () => {
  let served: Served;
  let database: Db;

  beforeAll(async () => {
    served = await serve();
    database = served.client.db('long');
  });
  afterAll(() => served.close());

  const fill = async (name: string): Promise<Collection<Document>> => {
    const things = database.collection<Document>(name);
    await things.createIndex({ state: 1 });
    for (let start = 0; start < size; start += 5000) {
      await things.insertMany(Array.from({ length: 5000 }, (_, n) => ({ _id: (start + n) as never, state: 'old' })));
    }
    return things;
  };

  /** Repeats what others do until the long write is answered. @returns how often that was */
  const meanwhile = async (long: Promise<unknown>, other: (turn: number) => Promise<unknown>): Promise<number> => {
    let isDone = false;
    const end = long.finally(() => {
      isDone = true;
    });
    let turn = 0;
    while (!isDone) await other(turn++);
    await end;
    return turn;
  };

  test('updateMany: pings, inserts and changes are answered while it runs, and each document is changed once or passed over', async () => {
    const things = await fill('updated');
    const others = database.collection('others');
    const long = things.updateMany({ state: 'old' }, { $set: { state: 'new' }, $inc: { times: 1 } });
    const turns = await meanwhile(long, async (turn) => {
      await database.command({ ping: 1 });
      await others.insertOne({ turn });
      await things.updateOne({ _id: (size - 1 - turn) as never }, { $set: { state: 'taken' } });
    });
    expect(turns).toBeGreaterThan(3);
    const { matchedCount, modifiedCount } = await long;
    expect(modifiedCount).toBe(matchedCount);
    expect(await things.countDocuments({ times: 1 })).toBe(matchedCount);
    expect(await things.countDocuments({ times: { $gt: 1 } })).toBe(0);
    expect(await things.countDocuments({ state: 'old' })).toBe(0);
    const passedOver = await things.countDocuments({ state: 'taken', times: { $exists: false } });
    expect(passedOver).toBeGreaterThan(0);
    expect(matchedCount + passedOver).toBe(size);
    expect(await others.countDocuments({})).toBe(turns);
  });

  test('deleteMany: what no longer matches when its turn comes stays', async () => {
    const things = await fill('deleted');
    const long = things.deleteMany({ state: 'old' });
    await meanwhile(long, (turn) => things.updateOne({ _id: (size - 1 - turn) as never }, { $set: { state: 'kept' } }));
    const { deletedCount } = await long;
    const left = await things.countDocuments({});
    expect(left).toBeGreaterThan(0);
    expect(deletedCount + left).toBe(size);
    expect(await things.countDocuments({ state: 'kept' })).toBe(left);
  });

  test('a collection that is dropped in between ends it', async () => {
    const things = await fill('dropped');
    const long = things.updateMany({}, { $inc: { times: 1 } });
    const refused = expect(long).rejects.toMatchObject({ code: 175 });
    while ((await things.findOne({ times: 1 })) === null) await database.command({ ping: 1 });
    await things.drop();
    await refused;
    expect(await things.countDocuments({})).toBe(0);
  });
});
