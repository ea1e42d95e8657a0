import { compilePromotion, type CompiledPromotion } from './promotions/compile-promotion.ts';
import type { EarningRule } from './earning-rule.ts';
import { promotionOfRule } from './promotion-of-rule.ts';

export interface CompiledVersion {
  readonly rule: EarningRule;
  readonly promotion: CompiledPromotion;
  /** As `promotion`, whatever the dates and whether or not it is enabled; everything else counts. */
  readonly pinned: CompiledPromotion;
  /** Whether it has taken the place of older versions by that moment (epoch milliseconds). */
  holds(at: number): boolean;
}

/** A version of a rule as the promotion that it is. */
export const compile = (rule: EarningRule): CompiledVersion => {
  const from = rule.holdsFrom?.getTime() ?? -Infinity;
  let pinned: CompiledPromotion | undefined;
  return {
    rule,
    promotion: compilePromotion(promotionOfRule(rule, false)),
    get pinned() {
      return (pinned ??= compilePromotion(promotionOfRule(rule, true)));
    },
    holds: (at) => at >= from,
  };
};
