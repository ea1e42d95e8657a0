/** One sale or return of a member, as it counts for tiers. */
export interface SpendFact {
  /** `sale:{sale}` or `return:{sale}:{return}`: the fact counts once. */
  readonly id: string;
  readonly clubId: string;
  readonly memberId: string;
  readonly kind: 'sale' | 'return';
  readonly at: Date;
  /** Minor units; negative for a return. */
  readonly amount: bigint;
}

export interface SpendFacts {
  /** Stores those that are not known yet. */
  record(facts: readonly SpendFact[]): Promise<void>;
  /** Sum over the facts with from < at ≤ until. */
  spend(clubId: string, memberId: string, from: Date, until: Date): Promise<bigint>;
  /** When the member's first sale was sold, in whatever order sales became known. */
  firstSale(clubId: string, memberId: string): Promise<Date | undefined>;
}
