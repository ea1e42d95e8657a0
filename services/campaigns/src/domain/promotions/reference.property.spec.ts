import { describe, expect, test } from '@jest/globals';
import { engineAnswer } from '../../../test/promotions/engine-answer.ts';
import { holds, runsOf, seed } from '../../../test/promotions/random-runs.ts';
import { reference } from '../../../test/promotions/reference.ts';

const runs = runsOf(100_000, 60);

describe('the engine and the reference', () => {
  test(`agree on ${String(runs)} baskets by as many sets of promotions, from seed ${String(seed)}`, () => {
    holds(runs, (sale, versions) => {
      expect(engineAnswer(versions, sale)).toEqual(reference(versions, sale));
    });
  });
});
