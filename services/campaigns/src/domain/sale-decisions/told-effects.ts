import type { Rejection } from '../conditions.ts';
import type { PointsEffect } from '../points-effect.ts';
import type { PromotedResult } from '../promotions/adjudicated.ts';
import type { Given } from '../promotions/giving/given.ts';
import type { PromotionRejection } from '../promotions/promotion-rejection.ts';
import type { StandingPromotion } from '../promotions/standing-promotion.ts';
import type { PromotionVersion } from '../promotions/terms/promotion.ts';
import type { Adjustment, Basis, GivenEffect, Gives, Refusal } from './sale-decision.ts';

/** Names an effect within its sale, whatever else the sale gets. */
export const effectId = ({ id }: PromotionVersion, effect: number): string => `${id}.${String(effect)}`;

const ofVersion = ({ id, version, terms }: PromotionVersion) => ({
  promotionId: id,
  promotionVersion: version,
  promotionCode: terms.code,
  promotionName: terms.name,
});

/** What effects took off lines: one entry for each effect and line, in the order of lines. */
export const adjustmentsOf = (result: PromotedResult): Adjustment[] =>
  result.lines().flatMap(({ position, shares }) => {
    const byEffect = new Map<string, bigint>();
    for (const { promotion, effect, amount } of shares) {
      const id = effectId(promotion.version, effect);
      byEffect.set(id, (byEffect.get(id) ?? 0n) + amount);
    }
    return Array.from(byEffect, ([id, amount]): Adjustment => ({ effectId: id, position, amount }));
  });

const basisOf = ({ terms }: PromotionVersion, effect: number, base: bigint): Basis | undefined => {
  const by = terms.effects[effect];
  return by?.kind === 'points_per_money' ? { base, points: by.points, perAmount: by.perAmount } : undefined;
};

const givesOf = (given: Given): Gives | undefined => {
  switch (given.kind) {
    case 'points':
      return { kind: 'points', amount: given.points };
    case 'free_item':
      return { kind: 'free_item', sku: given.sku, count: given.count };
    case 'entitlement':
    case 'message':
      return { kind: given.kind, code: given.code };
    // Promotions with these do not run in sales.
    case 'voucher':
    case 'gift_credit':
      return undefined;
  }
};

const discountOf = (adjustments: readonly Adjustment[]): Gives => ({
  kind: 'discount',
  amount: adjustments.reduce((sum, { amount }) => sum + amount, 0n),
  positions: adjustments.map(({ position }) => position),
});

/** What promotions give, in their order: what each effect takes off, then what it gives. */
export const effectsOf = (
  promotions: readonly StandingPromotion[],
  result: PromotedResult,
  adjustments: readonly Adjustment[],
): GivenEffect[] => {
  const off = Map.groupBy(adjustments, (adjustment) => adjustment.effectId);
  const given = Map.groupBy(result.given, ({ promotion }) => promotion);
  return promotions.flatMap((promotion) => {
    const { version } = promotion;
    const made = (effect: number, gives: Gives, basis?: Basis): GivenEffect => ({
      ...ofVersion(version),
      id: effectId(version, effect),
      reason: 'promotion',
      gives,
      ...(basis && { basis }),
    });
    const discounts = version.terms.effects.flatMap((_terms, effect) => {
      const some = off.get(effectId(version, effect));
      return some ? [made(effect, discountOf(some))] : [];
    });
    const others = (given.get(promotion) ?? []).flatMap((each) => {
      const gives = givesOf(each);
      const base = each.kind === 'points' ? each.base : 0n;
      if (!gives) return [];
      const effect = made(each.effect, gives, basisOf(version, each.effect, base));
      return gives.kind === 'free_item' ? [{ ...effect, id: `${effect.id}.item` }] : [effect];
    });
    return [...discounts, ...others];
  });
};

/** As `effectsOf`, of an earning rule: it has one effect, which has its id. */
export const effectOfRule = (effect: PointsEffect): GivenEffect => ({
  id: effect.ruleId,
  promotionId: effect.ruleId,
  promotionVersion: effect.ruleVersion,
  promotionCode: effect.ruleCode,
  promotionName: '',
  reason: 'earning_rule',
  basis: { base: effect.base, points: effect.ratePoints, perAmount: effect.ratePerAmount },
  gives: { kind: 'points', amount: effect.points },
});

export const refusalOfRule = ({ code, ruleId, ruleVersion, conditionIndex }: Rejection): Refusal => ({
  code,
  promotionId: ruleId,
  promotionVersion: ruleVersion,
  promotionCode: '',
  promotionName: '',
  condition: conditionIndex,
});

export const refusalOf = ({ promotion, code, condition, missing, other }: PromotionRejection): Refusal => ({
  ...ofVersion(promotion.version),
  code,
  condition,
  missing,
  inFavourOf: other?.version.terms.code,
});
