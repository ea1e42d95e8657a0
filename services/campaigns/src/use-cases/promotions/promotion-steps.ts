import type { PromotionStep } from '../../domain/promotion-life/steps.ts';
import type { GrowingRecord } from '../fresh-record.ts';

/** The durable record of all that a club has published: append only, one writer wins each revision. */
export interface PromotionSteps extends GrowingRecord<PromotionStep> {
  /**
   * Makes the step durable with its event, or finds its revision taken; an error leaves open which, so ask again with
   * the same key.
   */
  append(step: PromotionStep): Promise<'appended' | 'taken'>;
}
