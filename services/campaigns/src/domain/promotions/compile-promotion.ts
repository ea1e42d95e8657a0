import { askHoldOut, askOf } from './asking/ask.ts';
import type { Ask, Asked, Unmet } from './asking/asked.ts';
import type { ApplyDiscount } from './discounts/apply-discount.ts';
import { buyGet } from './discounts/buy-get.ts';
import { freeItem, offCheapest, offEachNth, offLines } from './discounts/of-lines.ts';
import { freeShipping, offSale, spendTiers } from './discounts/of-sale.ts';
import { bundlePrice, fixedPrice } from './discounts/prices.ts';
import type { GoodsLine } from './sale/goods-line.ts';
import { goodsTest } from './sale/match-goods.ts';
import type { StandingPromotion } from './standing-promotion.ts';
import type { PromotionEffect } from './terms/effects.ts';
import type { Promotion, PromotionVersion } from './terms/promotion.ts';

/** Stages in which discounts are applied: prices, lines, of the sale by percent, by amount, by tiers; shipping. */
export const stages = 6;

export interface CompiledDiscount {
  readonly stage: number;
  /** Which of the promotion's effects, from 0. */
  readonly effect: number;
  readonly apply: ApplyDiscount;
}

/** Why a promotion does not apply, and which of its conditions said so, in the order written. */
export interface Refusal extends Unmet {
  readonly condition: number;
}

/** Points by an effect, and which lines earn them. */
export interface CompiledPoints {
  readonly effect: number;
  readonly terms: PointsTerms;
  readonly earns: (line: GoodsLine) => boolean;
}

type PointsTerms = Extract<PromotionEffect, { kind: 'points' | 'points_per_money' | 'points_multiplied' }>;

export interface CompiledPromotion extends StandingPromotion {
  readonly discounts: readonly CompiledDiscount[];
  readonly points: readonly CompiledPoints[];
  /** Credit, vouchers, items, rights and messages. */
  readonly hasGifts: boolean;
  /** Nothing of it touches prices: it may stand beside an exclusive one. */
  readonly isOnlyGiving: boolean;
  /** The first condition that is not met; the hold-out comes last. */
  refuse(asked: Asked): Refusal | undefined;
}

const discountOf = (effect: PromotionEffect, terms: Promotion): [stage: number, apply: ApplyDiscount] | undefined => {
  switch (effect.kind) {
    case 'fixed_price':
      return [0, fixedPrice(effect)];
    case 'bundle_price':
      return [0, bundlePrice(effect)];
    case 'off_lines':
      return [1, offLines(effect)];
    case 'off_cheapest':
      return [1, offCheapest(effect)];
    case 'off_each_nth':
      return [1, offEachNth(effect)];
    case 'buy_get':
      return [1, buyGet(effect, terms)];
    case 'free_item':
      return [1, freeItem(effect)];
    case 'off_sale':
      return ['percent' in effect.off ? 2 : 3, offSale(effect)];
    case 'spend_tiers':
      return [4, spendTiers(effect)];
    case 'free_shipping':
      return [5, freeShipping(effect)];
    default:
      return undefined;
  }
};

const gifts: ReadonlySet<PromotionEffect['kind']> = new Set([
  'gift_credit',
  'voucher',
  'entitlement',
  'message',
  'free_item',
]);

/** Turns a version into closures that hold all they need; what they make of a sale, the sale alone decides. */
export const compilePromotion = (version: PromotionVersion): CompiledPromotion => {
  const { terms } = version;
  const excluded = terms.exclusions.map(goodsTest);
  const asks: Ask[] = [
    ...terms.conditions.map((condition) => askOf(condition, terms)),
    ...(terms.holdOut === undefined ? [] : [askHoldOut(terms)]),
  ];
  const excludes = (line: GoodsLine): boolean => excluded.length > 0 && excluded.some((test) => test(line));
  const discounts = terms.effects.flatMap((each, effect): CompiledDiscount[] => {
    const discount = discountOf(each, terms);
    return discount ? [{ effect, stage: discount[0], apply: discount[1] }] : [];
  });
  const points = terms.effects.flatMap((each, effect): CompiledPoints[] => {
    if (each.kind !== 'points' && each.kind !== 'points_per_money' && each.kind !== 'points_multiplied') return [];
    const test = goodsTest(each.goods);
    const earns = (line: GoodsLine): boolean =>
      !line.good?.noPoints && !line.good?.giftCard && test(line) && !excludes(line);
    return [{ effect, terms: each, earns }];
  });
  return {
    version,
    discounts,
    points,
    hasGifts: terms.effects.some(({ kind }) => gifts.has(kind)),
    isOnlyGiving: discounts.length === 0,
    excludes,
    refuse: (asked) => {
      let condition = 0;
      for (const ask of asks) {
        const refused = ask(asked);
        if (refused) return { ...refused, condition };
        condition += 1;
      }
      return undefined;
    },
  };
};
