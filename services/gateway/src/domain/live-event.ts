/** Something that happened in a club, as who looks on is told it. */
export interface LiveEvent {
  /** Of the event that says so. */
  readonly id: string;
  readonly clubId: string;
  readonly kind: 'sale' | 'return' | 'points' | 'redemption' | 'enrolment';
  readonly at: Date;
  /** Where; undefined for what no branch has. */
  readonly branchId?: string;
  readonly memberId?: string;
  /** Given, taken back or spent. */
  readonly points?: bigint;
  readonly money?: { readonly amount: bigint; readonly currency: string; readonly digits: number };
  readonly rewardId?: string;
}

interface Looker {
  readonly clubId: string;
  /** Empty: all branches, and what no branch has. */
  readonly branchIds: readonly string[];
}

/** Whether somebody may be told of it. Whoever is bound to branches is told what happens in them, and no more. */
export const isToldTo = (event: LiveEvent, { clubId, branchIds }: Looker): boolean =>
  event.clubId === clubId &&
  (branchIds.length === 0 || (event.branchId !== undefined && branchIds.includes(event.branchId)));
