import type { GoodsFacts } from './sale/goods-line.ts';
import type { PromotionVersion } from './terms/promotion.ts';

/** A version as it stands in a sale: what it says, and which goods it leaves alone. */
export interface StandingPromotion {
  readonly version: PromotionVersion;
  /** Whether it never touches these goods. */
  excludes(line: GoodsFacts): boolean;
}
