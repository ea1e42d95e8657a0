import type { Clock, Commands } from '@vafa/kernel';
import { AdjudicateBaskets } from './use-cases/adjudicate-baskets.ts';
import { FreshRules } from './use-cases/fresh-rules.ts';
import { freshAloneMs } from './use-cases/fresh-record.ts';
import { ListEarningRules } from './use-cases/list-earning-rules.ts';
import { ListRuleVersions } from './use-cases/list-rule-versions.ts';
import { FreshPromotions } from './use-cases/promotions/fresh-promotions.ts';
import { KnownPromotions } from './use-cases/promotions/known-promotions.ts';
import type { PromotionDrafts } from './use-cases/promotions/promotion-drafts.ts';
import type { PromotionSteps } from './use-cases/promotions/promotion-steps.ts';
import { TakePromotionSteps } from './use-cases/promotions/take-promotion-steps.ts';
import { TryPromotions } from './use-cases/promotions/try-promotions.ts';
import { WritePromotions } from './use-cases/promotions/write-promotions.ts';
import { PublishEarningRule } from './use-cases/publish-earning-rule.ts';
import type { RulePublications } from './use-cases/rule-publications.ts';
import type { MemberSnapshots } from './use-cases/snapshots/member-snapshots.ts';
import { TryRules } from './use-cases/try-rules.ts';

export interface Ports {
  readonly published: RulePublications;
  readonly drafts: PromotionDrafts;
  readonly steps: PromotionSteps;
  readonly snapshots: MemberSnapshots;
  readonly commands: Commands;
  /** No other replica publishes. */
  readonly alone: boolean;
  readonly clock: Clock;
}

/** The use cases on their ports. */
export const composeUseCases = ({ published, drafts, steps, snapshots, commands, alone, clock }: Ports) => {
  const freshMs = alone ? freshAloneMs : undefined;
  const rules = new FreshRules(published, clock, freshMs);
  const promotions = new FreshPromotions(steps, clock, freshMs);
  const known = new KnownPromotions(drafts, promotions, clock);
  return [
    new PublishEarningRule(published, rules, clock),
    new ListEarningRules(rules),
    new AdjudicateBaskets(rules, promotions, snapshots, clock),
    new TryRules(rules, clock),
    new ListRuleVersions(rules),
    known,
    new WritePromotions(drafts, known, commands, clock),
    new TakePromotionSteps(steps, promotions, known, commands, clock),
    new TryPromotions(rules, promotions, known, snapshots, clock),
  ];
};
