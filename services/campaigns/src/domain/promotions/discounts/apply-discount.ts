import type { Giver } from './giver.ts';
import type { LineInWork, SaleInWork } from './sale-in-work.ts';

/** Applies an effect to what earlier ones left of a sale; `mayTake` says which lines the promotion may discount. */
export type ApplyDiscount = (work: SaleInWork, giver: Giver, mayTake: (line: LineInWork) => boolean) => void;
