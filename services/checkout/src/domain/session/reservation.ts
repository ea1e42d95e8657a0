/** What the sale holds of an account; what it was paid with once it is closed. */
export interface Reservation {
  /** Names it within its sale. */
  readonly id: string;
  /** Whose: a member. */
  readonly account: string;
  readonly unit: string;
  readonly amount: bigint;
  /** Of the hold in the ledger; its owner is the sale. */
  readonly key: string;
  /** Of the entry that captures it. */
  readonly captureKey: string;
  /** What it pays of the sale, in minor units. */
  readonly pays: bigint;
}
