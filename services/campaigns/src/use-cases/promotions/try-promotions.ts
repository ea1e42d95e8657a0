import { DomainError, type Clock } from '@vafa/kernel';
import { checkPlan, periodThen, type PromotionPlan } from '../../domain/promotion-life/draft.ts';
import { runningThen } from '../../domain/promotion-life/running-then.ts';
import { saleTried, type TriedBasket } from '../../domain/promotion-life/tried-basket.ts';
import { memberTried } from '../../domain/promotion-life/tried-member.ts';
import { requireBrief } from '../../domain/promotion-life/trial-work.ts';
import { outsidePeriod, rulesThen, tryBasket, type TriedSale } from '../../domain/promotion-life/try-basket.ts';
import { needsOf } from '../../domain/promotions/asking/member-needs.ts';
import { compilePromotion, type CompiledPromotion } from '../../domain/promotions/compile-promotion.ts';
import type { MemberSnapshot, PromotedSale } from '../../domain/promotions/sale/sale.ts';
import type { FreshRules } from '../fresh-rules.ts';
import type { MemberSnapshots } from '../snapshots/member-snapshots.ts';
import type { FreshPromotions } from './fresh-promotions.ts';
import { promotionId, type KnownPromotions } from './known-promotions.ts';

const draftsMax = 20;

export interface PromotionTrial {
  readonly clubId: string;
  readonly basket: TriedBasket;
  /** Of whom what is not given is looked up; empty: of nobody. */
  readonly memberId: string;
  /** Tried as if it were published; undefined: none. */
  readonly plan: Plan | undefined;
  /** Codes of promotions that are tried as they are written. */
  readonly drafts: readonly string[];
}

type Plan = PromotionPlan & { readonly code: string };

/** What is written, as if it were published now. Raises `invalid_promotion`. */
const asPublished = (clubId: string, { code, ...plan }: Plan, publishedAt: Date): CompiledPromotion =>
  compilePromotion({ id: promotionId(clubId, code), version: 0, publishedAt, terms: checkPlan(code, plan).says });

/**
 * What running promotions and earning rules give a basket, with drafts beside them, or in place of what runs under
 * their codes. Writes nothing.
 */
export class TryPromotions {
  constructor(
    private readonly rules: FreshRules,
    private readonly published: FreshPromotions,
    private readonly known: KnownPromotions,
    private readonly snapshots: MemberSnapshots,
    private readonly clock: Clock,
  ) {}

  /** Raises `invalid_promotion`, `promotion_not_found`, `invalid_basket`, `member_not_found`, `unknown_counter`. */
  async execute({ clubId, basket, memberId, plan, drafts }: PromotionTrial): Promise<TriedSale> {
    const now = this.clock.now();
    const sale = saleTried(basket, now);
    if (drafts.length > draftsMax)
      throw new DomainError('invalid', 'invalid_basket', `at most ${draftsMax} drafts are tried at once`, {
        place: '/drafts',
      });
    const written = await Promise.all([...new Set(drafts)].map((code) => this.known.draft(clubId, code)));
    const tried = [...written.filter(({ code }) => code !== plan?.code), ...(plan ? [plan] : [])].map((draft) => ({
      when: periodThen(draft, sale.at),
      promotion: asPublished(clubId, draft, now),
    }));
    const within = tried.filter(({ when }) => when === 'within');
    const outside = tried.flatMap(({ when, promotion }) => (when === 'within' ? [] : [outsidePeriod(promotion, when)]));
    // Until a version begins, the one before it runs.
    const inPlace = new Set(tried.flatMap(({ when, promotion }) => (when === 'before' ? [] : [promotion.version.id])));
    const [club, rules] = await Promise.all([this.published.now(clubId), this.rules.now(clubId)]);
    const running = runningThen(club, sale.at).all.filter(({ version }) => !inPlace.has(version.id));
    const promotions = [...rulesThen(rules, sale.at), ...running, ...within.map(({ promotion }) => promotion)];
    requireBrief(promotions, sale);
    const member = memberId === '' ? sale.member : await this.member(clubId, memberId, sale, promotions);
    const answer = tryBasket(promotions, { ...sale, ...(member && { member }) });
    return { ...answer, promotions: [...answer.promotions, ...outside] };
  }

  /** The member as a sale of then would know it, with what was given in place of that. */
  private async member(
    clubId: string,
    memberId: string,
    { at, member = { id: memberId } }: PromotedSale,
    promotions: readonly CompiledPromotion[],
  ): Promise<MemberSnapshot> {
    const { facts, counters } = needsOf(promotions.map(({ version }) => version.terms));
    // Whether there is such a member is asked even where nothing else is: whoever mistypes an id is told.
    const needs = { counters, facts: new Set([...facts, 'since'] as const) };
    const known = await this.snapshots.of(clubId, memberId, at, needs);
    if (!known) throw new DomainError('not_found', 'member_not_found', 'there is no such member');
    return memberTried(known, member);
  }
}
