import type { Clock } from '@vafa/kernel';
import { noPromotions, withSteps, type ClubPromotions } from '../../domain/promotion-life/club-promotions.ts';
import type { PromotionStep } from '../../domain/promotion-life/steps.ts';
import { FreshRecord } from '../fresh-record.ts';
import type { PromotionSteps } from './promotion-steps.ts';

/** What clubs have published of promotions, kept in memory; what of it runs is compiled when somebody asks. */
export class FreshPromotions extends FreshRecord<ClubPromotions, PromotionStep> {
  constructor(steps: PromotionSteps, clock: Clock, forMs?: number) {
    super(steps, { empty: noPromotions, add: withSteps }, clock, forMs);
  }
}
