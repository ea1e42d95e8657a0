import { DomainError, type Clock } from '@vafa/kernel';
import { checkPlan, periodThen, type PromotionPlan } from '../../domain/promotion-life/draft.ts';
import { runningThen } from '../../domain/promotion-life/running-then.ts';
import { saleTried, type TriedBasket } from '../../domain/promotion-life/tried-basket.ts';
import { requireBrief } from '../../domain/promotion-life/trial-work.ts';
import { outsidePeriod, rulesThen, tryBasket, type TriedSale } from '../../domain/promotion-life/try-basket.ts';
import { compilePromotion, type CompiledPromotion } from '../../domain/promotions/compile-promotion.ts';
import type { FreshRules } from '../fresh-rules.ts';
import type { FreshPromotions } from './fresh-promotions.ts';
import { promotionId, type KnownPromotions } from './known-promotions.ts';

const draftsMax = 20;

export interface PromotionTrial {
  readonly clubId: string;
  readonly basket: TriedBasket;
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
    private readonly clock: Clock,
  ) {}

  /** Raises `invalid_promotion`, `promotion_not_found`, `invalid_basket`. */
  async execute({ clubId, basket, plan, drafts }: PromotionTrial): Promise<TriedSale> {
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
    const answer = tryBasket(promotions, sale);
    return { ...answer, promotions: [...answer.promotions, ...outside] };
  }
}
