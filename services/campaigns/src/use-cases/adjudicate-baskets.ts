import { DomainError } from '@vafa/kernel';
import { adjudicate, holdsPinned, type Adjudication } from '../domain/adjudicate.ts';
import { basketsMax, type Basket } from '../domain/basket.ts';
import type { FreshRules } from './fresh-rules.ts';

/**
 * Decides for each basket, in the order asked. Changes nothing. Raises `too_many_baskets`, `invalid_basket`,
 * `rule_version_not_found`.
 */
export class AdjudicateBaskets {
  constructor(private readonly rules: FreshRules) {}

  async execute(clubId: string, baskets: readonly Basket[]): Promise<Adjudication[]> {
    if (baskets.length > basketsMax)
      throw new DomainError('invalid', 'too_many_baskets', `at most ${basketsMax} baskets are adjudicated at once`);
    const known = await this.rules.of(clubId);
    // A sale may pin what another replica has just published.
    const club = holdsPinned(known, baskets) ? known : await this.rules.now(clubId);
    return baskets.map((basket) => adjudicate(club, basket));
  }
}
