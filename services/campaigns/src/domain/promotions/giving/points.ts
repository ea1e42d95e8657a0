import { pointsPerEntryMax } from '@vafa/contracts/points';
import type { StandingPromotion } from '../standing-promotion.ts';
import type { Giver } from '../discounts/giver.ts';
import { least, spread } from '../discounts/spread.ts';
import type { LineInWork, SaleInWork } from '../discounts/sale-in-work.ts';
import type { GoodsLine } from '../sale/goods-line.ts';
import { goodsTest } from '../sale/match-goods.ts';
import { whole } from '../terms/amounts.ts';
import type { Goods } from '../terms/goods.ts';
import type { PromotionEffect } from '../terms/effects.ts';
import type { GivenPoints } from './given.ts';
import { taxesOf } from './tax.ts';

type Of<Kind extends PromotionEffect['kind']> = Extract<PromotionEffect, { kind: Kind }>;
type PerMoney = Of<'points_per_money'>;

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

/** Whether a line earns by a promotion. */
const earner = (goods: Goods | undefined, { excludes }: StandingPromotion): ((line: LineInWork) => boolean) => {
  const test = goodsTest(goods);
  const may = ({ good }: GoodsLine): boolean => !good?.noPoints && !good?.giftCard;
  return ({ goods: line }) => may(line) && test(line) && !excludes(line);
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

  perMoney(giver: Giver, terms: PerMoney): void {
    const earns = earner(terms.goods, giver.promotion);
    const amount = amountBy(terms, this.work, this.isPaid);
    let base = 0n;
    this.work.lines.forEach((line, place) => {
      if (earns(line)) base += amount(line, place);
    });
    const weights = () => this.work.lines.map((line, place) => (earns(line) ? amount(line, place) : 0n));
    this.add(giver, pointsFor(base, terms), base, weights);
  }

  fixed(giver: Giver, { points, goods, perUnit }: Of<'points'>): void {
    const lines = this.work.lines.filter(earner(goods, giver.promotion));
    if (!lines.some(({ goods: { gross } }) => gross > 0n)) return;
    const { countFreeLines } = giver.promotion.version.terms;
    const units = lines.reduce(
      (sum, { goods: line }) => (line.gross > 0n || countFreeLines ? sum + line.units : sum),
      0,
    );
    this.add(giver, perUnit ? points * BigInt(units) : points, 0n, () => []);
  }

  /** `perMoney`: what points per money gave each line; earlier multipliers count where this one compounds. */
  multiplied(
    giver: Giver,
    { times, goods, compound }: Of<'points_multiplied'>,
    perMoney: readonly GivenPoints[],
  ): void {
    const earns = earner(goods, giver.promotion);
    const earlier = byLine(this.work, compound ? this.given : perMoney);
    const some = this.work.lines.map((line, place) => (earns(line) ? (earlier[place] as bigint) : 0n));
    const sum = some.reduce((one, other) => one + other, 0n);
    this.add(giver, (sum * (times - whole)) / whole, 0n, () => some);
  }

  private add({ promotion, effect }: Giver, points: bigint, base: bigint, weights: () => readonly bigint[]): void {
    const cap = promotion.version.terms.caps.points;
    const before = this.given.reduce((sum, each) => (each.promotion === promotion ? sum + each.points : sum), 0n);
    const within = cap === undefined ? points : least(points, cap - before);
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

const effectsOf = (promotions: readonly StandingPromotion[]): [Giver, PromotionEffect][] =>
  promotions.flatMap((promotion) =>
    promotion.version.terms.effects.map((terms, effect): [Giver, PromotionEffect] => [{ promotion, effect }, terms]),
  );

/**
 * The points that promotions give, in the order in which they come. What caps and limits cut is not cut yet.
 * `isPaid`: payments are looked at.
 */
export const pointsOf = (
  work: SaleInWork,
  promotions: readonly StandingPromotion[],
  isPaid: boolean,
): readonly GivenPoints[] => {
  const effects = effectsOf(promotions);
  const points = new PointsInWork(work, isPaid);
  for (const [giver, terms] of effects) if (terms.kind === 'points_per_money') points.perMoney(giver, terms);
  const ofMoney = [...points.given];
  for (const [giver, terms] of effects) if (terms.kind === 'points') points.fixed(giver, terms);
  for (const [giver, terms] of effects)
    if (terms.kind === 'points_multiplied') points.multiplied(giver, terms, ofMoney);
  return points.given;
};

/** Points within the club's cap for one sale, the last promotion cut first, and within limits for use in part. */
export const cutPoints = (
  work: SaleInWork,
  given: readonly GivenPoints[],
  order: readonly StandingPromotion[],
): GivenPoints[] => {
  if (given.length === 0) return [];
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
