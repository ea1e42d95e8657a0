import type { ClubRules } from '../club-rules.ts';
import { adjudicatePromotions } from '../promotions/adjudicate-promotions.ts';
import type { PromotedLine, PromotedResult } from '../promotions/adjudicated.ts';
import type { CompiledPromotion } from '../promotions/compile-promotion.ts';
import type { Given } from '../promotions/giving/given.ts';
import { RunningPromotions } from '../promotions/running.ts';
import type { PromotedSale } from '../promotions/sale/sale.ts';
import type { StandingPromotion } from '../promotions/standing-promotion.ts';

/** What one promotion gives a line. */
export interface TriedShare {
  readonly position: number;
  readonly amount: bigint;
}

/** What one promotion gives a basket, or why it does not. */
export interface TriedPromotion {
  readonly promotion: StandingPromotion;
  readonly discount: bigint;
  readonly shares: readonly TriedShare[];
  /** Off shipping. */
  readonly shipping: bigint;
  readonly points: bigint;
  readonly gifts: readonly Given[];
  /** Undefined: it applies. */
  readonly refusal?: {
    readonly code: string;
    readonly condition: number | undefined;
    readonly missing: bigint | undefined;
    readonly other: StandingPromotion | undefined;
  };
}

export interface TriedSale {
  readonly promotions: readonly TriedPromotion[];
  readonly lines: readonly PromotedLine[];
  readonly gross: bigint;
  readonly discount: bigint;
  readonly net: bigint;
  readonly tax: bigint;
  readonly shipping: bigint;
  /** With shipping, and with tax that prices do not hold. */
  readonly pays: bigint;
  readonly points: bigint;
}

const sum = (amounts: readonly bigint[]): bigint => amounts.reduce((one, other) => one + other, 0n);

const pointsIn = (given: readonly Given[]): bigint =>
  sum(given.map((each) => (each.kind === 'points' ? each.points : 0n)));

const sharesOf = (lines: readonly PromotedLine[], promotion: StandingPromotion): TriedShare[] =>
  lines
    .map(({ position, shares }) => ({
      position,
      amount: sum(shares.filter((share) => share.promotion === promotion).map(({ amount }) => amount)),
    }))
    .filter(({ amount }) => amount > 0n);

const ofPromotion = (
  promotion: StandingPromotion,
  result: PromotedResult,
  lines: readonly PromotedLine[],
): TriedPromotion => {
  const given = result.given.filter((each) => each.promotion === promotion);
  const ofShipping = result.shipping.shares.filter((share) => share.promotion === promotion);
  return {
    promotion,
    discount: result.discounts.find((each) => each.promotion === promotion)?.amount ?? 0n,
    shares: sharesOf(lines, promotion),
    shipping: sum(ofShipping.map(({ amount }) => amount)),
    points: pointsIn(given),
    gifts: given.filter(({ kind }) => kind !== 'points'),
  };
};

/** Of each earning rule the version that held then, as the promotion that it is. */
export const rulesThen = ({ rules }: ClubRules, at: Date): CompiledPromotion[] =>
  Array.from(rules.values(), (versions) => {
    const held = versions.find((version) => version.holds(at.getTime())) ?? versions[0];
    return held.promotion;
  });

const periodCodes = { before: 'not_yet_valid', after: 'no_longer_valid' } as const;

/** Of one that does not run then: it gives nothing, and no condition says why. */
export const outsidePeriod = (promotion: StandingPromotion, when: keyof typeof periodCodes): TriedPromotion => ({
  promotion,
  discount: 0n,
  shares: [],
  shipping: 0n,
  points: 0n,
  gifts: [],
  refusal: { code: periodCodes[when], condition: undefined, missing: undefined, other: undefined },
});

/** What promotions give a basket, promotion by promotion. Changes nothing. */
export const tryBasket = (promotions: readonly CompiledPromotion[], sale: PromotedSale): TriedSale => {
  const result = adjudicatePromotions(new RunningPromotions(promotions), sale);
  const lines = result.lines();
  const refusals = new Map(
    [...result.rejections, ...result.otherRejections()].map(({ promotion, code, condition, missing, other }) => [
      promotion,
      { code, condition, missing, other },
    ]),
  );
  const [gross, net, tax] = [
    sum(lines.map((line) => line.gross)),
    sum(lines.map((line) => line.net)),
    sum(lines.map((line) => line.tax)),
  ];
  const included = new Set(sale.lines.filter((line) => line.tax?.included).map(({ position }) => position));
  const added = sum(lines.map((line) => (included.has(line.position) ? 0n : line.tax)));
  const { net: shipping } = result.shipping;
  return {
    promotions: promotions.map((promotion) => {
      const refusal = refusals.get(promotion);
      return { ...ofPromotion(promotion, result, lines), ...(refusal && { refusal }) };
    }),
    lines,
    gross,
    discount: gross - net,
    net,
    tax,
    shipping,
    pays: net + added + shipping,
    points: pointsIn(result.given),
  };
};
