import { Asked } from './asking/asked.ts';
import { linesOf, type PromotedResult, type PromotionRejection } from './adjudicated.ts';
import type { CompiledPromotion } from './compile-promotion.ts';
import { applyPromotions, effectiveIn, type Applied } from './giving/apply-promotions.ts';
import { combine } from './giving/combine.ts';
import type { RunningPromotions } from './running.ts';
import { measureSale, type MeasuredSale } from './sale/goods-line.ts';
import { goodsTest } from './sale/match-goods.ts';
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
    if (refused) rejections.push({ promotion, ...refused });
    else eligible.push(promotion);
  }
  return { eligible, rejections };
};

const leftOf = ({ sale }: MeasuredSale, { version }: CompiledPromotion): (bigint | undefined)[] =>
  version.terms.limits.map(({ id }) => sale.left?.[id]);

/** Whether a limit of a promotion has nothing left, or less than it gives where it stands alone. */
const isUsedUp = (
  measured: MeasuredSale,
  promotion: CompiledPromotion,
  always: readonly CompiledPromotion[],
): boolean => {
  const left = leftOf(measured, promotion);
  if (left.some((rest) => rest !== undefined && rest <= 0n)) return true;
  if (left.every((rest) => rest === undefined) || always.includes(promotion)) return false;
  return applyPromotions(measured, [always, [promotion]], false).fallen.includes(promotion);
};

const withinLimits = (measured: MeasuredSale, { eligible, rejections }: Verdicts): Verdicts => {
  if (!measured.sale.left) return { eligible, rejections };
  const always = eligible.filter(({ version }) => version.terms.combine === 'always');
  const standing = always.filter((promotion) => !isUsedUp(measured, promotion, always));
  const isOut = (promotion: CompiledPromotion): boolean => isUsedUp(measured, promotion, standing);
  return {
    eligible: eligible.filter((promotion) => !isOut(promotion)),
    rejections: [...rejections, ...eligible.filter(isOut).map((promotion) => ({ promotion, code: 'limit_reached' }))],
  };
};

/** Whether any line is of goods that a promotion names in its effects. */
const meetsGoods = ({ lines }: MeasuredSale, { version, excludes }: CompiledPromotion): boolean => {
  const tests = version.terms.effects.map((effect) => ('goods' in effect ? goodsTest(effect.goods) : () => true));
  return tests.some((test) => lines.some((line) => test(line) && !excludes(line)));
};

const isOfPoints = ({ version }: CompiledPromotion): boolean =>
  version.terms.effects.some(({ kind }) => kind.startsWith('points'));

/** Why a promotion that stands gives this sale nothing. */
const withoutEffect = ({ work }: Applied, promotion: CompiledPromotion): string => {
  const [cut] = work.taken.get(promotion)?.cuts.keys() ?? [];
  if (cut) return cut;
  const { effects } = promotion.version.terms;
  const namesGoods = effects.every((effect) => 'goods' in effect && effect.goods !== undefined);
  if (namesGoods && !meetsGoods(work.measured, promotion)) return 'no_matching_line';
  return isOfPoints(promotion) ? 'below_one_unit' : 'nothing_to_discount';
};

/**
 * What running promotions give a sale, in the order of docs/promotions.md: who may apply, what stands together, and the
 * money and points of it. It is pure: the same sale and versions give the same answer for ever.
 */
export const adjudicatePromotions = (running: RunningPromotions, sale: PromotedSale): PromotedResult => {
  const measured = measureSale(sale);
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
