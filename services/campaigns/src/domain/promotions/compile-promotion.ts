import { askHoldOut, askOf } from './asking/ask.ts';
import type { Ask, Asked, Unmet } from './asking/asked.ts';
import type { ApplyDiscount } from './discounts/apply-discount.ts';
import { buyGet } from './discounts/buy-get.ts';
import { freeItem, offCheapest, offEachNth, offLines } from './discounts/of-lines.ts';
import { freeShipping, offSale, spendTiers } from './discounts/of-sale.ts';
import { bundlePrice, fixedPrice } from './discounts/prices.ts';
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

export interface CompiledPromotion extends StandingPromotion {
  readonly discounts: readonly CompiledDiscount[];
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

/** Turns a version into closures that hold all they need; what they make of a sale, the sale alone decides. */
export const compilePromotion = (version: PromotionVersion): CompiledPromotion => {
  const { terms } = version;
  const excluded = terms.exclusions.map(goodsTest);
  const asks: Ask[] = [...terms.conditions.map((condition) => askOf(condition, terms)), askHoldOut(terms)];
  const discounts = terms.effects.flatMap((each, effect): CompiledDiscount[] => {
    const discount = discountOf(each, terms);
    return discount ? [{ effect, stage: discount[0], apply: discount[1] }] : [];
  });
  return {
    version,
    discounts,
    isOnlyGiving: discounts.length === 0,
    excludes: (line) => excluded.some((test) => test(line)),
    refuse: (asked) => {
      for (const [condition, ask] of asks.entries()) {
        const refused = ask(asked);
        if (refused) return { ...refused, condition };
      }
      return undefined;
    },
  };
};
