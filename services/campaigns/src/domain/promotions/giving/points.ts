import { pointsPerEntryMax } from '@vafa/contracts/points';
import type { CompiledPoints, CompiledPromotion } from '../compile-promotion.ts';
import type { Giver } from '../discounts/giver.ts';
import { least, spread } from '../discounts/spread.ts';
import type { LineInWork, SaleInWork } from '../discounts/sale-in-work.ts';
import { whole } from '../terms/amounts.ts';
import type { StandingPromotion } from '../standing-promotion.ts';
import type { PromotionEffect } from '../terms/effects.ts';
import type { GivenPoints } from './given.ts';
import { taxesOf } from './tax.ts';

type Of<Kind extends PromotionEffect['kind']> = Extract<PromotionEffect, { kind: Kind }>;
type PerMoney = Of<'points_per_money'>;
type Multiplied = Of<'points_multiplied'>;
type Earns = CompiledPoints['earns'];

/** What payments other than money pay of each line; gift cards are paid by money only. */
const paidOtherwise = (work: SaleInWork, isPaid: boolean): bigint[] => {
  const payments = isPaid ? (work.measured.sale.payments ?? []) : [];
  const paid = payments.reduce((sum, { amount, isMoney }) => (isMoney ? sum : sum + amount), 0n);
  const nets = work.lines.map(({ goods, net }) => (goods.good?.giftCard ? 0n : net));
  const all = [...nets, work.shippingNet];
  const shares = spread(
    least(
      paid,
      all.reduce((sum, net) => sum + net, 0n),
    ),
    all,
  );
  return shares.slice(0, nets.length);
};

/** What of a line counts as the base. */
type Amount = (line: LineInWork, place: number) => bigint;

const pricedBy = (base: PerMoney['base'], work: SaleInWork, isPaid: boolean): Amount => {
  if (base === 'gross') return ({ goods }) => goods.gross;
  if (base === 'net_of_discount') return ({ net }) => net;
  const otherwise = paidOtherwise(work, isPaid);
  return ({ net }, place) => net - (otherwise[place] ?? 0n);
};

const amountBy = ({ base, withoutTax }: PerMoney, work: SaleInWork, isPaid: boolean): Amount => {
  const priced = pricedBy(base, work, isPaid);
  if (!withoutTax) return priced;
  const taxes = taxesOf(
    work.lines.map(({ goods }) => goods),
    work.lines.map(priced),
  );
  return (line, place) => priced(line, place) - (line.goods.tax?.included ? (taxes[place] ?? 0n) : 0n);
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

  constructor(work: SaleInWork, isPaid: boolean) {
    this.work = work;
    this.isPaid = isPaid;
  }

  perMoney(giver: Giver, terms: PerMoney, earns: Earns): void {
    const amount = amountBy(terms, this.work, this.isPaid);
    let base = 0n;
    this.work.lines.forEach((line, place) => {
      if (earns(line.goods)) base += amount(line, place);
    });
    const weights = () => this.work.lines.map((line, place) => (earns(line.goods) ? amount(line, place) : 0n));
    this.add(giver, pointsFor(base, terms), base, weights);
  }

  fixed(giver: Giver, { points, perUnit }: Of<'points'>, earns: Earns): void {
    const { lines } = this.work;
    if (!lines.some(({ goods }) => goods.gross > 0n && earns(goods))) return;
    this.add(giver, perUnit ? points * BigInt(this.unitsOf(giver, earns)) : points, 0n, () => []);
  }

  /** `seen`: of which points those on its lines are multiplied. */
  multiplied(giver: Giver, { times }: Multiplied, earns: Earns, seen: readonly GivenPoints[]): void {
    const earlier = byLine(this.work, seen);
    const some = this.work.lines.map((line, place) => (earns(line.goods) ? (earlier[place] as bigint) : 0n));
    const sum = some.reduce((one, other) => one + other, 0n);
    this.add(giver, (sum * (times - whole)) / whole, 0n, () => some);
  }

  private unitsOf({ promotion }: Giver, earns: Earns): number {
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
  const effects: [Giver, CompiledPoints][] = [];
  for (const promotion of promotions)
    for (const each of promotion.points) effects.push([{ promotion, effect: each.effect }, each]);
  if (effects.length === 0) return [];
  const points = new PointsInWork(work, isPaid);
  for (const [giver, { terms, earns }] of effects)
    if (terms.kind === 'points_per_money') points.perMoney(giver, terms, earns);
  const ofMoney = [...points.given];
  for (const [giver, { terms, earns }] of effects) if (terms.kind === 'points') points.fixed(giver, terms, earns);
  for (const [giver, { terms, earns }] of effects)
    if (terms.kind === 'points_multiplied')
      points.multiplied(giver, terms, earns, terms.compound ? points.given : ofMoney);
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
