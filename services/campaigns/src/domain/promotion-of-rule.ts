import type { EarningRule } from './earning-rule.ts';
import type { Condition } from './promotions/terms/conditions.ts';
import type { PromotionVersion } from './promotions/terms/promotion.ts';

/** What a sale of before is not asked again: whether the rule was on, and when it held. */
const validityOf = ({ enabled, holdsFrom, validUntil }: EarningRule): Condition[] => [
  ...(enabled ? [] : [{ kind: 'switch' as const, on: false }]),
  ...(holdsFrom || validUntil ? [{ kind: 'period' as const, from: holdsFrom, until: validUntil }] : []),
];

const placeAndTotalOf = ({ branchIds, minimumTotal }: EarningRule): Condition[] => [
  ...(branchIds.length > 0 ? [{ kind: 'branch' as const, in: [...branchIds] }] : []),
  ...(minimumTotal > 0n ? [{ kind: 'total' as const, atLeast: minimumTotal }] : []),
];

/**
 * An earning rule as the promotion that it is: points for each whole amount of what its goods cost, in a fixed order of
 * conditions. `isPinned`: it decided the sale already, and its validity does not count.
 */
export const promotionOfRule = (rule: EarningRule, isPinned: boolean): PromotionVersion => ({
  id: rule.id,
  version: rule.version,
  publishedAt: rule.publishedAt,
  terms: {
    code: rule.code,
    name: rule.name,
    priority: 0,
    combine: 'stackable',
    conditions: [{ kind: 'member' }, ...(isPinned ? [] : validityOf(rule)), ...placeAndTotalOf(rule)],
    effects: [
      {
        kind: 'points_per_money',
        points: rule.points,
        perAmount: rule.perAmount,
        base: 'gross',
        wholeAmounts: true,
        ...(rule.skus.length > 0 && { goods: { skus: rule.skus } }),
      },
    ],
    exclusions: [],
    caps: {},
    floor: {},
    countNoDiscount: true,
    limits: [],
  },
});
