import {
  PromotionState,
  type Promotion as PromotionMessage,
  type PromotionVersion as PromotionVersionMessage,
} from '@vafa/contracts/promotions';
import type { PromotionPlan } from '../../domain/promotion-life/draft.ts';
import { invalidPromotion } from '../../domain/promotion-life/read-terms.ts';
import type { PublishedVersion } from '../../domain/promotion-life/steps.ts';
import type { ShownPromotion } from '../../use-cases/promotions/known-promotions.ts';

const states: Readonly<Record<ShownPromotion['state'], PromotionState>> = {
  draft: PromotionState.PROMOTION_STATE_DRAFT,
  submitted: PromotionState.PROMOTION_STATE_SUBMITTED,
  approved: PromotionState.PROMOTION_STATE_APPROVED,
  scheduled: PromotionState.PROMOTION_STATE_SCHEDULED,
  running: PromotionState.PROMOTION_STATE_RUNNING,
  paused: PromotionState.PROMOTION_STATE_PAUSED,
  ended: PromotionState.PROMOTION_STATE_ENDED,
};

/** Only what a person writes is taken from a promotion that is sent. Raises `invalid_promotion`. */
export const toPlan = (sent: PromotionMessage | undefined): PromotionPlan => {
  if (!sent) throw invalidPromotion([{ path: [], code: 'missing', says: 'is missing' }]);
  const { name, startsAt, endsAt, budget, terms } = sent;
  return { name, startsAt, endsAt, budget: budget === 0n ? undefined : budget, terms };
};

export const toPromotionMessage = ({ draft, state, draftState, version }: ShownPromotion): PromotionMessage => {
  const { id, clubId, code, name, revision, startsAt, endsAt, budget = 0n, terms } = draft;
  return {
    id,
    clubId,
    code,
    name,
    state: states[state],
    draft: draftState ? states[draftState] : PromotionState.PROMOTION_STATE_UNSPECIFIED,
    revision,
    version,
    startsAt,
    endsAt,
    budget,
    terms,
    createdAt: draft.created.at,
    createdBy: draft.created.by,
    changedAt: draft.changed.at,
    changedBy: draft.changed.by,
    submittedAt: draft.submitted?.at,
    submittedBy: draft.submitted?.by ?? '',
    approvedAt: draft.approved?.at,
    approvedBy: draft.approved?.by ?? '',
  };
};

export const toVersionMessage = (clubId: string, version: PublishedVersion): PromotionVersionMessage => {
  const { promotionId, code, name, startsAt, endsAt, budget = 0n, terms } = version;
  const { version: number, publishedAt, publishedBy, submittedBy, approvedBy } = version;
  return {
    promotionId,
    clubId,
    code,
    version: number,
    name,
    startsAt,
    endsAt,
    budget,
    terms,
    publishedAt,
    publishedBy,
    submittedBy,
    approvedBy,
  };
};
