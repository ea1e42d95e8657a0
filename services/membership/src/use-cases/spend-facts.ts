import type { Purchases } from '../domain/purchases.ts';

/** One sale or return of a member, as it counts for tiers. */
export interface SpendFact {
  /** `sale:{sale}`, `return:{sale}:{return}` or `correction:{sale}:{correction}`: the fact counts once. */
  readonly id: string;
  readonly clubId: string;
  readonly memberId: string;
  /** `moved`: a sale went to another member. */
  readonly kind: 'sale' | 'return' | 'correction' | 'moved';
  /** When the sale was made that it is about. */
  readonly at: Date;
  /** Minor units; negative for what is taken back. */
  readonly amount: bigint;
}

export interface SpendFacts {
  /** Stores those that are not known yet. */
  record(facts: readonly SpendFact[]): Promise<void>;
  /** Sum over the facts with from < at ≤ until. */
  spend(clubId: string, memberId: string, from: Date, until: Date): Promise<bigint>;
  /** When the member's first sale was sold, in whatever order sales became known. */
  firstSale(clubId: string, memberId: string): Promise<Date | undefined>;
  /** When the latest sale was sold that is still the member's, at most at a moment. */
  lastSale(clubId: string, memberId: string, until: Date): Promise<Date | undefined>;
  /** Sales of before a moment of which something is left. */
  purchases(clubId: string, memberId: string, before: Date): Promise<Purchases>;
  /** When the earliest sale was sold of which something is known, at a moment or later. */
  nextSale(clubId: string, memberId: string, from: Date): Promise<Date | undefined>;
}
