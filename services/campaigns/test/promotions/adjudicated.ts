import { adjudicatePromotions } from '../../src/domain/promotions/adjudicate-promotions.ts';
import type { PromotedResult } from '../../src/domain/promotions/adjudicated.ts';
import { compilePromotion } from '../../src/domain/promotions/compile-promotion.ts';
import { RunningPromotions } from '../../src/domain/promotions/running.ts';
import type { PromotedSale } from '../../src/domain/promotions/sale/sale.ts';
import type { PromotionVersion } from '../../src/domain/promotions/terms/promotion.ts';

/** What running versions give a sale. */
export const adjudicated = (versions: readonly PromotionVersion[], sale: PromotedSale): PromotedResult =>
  adjudicatePromotions(new RunningPromotions(versions.map(compilePromotion)), sale);
