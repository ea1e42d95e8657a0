import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { aggregations } from './aggregate-cases.ts';
import type { Family } from './case.ts';
import { Comparison } from './comparison.ts';
import { filters } from './filter-cases.ts';
import { findAndModify, findAndModifyIndexes } from './find-and-modify-cases.ts';
import { randomAggregations } from './random-aggregations.ts';
import { randomReads } from './random-reads.ts';
import { randomUpdates } from './random-updates.ts';
import { isUsualSeed, seed } from './random-values.ts';
import { reads } from './read-cases.ts';
import { updates } from './update-cases.ts';
import { writes } from './write-cases.ts';

const uri = process.env.MONGODB_URI ?? '';
const describeEngine = uri === '' ? describe.skip : describe;

describeEngine('the embedded database answers as the MongoDB-compatible engine does', () => {
  let comparison: Comparison;

  beforeAll(async () => {
    comparison = await Comparison.open(uri);
  });
  afterAll(() => comparison.close());

  const family = (asked: Family): void => {
    describe(asked.name, () => {
      let steps: AsyncGenerator<string>;
      beforeAll(() => {
        steps = comparison.family(asked);
      });
      test.each(Object.keys(asked.indexes))('%s', async (variant) => {
        let reached = await steps.next();
        while (reached.done !== true && reached.value !== variant) reached = await steps.next();
        expect(reached).toEqual({ done: false, value: variant });
        expect(comparison.tally.takeProblems()).toEqual([]);
      });
    });
  };

  family(filters);
  family(reads);
  family(aggregations);
  family(randomReads);
  family(randomAggregations);

  test.each([
    ['updates, without an index', updates, []],
    ['updates, with indexes', updates, [{ v: 1 }, { 'v.a': 1, w: 1 }]],
    ['random updates, without an index', randomUpdates, []],
    ['random updates, with indexes', randomUpdates, [{ a: 1 }, { b: 1, d: 1 }, { 'n.x': 1 }, { e: 1 }]],
  ] as const)('%s', async (name, cases, keys) => {
    await comparison.updates(
      cases,
      name,
      keys.map((key) => ({ key })),
    );
    expect(comparison.tally.takeProblems()).toEqual([]);
  });

  test.each(Object.entries(findAndModifyIndexes))(
    'findOneAndUpdate, before and after, %s',
    async (variant, indexes) => {
      await comparison.together(findAndModify, variant, indexes);
      expect(comparison.tally.takeProblems()).toEqual([]);
    },
  );

  test('writes, upserts and unique indexes', async () => {
    await comparison.alone(writes);
    expect(comparison.tally.takeProblems()).toEqual([]);
  });

  test('that is at least 500 cases, and every entry of the lists was met', () => {
    const { tally, isReference } = comparison;
    process.stdout.write(`differential (seed ${String(seed)}): ${tally.text}\n`);
    expect(tally.cases).toBeGreaterThanOrEqual(500);
    if (!isReference && isUsualSeed) expect(tally.unusedEntries()).toEqual([]);
  });

  test('where the engine is not as MongoDB, the embedded database answers as it did when this was looked at', () => {
    if (!comparison.isReference && isUsualSeed) expect(comparison.tally.answersOfItsOwn).toMatchSnapshot();
  });
});
