import { DomainError, type Clock } from '@vafa/kernel';
import { checkTerms } from '../domain/check-terms.ts';
import type { EarningRule } from '../domain/earning-rule.ts';
import { publish, type PublishOrder } from '../domain/publish.ts';
import type { FreshRules } from './fresh-rules.ts';
import type { RulePublications } from './rule-publications.ts';

const triesMax = 50;

/**
 * Version 1 of a new code or the next version of a known one, once per key. Raises
 * `invalid_rule`, `rule_changed`, `key_reused`.
 */
export class PublishEarningRule {
  constructor(
    private readonly published: RulePublications,
    private readonly rules: FreshRules,
    private readonly clock: Clock,
  ) {}

  async execute(order: PublishOrder): Promise<EarningRule> {
    const checked = { ...order, terms: checkTerms(order.terms) };
    const now = this.clock.now();
    for (let tries = 0; tries < triesMax; tries++) {
      const decision = publish(await this.rules.now(order.clubId), checked, now);
      if ('repeated' in decision) return decision.repeated.rule;
      try {
        if ((await this.published.append(decision.next)) === 'appended') {
          await this.rules.now(order.clubId);
          return decision.next.rule;
        }
      } catch (error) {
        // It may be there all the same.
        this.rules.expire(order.clubId);
        throw error;
      }
    }
    throw new DomainError('unavailable', 'too_busy', 'too many publications at once; ask again with the same key');
  }
}
