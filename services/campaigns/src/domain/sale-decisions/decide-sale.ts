import { adjudicate, inForceOf, ofVersions, type Adjudication } from '../adjudicate.ts';
import { measure, type Basket } from '../basket.ts';
import { adjudicatePromotions } from '../promotions/adjudicate-promotions.ts';
import type { PromotedResult } from '../promotions/adjudicated.ts';
import type { CompiledPromotion } from '../promotions/compile-promotion.ts';
import type { Running, RunningPromotions } from '../promotions/running.ts';
import type { MemberSnapshot } from '../promotions/sale/sale.ts';
import { askedBy, type Published } from './asked-by.ts';
import { decideRest } from './decide-rest.ts';
import { recordedOf, recordedOfRules, withPayments } from './recorded-of.ts';
import type { KnownOfMembers } from './running-for-sale.ts';
import type { SaleDecision } from './sale-decision.ts';
import { adjustmentsOf, effectOfRule, effectsOf, refusalOf, refusalOfRule } from './told-effects.ts';

/** What earning rules alone decided. */
export const ofRules = ({ effects, rejections }: Adjudication): SaleDecision => ({
  effects: effects.map(effectOfRule),
  refusals: rejections.map(refusalOfRule),
  adjustments: [],
});

/** Earning rules and promotions together, as one engine runs them. */
const together = (rules: readonly CompiledPromotion[], running: Running): Running => ({
  all: [...rules, ...running.all],
  candidates: (measured) => [...rules, ...running.candidates(measured)],
});

const decideFirst = (
  { rules: club }: Published,
  basket: Basket,
  running: RunningPromotions,
  member: MemberSnapshot | undefined,
): SaleDecision => {
  const sale = withPayments(measure(basket, member), basket.sale?.paidWithPoints ?? 0n);
  const rules = inForceOf(club, sale.at.getTime());
  const promotionOf = ({ promotion }: (typeof rules)[number]): CompiledPromotion => promotion;
  const result: PromotedResult = adjudicatePromotions(together(rules.map(promotionOf), running), sale);
  const ofRule = ofVersions(rules, result, promotionOf);
  const isRule = new Set<unknown>(rules.map(promotionOf));
  const adjustments = adjustmentsOf(result);
  const effects = effectsOf(running.all, result, adjustments);
  const byRules = ofRule.effects.map(effectOfRule);
  const recorded = recordedOf(effects, running.all, sale, basket) ?? recordedOfRules(byRules, basket);
  return {
    effects: [...byRules, ...effects],
    refusals: [
      ...ofRule.rejections.map(refusalOfRule),
      ...result.rejections.filter(({ promotion }) => !isRule.has(promotion)).map(refusalOf),
    ],
    adjustments,
    ...(recorded && { recorded: { ...recorded, shares: adjustments } }),
  };
};

const decideByRules = ({ rules }: Published, basket: Basket): SaleDecision => {
  const decision = ofRules(adjudicate(rules, basket));
  const recorded = recordedOfRules(decision.effects, basket);
  return { ...decision, ...(recorded && { recorded }) };
};

/**
 * What earning rules and promotions make of a sale at its time, in one run; of what is left of one, what they make of
 * that by what was recorded. Raises `invalid_basket`, `rule_version_not_found`.
 */
export const decideSale = (
  published: Published,
  basket: Basket,
  known: KnownOfMembers,
  member?: MemberSnapshot,
): SaleDecision => {
  const running = askedBy(published, basket, known);
  if (basket.before) return decideRest(published, basket, basket.before, { running: running?.all ?? [], member });
  return running ? decideFirst(published, basket, running, member) : decideByRules(published, basket);
};
