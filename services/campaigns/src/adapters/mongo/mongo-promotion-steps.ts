import type { Documents, Versioned } from '@vafa/mongo';
import { counter } from '@vafa/telemetry';
import type { PromotionStep } from '../../domain/promotion-life/steps.ts';
import type { PromotionSteps } from '../../use-cases/promotions/promotion-steps.ts';
import { promotionEvent } from '../events/promotion-events.ts';
import type { StepDocumentState } from './promotion-models.ts';
import { revisionId } from './revision-id.ts';

const taken = counter('vafa.campaigns.steps', 'steps of promotions, by kind');

const toState = (step: PromotionStep): StepDocumentState => {
  const { revision, kind, by, at } = step;
  if (step.kind === 'published') {
    const { promotionId, code, ...published } = step.version;
    return { revision, kind, by, at, promotionId, code, published };
  }
  if (step.kind === 'stopped') return { revision, kind, by, at, reason: step.reason, promotionIds: step.promotionIds };
  return { revision, kind, by, at, reason: step.reason, promotionId: step.promotionId, code: step.code };
};

const toStep = (document: Versioned<StepDocumentState>): PromotionStep => {
  const {
    clubId,
    keys: [key = ''],
    revision,
    kind,
    by,
    at,
    reason = '',
    promotionId = '',
    code = '',
    promotionIds = [],
    published,
  } = document;
  const entry = { clubId, key, revision, by, at };
  switch (kind) {
    case 'published': {
      if (!published) throw new Error(`step ${document._id} has no version`);
      // Fields that nobody set are not there.
      const { startsAt, endsAt, budget } = published;
      return { ...entry, kind, version: { ...published, startsAt, endsAt, budget, promotionId, code } };
    }
    case 'stopped':
      return { ...entry, kind, reason, promotionIds };
    case 'paused':
    case 'resumed':
    case 'ended':
      return { ...entry, kind, reason, promotionId, code };
    default:
      throw new Error(`step ${document._id} is of the unknown kind ${kind}`);
  }
};

/** One document a step. Its id is the revision, so two writers cannot both take the same one. */
export class MongoPromotionSteps implements PromotionSteps {
  constructor(private readonly steps: Documents<StepDocumentState>) {}

  async since(clubId: string, revision: number): Promise<readonly PromotionStep[]> {
    const found = await this.steps.find({ clubId, revision: { $gt: revision } }, { sort: { revision: 1 } });
    return found.map(toStep);
  }

  async append(step: PromotionStep): Promise<'appended' | 'taken'> {
    const { clubId, key, at, revision } = step;
    const id = revisionId(clubId, revision);
    const inserted = await this.steps.insert({
      id,
      clubId,
      key,
      state: toState(step),
      events: [promotionEvent(step)],
      at,
    });
    if (inserted !== 'inserted') return 'taken';
    taken.add(1, { 'vafa.outcome': step.kind });
    return 'appended';
  }
}
