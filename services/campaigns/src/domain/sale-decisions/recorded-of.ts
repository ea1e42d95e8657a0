import type { Basket } from '../basket.ts';
import type { CompiledPromotion } from '../promotions/compile-promotion.ts';
import type { PromotedSale } from '../promotions/sale/sale.ts';
import { unmetIn } from './fixed-answers.ts';
import type { GivenEffect, Recorded, SaleGood } from './sale-decision.ts';

/** Earning rules ask of goods only whether they earn points at all. */
const isOfEarning = ({ noPoints, giftCard }: SaleGood): boolean => noPoints || giftCard;

/** What a decision by earning rules alone rests on; undefined: all goods earn, so nothing need be known of them. */
export const recordedOfRules = (
  effects: readonly GivenEffect[],
  { sale }: Pick<Basket, 'sale'>,
): Recorded | undefined => {
  if (effects.length === 0 || !sale?.goods.some(isOfEarning)) return undefined;
  return { shares: [], goods: sale.goods, unmet: new Map(), paidWithPoints: sale.paidWithPoints };
};

/** What a decision rests on; undefined where promotions gave nothing. */
export const recordedOf = (
  effects: readonly GivenEffect[],
  promotions: readonly CompiledPromotion[],
  sale: PromotedSale,
  { sale: asked }: Basket,
): Pick<Recorded, 'goods' | 'unmet' | 'paidWithPoints'> | undefined => {
  const applied = new Set(effects.map(({ promotionId }) => promotionId));
  const some = promotions.filter(({ version }) => applied.has(version.id));
  if (some.length === 0) return undefined;
  const unmet = new Map(some.map(({ version: { id, terms } }) => [id, unmetIn(terms, sale)] as const));
  return {
    goods: asked?.goods ?? [],
    unmet: new Map([...unmet].filter(([, places]) => places.length > 0)),
    paidWithPoints: asked?.paidWithPoints ?? 0n,
  };
};

/** Points that are held pay first; how the rest is paid nobody knows before the sale is closed. */
export const withPayments = (sale: PromotedSale, paidWithPoints: bigint): PromotedSale =>
  paidWithPoints === 0n ? sale : { ...sale, payments: [{ method: 'points', amount: paidWithPoints, isMoney: false }] };
