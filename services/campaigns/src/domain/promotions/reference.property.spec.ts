import { describe, expect, test } from '@jest/globals';
import { runsOfToday } from '@vafa/testing';
import { engineAnswer } from '../../../test/promotions/engine-answer.ts';
import { holds, seed } from '../../../test/promotions/random-runs.ts';
import { reference } from '../../../test/promotions/reference.ts';

const runs = runsOfToday(100_000, 60);

describe('the engine and the reference', () => {
  test(`agree on ${String(runs)} baskets by as many sets of promotions, from seed ${String(seed)}`, () => {
    holds(runs, (sale, versions) => {
      expect(engineAnswer(versions, sale)).toEqual(reference(versions, sale));
    });
  });
});
