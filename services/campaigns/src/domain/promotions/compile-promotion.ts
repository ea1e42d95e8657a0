import { askHoldOut, askOf } from './asking/ask.ts';
import type { Ask, Asked } from './asking/asked.ts';
import type { ApplyDiscount } from './discounts/apply-discount.ts';
import { buyGet } from './discounts/buy-get.ts';
import { freeItem, offCheapest, offEachNth, offLines } from './discounts/of-lines.ts';
import { freeShipping, offSale, spendTiers } from './discounts/of-sale.ts';
import { bundlePrice, fixedPrice } from './discounts/prices.ts';
import type { Giver } from './discounts/giver.ts';
import type { PromotionRejection } from './promotion-rejection.ts';
import { mayEarn, type GoodsFacts } from './sale/goods-line.ts';
import { goodsTest, type GoodsTest } from './sale/match-goods.ts';
import type { StandingPromotion } from './standing-promotion.ts';
import type { EffectOf, PromotionEffect } from './terms/effects.ts';
import type { Promotion, PromotionVersion } from './terms/promotion.ts';

/** Stages in which discounts are applied: prices, lines, of the sale by percent, by amount, by tiers; shipping. */
export const stages = 6;

/** A discount, of the promotion and the effect that give it. */
export interface CompiledDiscount extends Giver {
  readonly stage: number;
  readonly apply: ApplyDiscount;
}

/** Points by an effect, and which lines earn them. */
export interface CompiledPoints extends Giver {
  readonly terms: PointsTerms;
  /** Everything that may earn points at all earns these. */
  readonly isOfAll: boolean;
  readonly earns: (line: GoodsFacts) => boolean;
}

type PointsTerms = EffectOf<'points' | 'points_per_money' | 'points_multiplied'>;

export interface CompiledPromotion extends StandingPromotion {
  readonly discounts: readonly CompiledDiscount[];
  readonly points: readonly CompiledPoints[];
  /** Credit, vouchers, items, rights and messages. */
  readonly hasGifts: boolean;
  /** Nothing of it touches prices: it may stand beside an exclusive one. */
  readonly isOnlyGiving: boolean;
  /** Whether an effect is of these goods. */
  isOf(line: GoodsFacts): boolean;
  /** The first condition that is not met; the hold-out comes last. */
  refuse(asked: Asked): PromotionRejection | undefined;
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

const isOfPoints = (effect: PromotionEffect): effect is PointsTerms =>
  effect.kind === 'points' || effect.kind === 'points_per_money' || effect.kind === 'points_multiplied';

const anyOf = (tests: readonly GoodsTest[]): GoodsTest =>
  tests.length === 0 ? () => false : (line) => tests.some((test) => test(line));

class Compiled implements CompiledPromotion {
  readonly version: PromotionVersion;
  readonly discounts: readonly CompiledDiscount[];
  readonly points: readonly CompiledPoints[];
  readonly hasGifts: boolean;
  readonly isOnlyGiving: boolean;
  readonly excludes: GoodsTest;
  private readonly asks: readonly Ask[];
  private readonly goods: GoodsTest;

  constructor(version: PromotionVersion) {
    const { terms } = version;
    this.version = version;
    this.excludes = anyOf(terms.exclusions.map(goodsTest));
    this.goods = anyOf(terms.effects.map((effect) => goodsTest('goods' in effect ? effect.goods : undefined)));
    this.asks = [
      ...terms.conditions.map((condition) => askOf(condition, terms)),
      ...(terms.holdOut === undefined ? [] : [askHoldOut(terms)]),
    ];
    this.discounts = terms.effects.flatMap((each, effect) => {
      const discount = discountOf(each, terms);
      return discount ? [{ promotion: this, effect, stage: discount[0], apply: discount[1] }] : [];
    });
    this.points = terms.effects.flatMap((each, effect) => (isOfPoints(each) ? [this.pointsBy(each, effect)] : []));
    this.hasGifts = terms.effects.some(({ kind }) => gifts.has(kind));
    this.isOnlyGiving = this.discounts.length === 0;
  }

  isOf(line: GoodsFacts): boolean {
    return this.goods(line) && !this.excludes(line);
  }

  refuse(asked: Asked): PromotionRejection | undefined {
    let condition = 0;
    for (const ask of this.asks) {
      const refused = ask(asked);
      if (refused) return { promotion: this, code: refused.code, condition, missing: refused.missing };
      condition += 1;
    }
    return undefined;
  }

  private pointsBy(terms: PointsTerms, effect: number): CompiledPoints {
    const test = goodsTest(terms.goods);
    const isOfAll = !terms.goods && this.version.terms.exclusions.length === 0;
    const earns: GoodsTest = (line) => (!line.good || mayEarn(line.good)) && test(line) && !this.excludes(line);
    return { promotion: this, effect, terms, isOfAll, earns };
  }
}

/** What of a promotion is otherwise where another stands in for it. */
export interface OtherParts {
  readonly discounts?: readonly CompiledDiscount[];
  readonly points?: readonly CompiledPoints[];
  readonly hasGifts?: boolean;
  /** Why it is not to apply, whatever its conditions say. */
  readonly refusal?: string;
}

class StandIn implements CompiledPromotion {
  readonly version: PromotionVersion;
  readonly discounts: readonly CompiledDiscount[];
  readonly points: readonly CompiledPoints[];
  readonly hasGifts: boolean;
  readonly isOnlyGiving: boolean;

  constructor(
    private readonly promotion: CompiledPromotion,
    private readonly other: OtherParts,
  ) {
    this.version = promotion.version;
    this.discounts = (other.discounts ?? promotion.discounts).map((each) => ({ ...each, promotion: this }));
    this.points = (other.points ?? promotion.points).map((each) => ({ ...each, promotion: this }));
    this.hasGifts = other.hasGifts ?? promotion.hasGifts;
    this.isOnlyGiving = this.discounts.length === 0;
  }

  excludes(line: GoodsFacts): boolean {
    return this.promotion.excludes(line);
  }

  isOf(line: GoodsFacts): boolean {
    return this.promotion.isOf(line);
  }

  refuse(asked: Asked): PromotionRejection | undefined {
    const { refusal } = this.other;
    if (refusal !== undefined) return { promotion: this, code: refusal };
    const refused = this.promotion.refuse(asked);
    return refused && { ...refused, promotion: this };
  }
}

/** The same promotion with other parts: what these give, it gives. */
export const standIn = (promotion: CompiledPromotion, other: OtherParts): CompiledPromotion =>
  new StandIn(promotion, other);

/** Turns a version into closures that hold all they need; what they make of a sale, the sale alone decides. */
export const compilePromotion = (version: PromotionVersion): CompiledPromotion => new Compiled(version);
