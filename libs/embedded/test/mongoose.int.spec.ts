import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import mongoose from 'mongoose';
import { serve } from './support/served.ts';
import type { Served } from './support/served.ts';

interface Member {
  _id: string;
  clubId: string;
  phone?: string;
  points: bigint;
  tags: string[];
  address: { city?: string };
  seenAt?: Date;
}

describe('mongoose', () => {
  let served: Served;
  let connection: mongoose.Connection;
  let members: mongoose.Model<Member>;

  beforeAll(async () => {
    served = await serve();
    connection = await mongoose
      .createConnection(served.uri, {
        dbName: 'shop',
        writeConcern: { w: 'majority', journal: true },
        useBigInt64: true,
        autoIndex: false,
      })
      .asPromise();
    const schema = new mongoose.Schema<Member, mongoose.Model<Member>>(
      {
        _id: String,
        clubId: { type: String, required: true },
        phone: String,
        points: { type: BigInt, required: true },
        tags: [String],
        address: { city: String },
        seenAt: Date,
      },
      { versionKey: false, timestamps: true },
    );
    schema.index({ clubId: 1, phone: 1 }, { unique: true, partialFilterExpression: { phone: { $exists: true } } });
    schema.index({ seenAt: 1 }, { partialFilterExpression: { seenAt: { $exists: true } } });
    members = connection.model<Member, mongoose.Model<Member>>('Member', schema);
    await members.createIndexes();
  });

  afterAll(async () => {
    await connection.close();
    await served.close();
  });

  test('saves, loads, changes and removes a document', async () => {
    const member = await members.create({
      _id: 'mem_1',
      clubId: 'demo',
      phone: '1',
      points: 9007199254740993n,
      tags: ['a'],
      address: { city: 'تهران' },
    });
    member.tags.push('b');
    member.set('address.city', undefined);
    await member.save();
    const loaded = await members.findById('mem_1').lean();
    expect(loaded).toMatchObject({ points: 9007199254740993n, tags: ['a', 'b'] });
    expect(loaded?.address).toEqual({});
    expect(await members.updateOne({ _id: 'mem_1' }, { $inc: { points: 2n } })).toMatchObject({ modifiedCount: 1 });
    expect((await members.findById('mem_1'))?.points).toBe(9007199254740995n);
    expect(await members.deleteOne({ _id: 'mem_1' })).toMatchObject({ deletedCount: 1 });
  });

  test('a duplicate is told by its code, alone and in an unordered insertMany', async () => {
    await members.create({ _id: 'mem_2', clubId: 'demo', phone: '2', points: 0n });
    await expect(members.create({ _id: 'mem_3', clubId: 'demo', phone: '2', points: 0n })).rejects.toMatchObject({
      code: 11000,
      keyPattern: { clubId: 1, phone: 1 },
    });
    const batch = ['mem_4', 'mem_2', 'mem_5'].map((_id) => ({ _id, clubId: 'demo', points: 0n }));
    await expect(members.insertMany(batch, { ordered: false })).rejects.toMatchObject({
      code: 11000,
      writeErrors: [expect.objectContaining({ index: 1 })],
    });
    expect(await members.countDocuments({ _id: { $in: ['mem_4', 'mem_5'] } })).toBe(2);
  });

  test('findOneAndUpdate upserts, projects and sorts', async () => {
    const made = await members.findOneAndUpdate(
      { _id: 'mem_6' },
      { $set: { clubId: 'demo' }, $setOnInsert: { points: 5n }, $addToSet: { tags: 'x' } },
      { upsert: true, returnDocument: 'after' },
    );
    expect(made).toMatchObject({ points: 5n, tags: ['x'] });
    expect(await members.findOne({ clubId: 'demo' }).select('tags -_id').sort({ _id: -1 }).lean()).toEqual({
      tags: ['x'],
    });
  });

  test('bulkWrite, distinct, exists and a cursor', async () => {
    await members.bulkWrite([
      { insertOne: { document: { _id: 'mem_7', clubId: 'bulk', points: 1n, tags: ['p'] } } },
      { updateOne: { filter: { _id: 'mem_7' }, update: { $push: { tags: { $each: ['q'], $slice: -1 } } } } },
    ]);
    expect(await members.distinct('tags', { clubId: 'bulk' })).toEqual(['q']);
    expect(await members.exists({ clubId: 'bulk' })).toEqual({ _id: 'mem_7' });
    const seen: string[] = [];
    for await (const each of members.find({ clubId: 'bulk' }).cursor()) seen.push(each._id);
    expect(seen).toEqual(['mem_7']);
  });

  test('syncing indexes twice changes nothing, and drops what is no longer declared', async () => {
    expect(await members.syncIndexes()).toEqual([]);
    expect(await members.diffIndexes()).toEqual({ toDrop: [], toCreate: [] });
    await members.collection.createIndex({ tags: 1 });
    expect(await members.syncIndexes()).toEqual(['tags_1']);
  });

  test('a transaction is refused, not ignored', async () => {
    await expect(
      connection.transaction((session) => members.create([{ _id: 'mem_8', clubId: 'x', points: 0n }], { session })),
    ).rejects.toThrow(/sessions|transactions/i);
    expect(await members.countDocuments({ _id: 'mem_8' })).toBe(0);
  });
});
