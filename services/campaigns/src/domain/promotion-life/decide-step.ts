import { DomainError } from '@vafa/kernel';
import { unsettledEffect } from '../sale-decisions/running-for-sale.ts';
import type { Promotion } from '../promotions/terms/promotion.ts';
import { isAlive, publishedState, type ClubPromotions, type PublishedPromotion } from './club-promotions.ts';
import { wrongState, type PromotionDraft } from './draft.ts';
import { pointer, readTerms } from './read-terms.ts';
import type { PromotionStep, PublishedVersion } from './steps.ts';
import { unknownFactsIn } from './unknown-facts.ts';

/** Who asks for a step, and under which key. */
export interface StepOrder {
  readonly clubId: string;
  readonly key: string;
  readonly by: string;
}

const notFound = (): DomainError =>
  new DomainError('not_found', 'promotion_not_found', 'the club has published no such promotion');

/** Steps of a club follow each other in time, whatever the clocks of its processes show. */
const momentOf = (club: ClubPromotions, now: Date): Date => {
  const last = [...club.steps.values()].at(-1)?.at ?? now;
  return last > now ? last : now;
};

const takenBy = <Order extends StepOrder>(club: ClubPromotions, order: Order, now: Date) => ({
  ...order,
  revision: club.revision + 1,
  at: momentOf(club, now),
});

/** Raises `stopped_meanwhile` when everything was stopped after whoever asks has looked: that was not meant then. */
export const requireNotStoppedSince = (seen: ClubPromotions, club: ClubPromotions): void => {
  const isStop = ({ kind, revision }: PromotionStep): boolean => kind === 'stopped' && revision > seen.revision;
  if ([...club.steps.values()].some(isStop))
    throw new DomainError('refused', 'stopped_meanwhile', 'everything was stopped while this was on its way');
};

/** The step that this command has taken before. */
export const takenBefore = (club: ClubPromotions, { key }: StepOrder): PromotionStep | undefined => club.steps.get(key);

/** Raises `effect_not_settled` for what no sale could settle: it would be promised and not given. */
const requireSettled = (says: Promotion): void => {
  const place = unsettledEffect(says);
  if (place < 0) return;
  throw new DomainError('refused', 'effect_not_settled', 'nobody settles what an effect of it gives after a sale yet', {
    [`/terms/effects/${String(place)}`]: says.effects[place]?.kind ?? '',
  });
};

/** Raises `facts_unknown`: its details name each condition that asks what nobody knows of members. */
const requireKnownFacts = (terms: Promotion): void => {
  const unknown = unknownFactsIn(terms);
  const [first] = unknown;
  if (!first) return;
  const places = unknown.map(({ path, code: of }) => [pointer(['terms', ...path]), of]);
  const says = `${pointer(['terms', ...first.path])} ${first.says}`;
  throw new DomainError('refused', 'facts_unknown', says, Object.fromEntries(places));
};

/**
 * The next version, of what was approved. Raises `wrong_promotion_state` when that or a later one was published already
 * or it is not approved, `promotion_over` when it would end before it begins. Raises `effect_not_settled` and
 * `facts_unknown` for what no sale could give or ask.
 */
export const publishStep = (
  club: ClubPromotions,
  draft: PromotionDraft,
  order: StepOrder,
  now: Date,
): PromotionStep & { readonly kind: 'published' } => {
  const known = club.promotions.get(draft.id)?.versions.at(-1);
  if (draft.state !== 'approved') throw wrongState(draft.state, 'what was approved');
  if (known && known.ofRevision >= draft.revision) throw wrongState('published', 'what was approved since');
  const says = readTerms(draft.terms, draft);
  requireSettled(says);
  requireKnownFacts(says);
  const step = takenBy(club, order, now);
  const { at } = step;
  if (draft.endsAt && draft.endsAt <= at)
    throw new DomainError('refused', 'promotion_over', 'it would have ended before it is published');
  const { id: promotionId, code, name, startsAt, endsAt, budget, terms, revision: ofRevision } = draft;
  const version: PublishedVersion = {
    promotionId,
    code,
    name,
    startsAt,
    endsAt,
    budget,
    terms,
    version: (known?.version ?? 0) + 1,
    publishedAt: at,
    publishedBy: order.by,
    submittedBy: draft.submitted?.by ?? '',
    approvedBy: draft.approved?.by ?? '',
    ofRevision,
    from: startsAt && startsAt > at ? startsAt : at,
  };
  return { ...step, kind: 'published', version };
};

const found = (club: ClubPromotions, promotionId: string): PublishedPromotion => {
  const promotion = club.promotions.get(promotionId);
  if (!promotion) throw notFound();
  return promotion;
};

const allowed = {
  paused: ['running', 'scheduled'],
  resumed: ['paused'],
  ended: ['running', 'scheduled', 'paused'],
} as const;

const wanted = {
  paused: 'one that runs or will',
  resumed: 'one that is paused',
  ended: 'one that has not ended',
} as const;

/** Raises `promotion_not_found`, `wrong_promotion_state`. */
export const turnStep = (
  club: ClubPromotions,
  kind: keyof typeof allowed,
  { id: promotionId, code }: Pick<PublishedPromotion, 'id' | 'code'>,
  order: StepOrder & { readonly reason: string },
  now: Date,
): PromotionStep => {
  const step = takenBy(club, order, now);
  const state = publishedState(found(club, promotionId), step.at);
  if (!(allowed[kind] as readonly string[]).includes(state)) throw wrongState(state, wanted[kind]);
  return { ...step, kind, promotionId, code };
};

/** Everything that runs or will is paused at once. */
export const stopStep = (
  club: ClubPromotions,
  order: StepOrder & { readonly reason: string },
  now: Date,
): PromotionStep => {
  const step = takenBy(club, order, now);
  const alive = [...club.promotions.values()].filter((promotion) => isAlive(promotion, step.at));
  return { ...step, kind: 'stopped', promotionIds: alive.map(({ id }) => id) };
};
