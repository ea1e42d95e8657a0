import type { Giver } from './giver.ts';
import type { SaleInWork } from './sale-in-work.ts';

/** Applies an effect to what earlier ones left of a sale. */
export type ApplyDiscount = (work: SaleInWork, giver: Giver) => void;
