/** By what a club sells: its own facts. */
export interface SaleTerms {
  readonly currency: string;
  /** Of the currency's minor unit. */
  readonly currencyDigits: number;
  /** IANA zone: it decides the business day of a receipt. */
  readonly timeZone: string;
  /** What one point pays, in 1/10,000 of the minor unit. */
  readonly pointValue: bigint;
}

/** Clubs and branches, as their owner tells them. Raises `unavailable` for one not known while its owner is away. */
export interface KnownClubs {
  /** Raises `club_not_found`. */
  terms(clubId: string): Promise<SaleTerms>;
  /** Raises `branch_not_found` unless the club has the branch. */
  requireBranch(clubId: string, branchId: string): Promise<void>;
}
