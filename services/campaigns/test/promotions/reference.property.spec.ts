import { describe, expect, test } from '@jest/globals';
import { runsOfToday, seedOfToday } from '@vafa/testing';
import { engineAnswer } from './engine-answer.ts';
import { Chance, randomSale, randomVersions } from './random-promotions.ts';
import { reference } from './reference.ts';

const runs = runsOfToday(100_000, 60);
const seed = seedOfToday(process.env.PROMOTIONS_SEED);

describe('the engine and the reference', () => {
  test(`agree on ${String(runs)} baskets by as many sets of promotions, from seed ${String(seed)}`, () => {
    for (let run = 0; run < runs; run++) {
      const chance = new Chance(seed * 1_000_003 + run);
      const [sale, versions] = [randomSale(chance), randomVersions(chance)];
      const [ours, theirs] = [engineAnswer(versions, sale), reference(versions, sale)];
      try {
        expect(ours).toEqual(theirs);
      } catch (error) {
        throw new Error(`run ${String(run)} of seed ${String(seed)}: ${String(error)}`, { cause: error });
      }
    }
  });
});
