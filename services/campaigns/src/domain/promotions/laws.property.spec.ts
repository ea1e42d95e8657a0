import { describe, expect, test } from '@jest/globals';
import { adjudicated } from '../../../test/promotions/adjudicated.ts';
import { engineAnswer } from '../../../test/promotions/engine-answer.ts';
import { randomVersions } from '../../../test/promotions/random-promotions.ts';
import { holds as holdsIn, runsOf, type Law } from '../../../test/promotions/random-runs.ts';
import type { PromotedResult } from './adjudicated.ts';
import type { PromotedSale, SaleLine } from './sale/sale.ts';
import type { PromotionVersion } from './terms/promotion.ts';

const runs = runsOf(3_000, 30);

const holds = (law: Law): void => holdsIn(runs, law);

const discountOf = ({ lines, shipping }: PromotedResult): bigint =>
  [...lines(), shipping].flatMap(({ shares }) => shares).reduce((sum, { amount }) => sum + amount, 0n);

/** What a result is worth to the member, in ten-thousandths of a minor unit. */
const benefitOf = (result: PromotedResult, { club }: PromotedSale): bigint =>
  result.given.reduce((sum, given) => {
    if (given.kind === 'points') return sum + given.points * (club?.pointValue ?? 0n);
    if (given.kind === 'gift_credit') return sum + given.amount * 10_000n;
    return 'value' in given ? sum + given.value * BigInt(given.count) * 10_000n : sum;
  }, discountOf(result) * 10_000n);

const unpaid = ({ payments: _, ...sale }: PromotedSale): PromotedSale => sale;

describe('laws of promotions', () => {
  test('the order of lines makes no difference', () => {
    holds((sale, versions) => {
      const turned = { ...sale, lines: sale.lines.toReversed() };
      expect(engineAnswer(versions, turned)).toEqual(engineAnswer(versions, sale));
    });
  });

  test('lines sum to what they cost, and none falls below nothing', () => {
    holds((sale, versions) => {
      const { lines, shipping } = adjudicated(versions, sale);
      for (const { gross, shares, net } of [...lines(), { ...shipping, gross: sale.shipping ?? 0n }]) {
        expect(shares.reduce((sum, { amount }) => sum - amount, gross)).toBe(net);
        expect(net >= 0n && shares.every(({ amount }) => amount > 0n)).toBe(true);
      }
    });
  });

  test('nothing is sold below its floor price, but what is given away', () => {
    holds((sale, versions) => {
      const some = versions.filter(
        ({ terms }) => !terms.effects.some(({ kind }) => kind === 'buy_get' || kind === 'free_item'),
      );
      const lines = adjudicated(some, sale).lines();
      for (const { position, gross, net } of lines) {
        const line = sale.lines.find((each) => each.position === position) as SaleLine;
        const alone = sale.lines.filter(({ sku }) => sku === line.sku).length === 1;
        const floor = ((line.good?.floorPrice ?? 0n) * BigInt(line.quantityMilli)) / 1000n;
        if (alone) expect(net >= (gross < floor ? gross : floor)).toBe(true);
      }
    });
  });

  test('n units on one line are n lines', () => {
    holds((sale, versions) => {
      const split = sale.lines.flatMap((line): SaleLine[] => {
        const units = line.quantityMilli / 1000;
        if (!Number.isInteger(units) || line.good?.decimals) return [{ ...line, position: line.position * 10 }];
        const gross = line.gross / BigInt(units);
        return Array.from({ length: units }, (_, unit) => {
          return { ...line, position: line.position * 10 + unit, quantityMilli: 1000, gross };
        });
      });
      const [one, other] = [engineAnswer(versions, sale), engineAnswer(versions, { ...sale, lines: split })];
      expect({ ...other, lines: [] }).toEqual({ ...one, lines: [] });
      for (const { position, net } of one.lines) {
        const parts = other.lines.filter((line) => Math.floor(line.position / 10) === position);
        expect(parts.reduce((sum, line) => sum + line.net, 0n)).toBe(net);
      }
    });
  });

  test('a further promotion never makes it worse where the best is chosen', () => {
    holds((given, versions, chance) => {
      const sale = unpaid(given);
      const [extra] = randomVersions(chance) as [PromotionVersion];
      const { group: _, ...terms } = extra.terms;
      const more: PromotionVersion = {
        ...extra,
        terms: {
          ...terms,
          code: 'extra',
          ...(chance.is(0.5) ? { combine: 'exclusive' } : { combine: 'best_in_group', group: 'd' }),
        },
      };
      const before = benefitOf(adjudicated(versions, sale), sale);
      expect(benefitOf(adjudicated([...versions, more], sale), sale) >= before).toBe(true);
    });
  });

  test('no limit is exceeded, shared or not', () => {
    holds((given, versions, chance) => {
      const sale = { ...given, left: { budget: BigInt(chance.below(400)), uses: BigInt(chance.below(3)), points: 9n } };
      const limited = versions.map((version): PromotionVersion => {
        const limits = chance.some([
          { id: 'budget', of: 'discount' as const, partial: chance.is(0.5) },
          { id: 'uses', of: 'uses' as const },
          { id: 'points', of: 'points' as const, partial: chance.is(0.5) },
        ]);
        return { ...version, terms: { ...version.terms, limits } };
      });
      const result = adjudicated(limited, sale);
      const limitedBy = (id: string) => limited.filter(({ terms }) => terms.limits.some((limit) => limit.id === id));
      const ids = (id: string) => new Set(limitedBy(id).map((version) => version.id));
      const shares = [...result.lines(), result.shipping].flatMap((line) => line.shares);
      const budget = shares.filter(({ promotion }) => ids('budget').has(promotion.version.id));
      expect(budget.reduce((sum, { amount }) => sum + amount, 0n) <= sale.left.budget).toBe(true);
      const users = new Set([...shares, ...result.given].map(({ promotion }) => promotion.version.id));
      expect(BigInt([...users].filter((id) => ids('uses').has(id)).length) <= sale.left.uses).toBe(true);
      const points = result.given.filter(
        ({ kind, promotion }) => kind === 'points' && ids('points').has(promotion.version.id),
      );
      expect(points.reduce((sum, each) => (each.kind === 'points' ? sum + each.points : sum), 0n) <= 9n).toBe(true);
    });
  });

  test('asked again, the same versions give the first answer', () => {
    holds((sale, versions) => {
      const first = engineAnswer(versions, sale);
      expect(engineAnswer(structuredClone(versions), structuredClone(sale))).toEqual(first);
    });
  });
});
