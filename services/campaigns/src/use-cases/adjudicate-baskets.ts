import { DomainError, type Clock } from '@vafa/kernel';
import { adjudicate, holdsPinned, type Adjudication } from '../domain/adjudicate.ts';
import { basketsMax, type Basket } from '../domain/basket.ts';
import { checkTerms } from '../domain/check-terms.ts';
import type { RuleTerms } from '../domain/earning-rule.ts';
import { tried } from '../domain/publish.ts';
import type { FreshRules } from './fresh-rules.ts';

/**
 * Decides for each basket, in the order asked. Changes nothing. Raises `too_many_baskets`, `invalid_basket`,
 * `rule_version_not_found`, `invalid_rule`.
 */
export class AdjudicateBaskets {
  constructor(
    private readonly rules: FreshRules,
    private readonly clock: Clock,
  ) {}

  /** `terms`: of a rule that is tried as if it were published now. */
  async execute(clubId: string, baskets: readonly Basket[], terms?: RuleTerms): Promise<Adjudication[]> {
    if (baskets.length > basketsMax)
      throw new DomainError('invalid', 'too_many_baskets', `at most ${basketsMax} baskets are adjudicated at once`);
    const known = await this.rules.of(clubId);
    // A sale may pin what another replica has just published.
    const club = holdsPinned(known, baskets) ? known : await this.rules.now(clubId);
    const asked = terms ? tried(club, { clubId, terms: checkTerms(terms) }, this.clock.now()).club : club;
    return baskets.map((basket) => adjudicate(asked, basket));
  }
}
