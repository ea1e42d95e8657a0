import type { PromotedSale } from '../../src/domain/promotions/sale/sale.ts';
import type { PromotionVersion } from '../../src/domain/promotions/terms/promotion.ts';
import { runsOfToday, seedOfToday } from '@vafa/testing';
import { Chance, randomSale, randomVersions } from './random-promotions.ts';

export const seed = seedOfToday(process.env.PROMOTIONS_SEED);

/** As `runsOfToday`; mutation testing, which plays them for each change, makes few. */
export const runsOf = (whole: number, days: number): number => {
  const few = Number(process.env.FC_RUNS ?? 0) * 5;
  return few > 0 ? few : runsOfToday(whole, days);
};

export type Law = (sale: PromotedSale, versions: PromotionVersion[], chance: Chance) => void;

/** Holds a law against random baskets and sets of promotions; whoever fails tells run and seed. */
export const holds = (runs: number, law: Law): void => {
  for (let run = 0; run < runs; run++) {
    const chance = new Chance(seed * 1_000_003 + run);
    const [sale, versions] = [randomSale(chance), randomVersions(chance)];
    try {
      law(sale, versions, chance);
    } catch (error) {
      throw new Error(`run ${String(run)} of seed ${String(seed)}: ${String(error)}`, { cause: error });
    }
  }
};
