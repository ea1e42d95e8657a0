import type { ReceiptClaim } from '../domain/receipt-claim.ts';

export interface HeldClaim {
  /** As it stands: ours, or of whoever was first. */
  readonly claim: ReceiptClaim;
  /** True when this call made it. */
  readonly fresh: boolean;
}

/** Claims of receipts, one document each. Raises `unavailable`: repeat. */
export interface Receipts {
  /** Claims each receipt for itself, in one write; answers in the order given. */
  claimMany(claims: readonly ReceiptClaim[]): Promise<readonly HeldClaim[]>;
  /** Those that exist, by receipt id. */
  find(ids: readonly string[]): Promise<ReadonlyMap<string, ReceiptClaim>>;
  /** Replaces a claim whose owner has ended; false when somebody else did. */
  takeOver(old: ReceiptClaim, next: ReceiptClaim): Promise<boolean>;
  /** Remembers other lines under the same receipt, each once. */
  rememberDifference(claims: readonly { readonly id: string; readonly fingerprint: string }[]): Promise<void>;
  /** Stores exceptions, acceptance and that nothing is left to do. */
  settle(claims: readonly ReceiptClaim[]): Promise<void>;
  totals(clubId: string): Promise<{ returns: number; exceptions: number }>;
}
