/** A sale that was paid at a till and that the club did not take: a person has to see to it. */
export interface RefusedSale {
  readonly id: string;
  readonly clubId: string;
  readonly branchId: string;
  readonly till: string;
  /** Under which the till sends the sale. */
  readonly sessionId: string;
  readonly receipt: string;
  readonly paidAt: Date;
  /** Minor units. */
  readonly total: bigint;
  readonly memberId: string;
  /** Why the club refused it. */
  readonly code: string;
  readonly message: string;
  readonly traceId: string;
  /** The key of the till. */
  readonly reportedBy: string;
  readonly reportedAt: Date;
  /** Why the till sends it no more; empty: it is still there. */
  readonly asideNote: string;
  readonly settled?: Settled;
}

export interface Settled {
  readonly at: Date;
  readonly by: string;
  readonly note: string;
  /** The club has taken the sale since. */
  readonly isTaken: boolean;
}

/** What a till tells of it, each time anew. */
export type Refusal = Omit<RefusedSale, 'id' | 'reportedAt' | 'settled'>;
