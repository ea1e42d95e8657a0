import { pointsPerEntryMax } from '@vafa/contracts/points';
import { spread } from '@vafa/kernel';
import type { CompiledPoints, CompiledPromotion } from '../compile-promotion.ts';
import type { Giver } from '../discounts/giver.ts';
import { least } from '../discounts/rounding.ts';
import type { SaleInWork } from '../discounts/sale-in-work.ts';
import { whole } from '../terms/amounts.ts';
import type { StandingPromotion } from '../standing-promotion.ts';
import type { EffectOf } from '../terms/effects.ts';
import type { GivenPoints } from './given.ts';
import { taxesOf } from './tax.ts';

type PerMoney = EffectOf<'points_per_money'>;

const sumOf = (amounts: readonly bigint[]): bigint => amounts.reduce((one, other) => one + other, 0n);

/** What payments other than money pay of each line; gift cards are paid by money only. */
const paidOtherwise = (work: SaleInWork): bigint[] => {
  const payments = work.measured.sale.payments ?? [];
  const paid = sumOf(payments.map(({ amount, isMoney }) => (isMoney ? 0n : amount)));
  const nets = work.lines.map(({ goods, net }) => (goods.good?.giftCard ? 0n : net));
  const all = [...nets, work.shippingNet];
  return spread(least(paid, sumOf(all)), all).slice(0, nets.length);
};

/** floor(base × points ÷ per_amount), or points for each whole per_amount; never more than one entry can hold. */
export const pointsFor = (
  base: bigint,
  { points, perAmount, wholeAmounts }: Pick<PerMoney, 'points' | 'perAmount' | 'wholeAmounts'>,
): bigint => least(wholeAmounts ? (base / perAmount) * points : (base * points) / perAmount, pointsPerEntryMax);

/** Points of one sale, as promotions add to them. */
class PointsInWork {
  readonly given: GivenPoints[] = [];
  private readonly work: SaleInWork;
  private readonly isPaid: boolean;
  private otherwise: readonly bigint[] | undefined;

  constructor(work: SaleInWork, isPaid: boolean) {
    this.work = work;
    this.isPaid = isPaid;
  }

  perMoney(by: CompiledPoints, terms: PerMoney): void {
    const amounts = (): bigint[] => this.earned(by, this.counted(terms));
    const base = this.isOfGross(terms) ? this.grossOf(by) : sumOf(amounts());
    this.add(by, pointsFor(base, terms), base, amounts);
  }

  fixed(by: CompiledPoints, { points, perUnit }: EffectOf<'points'>): void {
    if (this.grossOf(by) === 0n) return;
    this.add(by, perUnit ? points * BigInt(this.unitsOf(by)) : points, 0n, () => []);
  }

  /** `seen`: of which points those on its lines are multiplied. */
  multiplied(by: CompiledPoints, { times }: EffectOf<'points_multiplied'>, seen: readonly GivenPoints[]): void {
    const some = this.earned(by, byLine(this.work, seen));
    this.add(by, (sumOf(some) * (times - whole)) / whole, 0n, () => some);
  }

  /** Whether what counts is what the goods cost before discounts. */
  private isOfGross({ base, withoutTax }: PerMoney): boolean {
    return !withoutTax && (base === 'gross' || (base === 'net_of_discount' && this.work.discount === 0n));
  }

  /** Before discounts: lines that are one cost what they cost apart, so none are put together for it. */
  private grossOf({ isOfAll, earns }: CompiledPoints): bigint {
    const { sale, earningGross } = this.work.measured;
    if (isOfAll) return earningGross;
    let sum = 0n;
    for (const line of sale.lines) if (earns(line)) sum += line.gross;
    return sum;
  }

  /** Of amounts of lines those that earn. */
  private earned({ earns }: CompiledPoints, amounts: readonly bigint[]): bigint[] {
    return this.work.lines.map(({ goods }, place) => (earns(goods) ? (amounts[place] as bigint) : 0n));
  }

  /** What of each line counts as the base. */
  private counted({ base, withoutTax }: PerMoney): bigint[] {
    const { lines } = this.work;
    const priced = lines.map(({ goods, net }, place) => {
      if (base === 'gross') return goods.gross;
      return base === 'money_part_only' ? net - (this.paidOtherwise[place] ?? 0n) : net;
    });
    if (!withoutTax) return priced;
    const goods = lines.map((line) => line.goods);
    const taxes = taxesOf(goods, priced);
    return priced.map((amount, place) => amount - (goods[place]?.tax?.included ? (taxes[place] ?? 0n) : 0n));
  }

  private get paidOtherwise(): readonly bigint[] {
    return (this.otherwise ??= this.isPaid ? paidOtherwise(this.work) : []);
  }

  private unitsOf({ promotion, earns }: CompiledPoints): number {
    const { countFreeLines } = promotion.version.terms;
    return this.work.lines.reduce(
      (sum, { goods }) => (earns(goods) && (goods.gross > 0n || countFreeLines) ? sum + goods.units : sum),
      0,
    );
  }

  private before(promotion: StandingPromotion): bigint {
    return this.given.reduce((sum, each) => (each.promotion === promotion ? sum + each.points : sum), 0n);
  }

  private add({ promotion, effect }: Giver, points: bigint, base: bigint, weights: () => readonly bigint[]): void {
    const cap = promotion.version.terms.caps.points;
    const within = cap === undefined ? points : least(points, cap - this.before(promotion));
    const amount = least(within, pointsPerEntryMax);
    if (amount <= 0n) return;
    this.given.push({ kind: 'points', promotion, effect, points: amount, base, weights });
  }
}

/** What points fall on each line of goods, in their order. */
export const byLine = ({ lines }: SaleInWork, given: readonly GivenPoints[]): bigint[] => {
  const sums = lines.map(() => 0n);
  for (const { points, weights } of given)
    spread(points, weights()).forEach((share, place) => (sums[place] = (sums[place] ?? 0n) + share));
  return sums;
};

/**
 * The points that promotions give, in the order in which they come. What caps and limits cut is not cut yet.
 * `isPaid`: payments are looked at.
 */
export const pointsOf = (
  work: SaleInWork,
  promotions: readonly CompiledPromotion[],
  isPaid: boolean,
): readonly GivenPoints[] => {
  const effects = promotions.flatMap((promotion) => promotion.points);
  if (effects.length === 0) return [];
  const points = new PointsInWork(work, isPaid);
  for (const by of effects) if (by.terms.kind === 'points_per_money') points.perMoney(by, by.terms);
  const ofMoney = [...points.given];
  for (const by of effects) if (by.terms.kind === 'points') points.fixed(by, by.terms);
  for (const by of effects)
    if (by.terms.kind === 'points_multiplied')
      points.multiplied(by, by.terms, by.terms.compound ? points.given : ofMoney);
  return points.given;
};

/** Points within the club's cap for one sale, the last promotion cut first, and within limits for use in part. */
export const cutPoints = (
  work: SaleInWork,
  given: readonly GivenPoints[],
  order: readonly StandingPromotion[],
): readonly GivenPoints[] => {
  const isCut = work.measured.sale.club?.pointsCap !== undefined || work.measured.sale.left !== undefined;
  if (!isCut || given.length === 0) return given;
  const inOrder = given.toSorted((one, other) => order.indexOf(one.promotion) - order.indexOf(other.promotion));
  let room = work.measured.sale.club?.pointsCap;
  const left = new Map(work.left);
  return inOrder.flatMap((each) => {
    let points = room === undefined ? each.points : least(each.points, room);
    if (room !== undefined) room -= points;
    for (const { id, of, partial } of each.promotion.version.terms.limits) {
      const rest = of === 'points' ? left.get(id) : undefined;
      if (rest === undefined) continue;
      if (partial) points = least(points, rest);
      left.set(id, rest - points);
    }
    return points > 0n ? [{ ...each, points }] : [];
  });
};
