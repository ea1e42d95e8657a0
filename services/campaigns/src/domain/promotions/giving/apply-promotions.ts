import { stages, type CompiledPromotion } from '../compile-promotion.ts';
import { SaleInWork } from '../discounts/sale-in-work.ts';
import type { MeasuredSale } from '../sale/goods-line.ts';
import type { StandingPromotion } from '../standing-promotion.ts';
import { whole } from '../terms/amounts.ts';
import type { Promotion } from '../terms/promotion.ts';
import type { Given } from './given.ts';
import { cutPoints, pointsOf } from './points.ts';

type Limit = Promotion['limits'][number];

/** What some promotions make of a sale. */
export interface Applied {
  readonly work: SaleInWork;
  readonly given: readonly Given[];
  /** In the order in which they were applied. */
  readonly promotions: readonly CompiledPromotion[];
  /** Those that fell because a limit had too little left, the last one first. */
  readonly fallen: readonly CompiledPromotion[];
}

/** Higher priority first, then by code. */
export const byPriority = (one: CompiledPromotion, other: CompiledPromotion): number => {
  const difference = other.version.terms.priority - one.version.terms.priority;
  if (difference !== 0) return difference;
  return one.version.terms.code < other.version.terms.code ? -1 : 1;
};

/** Stage by stage, in each in the order of promotions. */
const takeDiscounts = (work: SaleInWork, promotions: readonly CompiledPromotion[]): void => {
  const some = promotions.filter(({ isOnlyGiving }) => !isOnlyGiving);
  for (let stage = 0; stage < stages && some.length > 0; stage++)
    for (const { discounts } of some)
      for (const discount of discounts) if (discount.stage === stage) discount.apply(work, discount);
};

/** How many of a free item stood in the basket, and cost nothing there. */
const freeInBasket = ({ lines }: SaleInWork, promotion: CompiledPromotion, effect: number): number =>
  lines
    .flatMap(({ runs }) => runs ?? [])
    .filter(({ freeBy }) => freeBy?.promotion === promotion && freeBy.effect === effect)
    .reduce((sum, { count }) => sum + count, 0);

const giftsOf = (work: SaleInWork, promotions: readonly CompiledPromotion[]): Given[] =>
  promotions
    .filter(({ hasGifts }) => hasGifts)
    .flatMap((promotion) =>
      promotion.version.terms.effects.flatMap((terms, effect): Given[] => {
        switch (terms.kind) {
          case 'gift_credit':
          case 'voucher':
          case 'entitlement':
          case 'message':
            return [{ ...terms, promotion, effect }];
          case 'free_item': {
            const count = terms.count - freeInBasket(work, promotion, effect);
            return count > 0 ? [{ ...terms, promotion, effect, count }] : [];
          }
          default:
            return [];
        }
      }),
    );

const worthOf = (given: Given): bigint => {
  switch (given.kind) {
    case 'gift_credit':
      return given.amount;
    case 'voucher':
    case 'free_item':
      return given.value * BigInt(given.count);
    default:
      return 0n;
  }
};

/** For the member, in ten-thousandths of a minor unit times a hundred. */
export const benefitOf = ({ work, given }: Applied): bigint => {
  const value = work.measured.sale.club?.pointValue ?? 0n;
  let benefit = work.discount * whole;
  for (const each of given) benefit += each.kind === 'points' ? each.points * value * 100n : worthOf(each) * whole;
  return benefit;
};

/** The promotions that give a sale anything. */
export const effectiveIn = ({ work, given }: Applied): ReadonlySet<StandingPromotion> => {
  const effective = new Set<StandingPromotion>();
  for (const [promotion, { discount }] of work.taken) if (discount > 0n) effective.add(promotion);
  for (const { promotion } of given) effective.add(promotion);
  return effective;
};

/** What promotions use of a limit; a sale is one use, and a promotion without effect is none. */
const usesIn = (applied: Applied): ((promotion: CompiledPromotion, of: Limit['of']) => bigint) => {
  const { work, given } = applied;
  const effective = effectiveIn(applied);
  return (promotion, of) => {
    if (of === 'uses') return effective.has(promotion) ? 1n : 0n;
    if (of === 'discount') return work.taken.get(promotion)?.discount ?? 0n;
    return given.reduce(
      (sum, each) => (each.kind === 'points' && each.promotion === promotion ? sum + each.points : sum),
      0n,
    );
  };
};

const firstStage = ({ discounts }: CompiledPromotion): number =>
  Math.min(stages, ...discounts.map(({ stage }) => stage));

/** The promotion that falls first where those of a sale use more of a limit than there is. */
const overLimit = (applied: Applied, order: readonly CompiledPromotion[]): CompiledPromotion | undefined => {
  const { left = {} } = applied.work.measured.sale;
  const usesOf = usesIn(applied);
  for (const [id, rest] of Object.entries(left)) {
    const sharing = order.flatMap((promotion) =>
      promotion.version.terms.limits
        .filter((limit) => limit.id === id)
        .map(({ of }) => ({ promotion, uses: usesOf(promotion, of) }))
        .filter(({ uses }) => uses > 0n),
    );
    if (sharing.reduce((sum, { uses }) => sum + uses, 0n) > rest) return sharing.at(-1)?.promotion;
  }
  return undefined;
};

const noPromotions: readonly CompiledPromotion[] = [];

const applyOnce = (
  measured: MeasuredSale,
  phases: readonly (readonly CompiledPromotion[])[],
  isPaid: boolean,
  fallen: readonly CompiledPromotion[],
): Applied => {
  const work = new SaleInWork(measured);
  const sorted = phases.map((phase) => (phase.length > 1 ? phase.toSorted(byPriority) : phase));
  const promotions = noPromotions.concat(...sorted);
  for (const phase of sorted) takeDiscounts(work, phase);
  const points = cutPoints(work, pointsOf(work, promotions, isPaid), promotions);
  return { work, given: [...points, ...giftsOf(work, promotions)], promotions, fallen };
};

/**
 * Applies promotions phase by phase: within one by stage, then priority, then code. Where they use more of a limit than
 * is left, the one that was applied last falls, and all is applied again without it.
 */
export const applyPromotions = (
  measured: MeasuredSale,
  phases: readonly (readonly CompiledPromotion[])[],
  isPaid: boolean,
): Applied => {
  const fallen: CompiledPromotion[] = [];
  if (!measured.sale.left) return applyOnce(measured, phases, isPaid, fallen);
  const order = phases.flatMap((phase) =>
    phase.toSorted((one, other) => firstStage(one) - firstStage(other) || byPriority(one, other)),
  );
  for (;;) {
    const standing = phases.map((phase) => phase.filter((promotion) => !fallen.includes(promotion)));
    const applied = applyOnce(measured, standing, isPaid, fallen);
    const over = overLimit(applied, order);
    if (!over) return applied;
    fallen.push(over);
  }
};
