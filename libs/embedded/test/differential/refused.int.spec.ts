import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Collection, Db, Document } from 'mongodb';
import { serve, type Served } from '../support/served.ts';
import { refusedFilters, refusedIndexes, refusedStages, refusedUpdates } from './refused-cases.ts';

describe('each refusal of the list is one, under its code and by name', () => {
  let served: Served;
  let db: Db;
  let things: Collection<Document>;
  const before = [{ _id: 1 as never, a: 1, list: [1, 2] }];

  beforeAll(async () => {
    served = await serve();
    db = served.client.db('refused');
    things = db.collection('things');
    await things.insertMany(before);
  });
  afterAll(() => served.close());

  test.each(
    [...refusedFilters, ...refusedUpdates, ...refusedStages, ...refusedIndexes].map(
      (each) => [each.name, each.code, each] as const,
    ),
  )('%s: %i', async (name, code, { ask }) => {
    await expect(ask(things, db)).rejects.toMatchObject({ code, message: expect.stringContaining(name) as unknown });
    expect(await things.find({}).toArray()).toEqual(before);
  });
});
