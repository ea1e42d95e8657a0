import type { Giver } from '../discounts/giver.ts';

export interface GivenPoints extends Giver {
  readonly kind: 'points';
  readonly points: bigint;
  /** What was counted, in minor units; for fixed points nothing. */
  readonly base: bigint;
  /** Of the lines of goods, in their order: what falls there goes by this. Reckoned when it is asked for. */
  readonly weights: () => readonly bigint[];
}

/** What a promotion gives beside a discount. */
export type Given =
  | GivenPoints
  | (Giver & { readonly kind: 'gift_credit'; readonly amount: bigint })
  | (Giver & { readonly kind: 'voucher'; readonly rewardId: string; readonly count: number; readonly value: bigint })
  | (Giver & { readonly kind: 'free_item'; readonly sku: string; readonly count: number; readonly value: bigint })
  | (Giver & { readonly kind: 'entitlement' | 'message'; readonly code: string });
