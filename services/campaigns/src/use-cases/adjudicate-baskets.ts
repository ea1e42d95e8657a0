import { DomainError, type Clock } from '@vafa/kernel';
import { holdsPinned } from '../domain/adjudicate.ts';
import { basketsMax, type Basket } from '../domain/basket.ts';
import { checkTerms } from '../domain/check-terms.ts';
import type { ClubRules } from '../domain/club-rules.ts';
import type { RuleTerms } from '../domain/earning-rule.ts';
import { noPromotions, type ClubPromotions } from '../domain/promotion-life/club-promotions.ts';
import type { MemberSnapshot } from '../domain/promotions/sale/sale.ts';
import { tried } from '../domain/publish.ts';
import { askedBy, type Published } from '../domain/sale-decisions/asked-by.ts';
import { holdsDecided } from '../domain/sale-decisions/decide-rest.ts';
import { decideSale } from '../domain/sale-decisions/decide-sale.ts';
import type { SaleDecision } from '../domain/sale-decisions/sale-decision.ts';
import type { FreshRules } from './fresh-rules.ts';
import type { FreshPromotions } from './promotions/fresh-promotions.ts';
import type { MemberSnapshots } from './snapshots/member-snapshots.ts';

/**
 * Decides for each basket, in the order asked. Changes nothing. Raises `too_many_baskets`, `invalid_basket`,
 * `rule_version_not_found`, `invalid_rule`.
 */
export class AdjudicateBaskets {
  constructor(
    private readonly rules: FreshRules,
    private readonly promotions: FreshPromotions,
    private readonly members: MemberSnapshots,
    private readonly clock: Clock,
  ) {}

  /** `terms`: of a rule that is tried as if it were published now. */
  async execute(clubId: string, baskets: readonly Basket[], terms?: RuleTerms): Promise<SaleDecision[]> {
    if (baskets.length > basketsMax)
      throw new DomainError('invalid', 'too_many_baskets', `at most ${basketsMax} baskets are adjudicated at once`);
    const [club, promotions] = await Promise.all([this.rulesFor(clubId, baskets), this.promotionsFor(clubId, baskets)]);
    const rules = terms ? tried(club, { clubId, terms: checkTerms(terms) }, this.clock.now()).club : club;
    const published = { rules, promotions };
    const members = await this.membersOf(clubId, published, baskets);
    return baskets.map((basket) => decideSale(published, basket, this.members.known, members.get(basket)));
  }

  /** A sale may pin what another replica has just published. */
  private async rulesFor(clubId: string, baskets: readonly Basket[]): Promise<ClubRules> {
    const known = await this.rules.of(clubId);
    return holdsPinned(known, baskets) ? known : this.rules.now(clubId);
  }

  private async promotionsFor(clubId: string, baskets: readonly Basket[]): Promise<ClubPromotions> {
    if (!baskets.some(({ sale, before }) => sale ?? before)) return noPromotions;
    const known = await this.promotions.of(clubId);
    return holdsDecided(known, baskets) ? known : this.promotions.now(clubId);
  }

  private async membersOf(
    clubId: string,
    published: Published,
    baskets: readonly Basket[],
  ): Promise<ReadonlyMap<Basket, MemberSnapshot | undefined>> {
    const byRunning = Map.groupBy(
      baskets.filter(({ memberId }) => memberId !== ''),
      (basket) => askedBy(published, basket, this.members.known),
    );
    const found = new Map<Basket, MemberSnapshot | undefined>();
    for (const [running, some] of byRunning) {
      if (!running) continue;
      const snapshots = await this.members.ofAll(clubId, some, running.needs);
      some.forEach((basket, place) => found.set(basket, snapshots[place]));
    }
    return found;
  }
}
