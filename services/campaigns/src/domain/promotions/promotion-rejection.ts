import type { StandingPromotion } from './standing-promotion.ts';

/** Why a promotion gives nothing. */
export interface PromotionRejection {
  readonly promotion: StandingPromotion;
  readonly code: string;
  /** Which of its conditions, where one said so. */
  readonly condition?: number | undefined;
  /** How much the condition misses, in what it counts. */
  readonly missing?: bigint | undefined;
  /** In whose favour it stands back. */
  readonly other?: StandingPromotion | undefined;
}
