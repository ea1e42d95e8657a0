import type { Adjudication } from '../domain/session/adjudication.ts';

export interface PricedBasket {
  readonly branchId: string;
  /** Empty: nobody earns. */
  readonly memberId: string;
  readonly at: Date;
  readonly lines: readonly { readonly sku: string; readonly quantityMilli: bigint; readonly amount: bigint }[];
  /** What was decided of the sale of which these lines are left: just its promotions are asked, as they were. */
  readonly decided?: Uint8Array;
  /** No effect gives more than was decided. */
  readonly onlyLess?: boolean;
}

/**
 * What the club's promotions make of baskets; any number of baskets, answers in the order asked. `draft`: a rule
 * that is tried with them, as campaigns writes it; never taken apart here. Raises `unavailable`, and `invalid_rule`.
 */
export interface Campaigns {
  adjudicate(clubId: string, baskets: readonly PricedBasket[], draft?: Uint8Array): Promise<readonly Adjudication[]>;
}
