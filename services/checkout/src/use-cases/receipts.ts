import type { ReceiptClaim } from '../domain/receipt/receipt-claim.ts';

export interface HeldClaim {
  /** As it stands: ours, or of whoever was first. */
  readonly claim: ReceiptClaim;
  /** True when this call made it. */
  readonly fresh: boolean;
}

/** Another version of a receipt, told apart by a digest of what it says. */
export interface OtherVersion {
  readonly id: string;
  readonly version: string;
}

/** Claims of receipts, one document each. Raises `unavailable`: repeat. */
export interface Receipts {
  /** Claims each receipt for itself, in one write; answers in the order given. */
  claimMany(claims: readonly ReceiptClaim[]): Promise<readonly HeldClaim[]>;
  /** Those that exist, by receipt id. */
  find(ids: readonly string[]): Promise<ReadonlyMap<string, ReceiptClaim>>;
  /** Revisions of those that exist, by receipt id. */
  revisions(ids: readonly string[]): Promise<ReadonlyMap<string, number>>;
  /**
   * Enters a till beside the first of a number, unless another till was entered since the claim was read: then nothing
   * happens.
   */
  join(entries: readonly { readonly first: ReceiptClaim; readonly till: string }[]): Promise<void>;
  /** Replaces a claim behind which nothing stands; false when it was changed since it was read. */
  takeOver(old: ReceiptClaim, next: ReceiptClaim): Promise<boolean>;
  /** Remembers contradicting versions of a receipt, each once. */
  rememberDifference(versions: readonly OtherVersion[]): Promise<void>;
  /** What has come to be as it was told. */
  forgetDifference(versions: readonly OtherVersion[]): Promise<void>;
  /**
   * Stores that a sale was refused after all, with another revision: nobody may apply what was decided before of what
   * goes back under it.
   */
  refuse(claims: readonly ReceiptClaim[]): Promise<void>;
  /** Stores what a completed receipt is; false when its allocation changed since it was read. */
  complete(claim: ReceiptClaim): Promise<boolean>;
  /**
   * Says whose the receipt of a sale is now. What goes back under it is looked for there: it is unsettled by that, with
   * another revision.
   */
  give(id: string, memberId: string): Promise<void>;
  /** Claims of these members with lines that go back. */
  returnsOf(clubId: string, memberIds: readonly string[]): Promise<readonly ReceiptClaim[]>;
  /**
   * Stores new allocations, each if the one before it still stands for the same member. Answers which stand now as they
   * were meant, by this call or another alike.
   */
  allocate(claims: readonly ReceiptClaim[]): Promise<readonly boolean[]>;
  /** Stores that an allocation is applied; answers the ids of those that have another one by now. */
  settle(claims: readonly ReceiptClaim[]): Promise<ReadonlySet<string>>;
  totals(clubId: string): Promise<{ returns: number; exceptions: number }>;
}
