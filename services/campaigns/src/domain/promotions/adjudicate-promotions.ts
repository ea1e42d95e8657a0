import { Asked } from './asking/asked.ts';
import { linesOf, type PromotedResult } from './adjudicated.ts';
import type { CompiledPromotion } from './compile-promotion.ts';
import { applyPromotions, effectiveIn, type Applied } from './giving/apply-promotions.ts';
import { combine } from './giving/combine.ts';
import { ofName } from './of-name.ts';
import type { PromotionRejection } from './promotion-rejection.ts';
import type { Running } from './running.ts';
import { MeasuredSale } from './sale/goods-line.ts';
import type { PromotedSale } from './sale/sale.ts';

interface Verdicts {
  readonly eligible: readonly CompiledPromotion[];
  readonly rejections: readonly PromotionRejection[];
}

const askAll = (asked: Asked, promotions: readonly CompiledPromotion[]): Verdicts => {
  const eligible: CompiledPromotion[] = [];
  const rejections: PromotionRejection[] = [];
  for (const promotion of promotions) {
    const refused = promotion.refuse(asked);
    if (refused) rejections.push(refused);
    else eligible.push(promotion);
  }
  return { eligible, rejections };
};

/** What is left of a promotion's limits, as far as the sale names them. */
const leftOf = ({ sale: { left = {} } }: MeasuredSale, { version }: CompiledPromotion): bigint[] =>
  version.terms.limits.flatMap(({ id }) => ofName(left, id) ?? []);

/** Whether a limit of a promotion has nothing left, or less than it gives where it stands alone. */
const isUsedUp = (
  measured: MeasuredSale,
  promotion: CompiledPromotion,
  always: readonly CompiledPromotion[],
): boolean => {
  const left = leftOf(measured, promotion);
  if (left.some((rest) => rest <= 0n)) return true;
  if (left.length === 0 || always.includes(promotion)) return false;
  return applyPromotions(measured, [always, [promotion]], false).fallen.includes(promotion);
};

const withinLimits = (measured: MeasuredSale, { eligible, rejections }: Verdicts): Verdicts => {
  if (!measured.sale.left) return { eligible, rejections };
  const always = eligible.filter(({ version }) => version.terms.combine === 'always');
  const standing = always.filter((promotion) => !isUsedUp(measured, promotion, always));
  const out = new Set(eligible.filter((promotion) => isUsedUp(measured, promotion, standing)));
  const refused = Array.from(out, (promotion) => ({ promotion, code: 'limit_reached' }));
  return {
    eligible: eligible.filter((promotion) => !out.has(promotion)),
    rejections: [...rejections, ...refused],
  };
};

/** Why a promotion that stands gives this sale nothing. */
const withoutEffect = ({ work }: Applied, promotion: CompiledPromotion): string => {
  const cut = work.taken.get(promotion)?.cut;
  if (cut) return cut;
  const { effects } = promotion.version.terms;
  const namesGoods = effects.every((effect) => 'goods' in effect && effect.goods !== undefined);
  if (namesGoods && !work.measured.sale.lines.some((line) => promotion.isOf(line))) return 'no_matching_line';
  return promotion.points.length > 0 ? 'below_one_unit' : 'nothing_to_discount';
};

/**
 * What running promotions give a sale, in the order of docs/promotions.md: who may apply, what stands together, and the
 * money and points of it. It is pure: the same sale and versions give the same answer for ever.
 */
export const adjudicatePromotions = (running: Running, sale: PromotedSale): PromotedResult => {
  const measured = new MeasuredSale(sale);
  const asked = new Asked(measured);
  const candidates = running.candidates(measured);
  const { eligible, rejections } = withinLimits(measured, askAll(asked, candidates));
  const { applied, stoodBack } = combine(measured, eligible);
  const effective = effectiveIn(applied);
  const standing = applied.promotions.filter((promotion) => !effective.has(promotion));
  const { shippingNet, shippingShares, taken } = applied.work;
  return {
    lines: () => linesOf(applied),
    shipping: { net: shippingNet, shares: shippingShares },
    discounts: Array.from(taken, ([promotion, { discount: amount }]) => ({ promotion, amount })).filter(
      ({ amount }) => amount > 0n,
    ),
    given: applied.given,
    rejections: [
      ...rejections,
      ...stoodBack,
      ...standing.map((promotion) => ({ promotion, code: withoutEffect(applied, promotion) })),
    ],
    otherRejections: () => {
      const known = new Set(candidates);
      return askAll(
        asked,
        running.all.filter((promotion) => !known.has(promotion)),
      ).rejections;
    },
  };
};
