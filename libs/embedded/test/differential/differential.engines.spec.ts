import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { MongoClient, type Collection, type Document } from 'mongodb';
import { serve, type Served } from '../support/served.ts';
import { aggregations } from './aggregate-cases.ts';
import type { Case, Family } from './case.ts';
import { filters } from './filter-cases.ts';
import { reads } from './read-cases.ts';
import { alike, outcomeOf, sidesOf, typed, type Outcome, type Sides } from './sides.ts';
import { Tally } from './tally.ts';
import { updates } from './update-cases.ts';
import { fixtures } from './values.ts';
import { writes } from './write-cases.ts';

const uri = process.env.MONGODB_URI ?? '';
const describeEngine = uri === '' ? describe.skip : describe;
const inFlight = 16;

describeEngine('the embedded database answers as the MongoDB-compatible engine does', () => {
  const tally = new Tally();
  let served: Served;
  let engine: MongoClient;
  let sides: Sides;
  let collections = 0;

  beforeAll(async () => {
    served = await serve();
    engine = await MongoClient.connect(uri);
    sides = sidesOf(served.client, engine, `differential_${randomBytes(5).toString('hex')}`);
  });
  afterAll(async () => {
    await sides.engine.dropDatabase();
    await engine.close();
    await served.close();
  });

  const both = async (ask: (side: 'embedded' | 'engine', collection: Collection<Document>) => Promise<unknown>, collection: string): Promise<[Outcome, Outcome]> =>
    Promise.all((['embedded', 'engine'] as const).map((side) => outcomeOf(ask(side, sides[side].collection(collection))))) as Promise<[Outcome, Outcome]>;

  const each = async <T>(all: readonly T[], ask: (one: T) => Promise<void>): Promise<void> => {
    for (let start = 0; start < all.length; start += inFlight) await Promise.all(all.slice(start, start + inFlight).map(ask));
  };

  const compare = async ({ name, ask }: Case, variant: string, collection: string): Promise<void> => {
    const [embedded, other] = await both((side, on) => ask(on, sides[side]), collection);
    tally.add(`${name}, ${variant}`, embedded, other, alike(embedded, other));
  };

  const family = ({ name, cases, indexes }: Family): void => {
    describe(name, () => {
      test.each(Object.entries(indexes))('%s', async (variant, keys) => {
        const collection = `c${String(++collections)}`;
        for (const side of ['embedded', 'engine'] as const) {
          await sides[side].collection(collection).insertMany(fixtures.map((document) => ({ ...document })));
          if (keys.length > 0) await sides[side].collection(collection).createIndexes([...keys]);
        }
        await each(cases, (one) => compare(one, variant, collection));
        expect(tally.takeProblems()).toEqual([]);
      });
    });
  };

  family(filters);
  family(reads);
  family(aggregations);

  test.each([
    ['without an index', false],
    ['with indexes', true],
  ])('updates %s', async (variant, withIndexes) => {
    const collection = `c${String(++collections)}`;
    for (const side of ['embedded', 'engine'] as const) {
      const things = sides[side].collection<Document>(collection);
      await things.insertMany(updates.map(({ before }, index) => ({ _id: index as never, ...before })));
      if (withIndexes) await things.createIndexes([{ key: { v: 1 } }, { key: { 'v.a': 1, w: 1 } }]);
    }
    await each([...updates.entries()], async ([index, { name, update }]) => {
      const [embedded, other] = await both(async (_side, things) => {
        const { matchedCount, modifiedCount } = await things.updateOne({ _id: index as never }, update);
        return [matchedCount, modifiedCount, await things.findOne({ _id: index as never }, typed)];
      }, collection);
      tally.add(`${name}, ${variant}`, embedded, other, alike(embedded, other));
    });
    expect(tally.takeProblems()).toEqual([]);
  });

  test('writes, upserts and unique indexes', async () => {
    await each(writes, (one) => compare(one, 'writes', `c${String(++collections)}`));
    expect(tally.takeProblems()).toEqual([]);
  });

  test('that is at least 500 cases, and every entry of the lists was met', () => {
    process.stdout.write(`${tally.text}\n`);
    expect(tally.cases).toBeGreaterThanOrEqual(500);
    expect(tally.unusedEntries()).toEqual([]);
  });
});
