import { encodeEvent, topics } from '@vafa/contracts';
import { CampaignsEvent } from '@vafa/contracts/campaigns-events';
import type { NewEvent } from '@vafa/mongo';
import type { PromotionStep } from '../../domain/promotion-life/steps.ts';
import { toVersionMessage } from '../grpc/promotion-messages.ts';

type Told = NonNullable<CampaignsEvent['event']>;

const told = (step: PromotionStep): Told => {
  if (step.kind === 'published')
    return { $case: 'promotionPublished', value: { version: toVersionMessage(step.clubId, step.version) } };
  const { by, reason } = step;
  if (step.kind === 'stopped')
    return { $case: 'promotionsStopped', value: { promotionIds: [...step.promotionIds], by, reason } };
  const value = { promotionId: step.promotionId, code: step.code, by, reason };
  switch (step.kind) {
    case 'paused':
      return { $case: 'promotionPaused', value };
    case 'resumed':
      return { $case: 'promotionResumed', value };
    case 'ended':
      return { $case: 'promotionEnded', value };
  }
};

/** What a step tells: one event each. */
export const promotionEvent =
  (step: PromotionStep): NewEvent =>
  (place) =>
    encodeEvent(topics.campaigns, CampaignsEvent, place, told(step));
