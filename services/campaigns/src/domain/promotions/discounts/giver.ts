import type { StandingPromotion } from '../standing-promotion.ts';

/** Which effect of which promotion gives something. */
export interface Giver {
  readonly promotion: StandingPromotion;
  /** From 0, in the order written. */
  readonly effect: number;
}
