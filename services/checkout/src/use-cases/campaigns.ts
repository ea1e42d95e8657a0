import type { Adjudication } from '../domain/session.ts';

export interface PricedBasket {
  readonly branchId: string;
  /** Empty: nobody earns. */
  readonly memberId: string;
  readonly at: Date;
  readonly lines: readonly { readonly sku: string; readonly quantityMilli: bigint; readonly amount: bigint }[];
  /** Just these rule versions, for what a return leaves. */
  readonly pinned?: readonly { readonly ruleId: string; readonly ruleVersion: number }[];
}

/** What baskets earn by the club's rules; any number of baskets, answers in the order asked. Raises `unavailable`. */
export interface Campaigns {
  adjudicate(clubId: string, baskets: readonly PricedBasket[]): Promise<readonly Adjudication[]>;
}
