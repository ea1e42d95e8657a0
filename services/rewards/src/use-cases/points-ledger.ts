import type { GivenBack } from '../domain/cancellation.ts';
import type { BurnOutcome } from '../domain/redemption.ts';

export interface BurnOrder {
  readonly redemptionId: string;
  readonly clubId: string;
  readonly memberId: string;
  readonly points: bigint;
  readonly at: Date;
}

export interface PointsLedger {
  /**
   * Burns once per redemption; a repeat has the first outcome. Raises `unavailable` when the outcome is unknown: ask
   * again.
   */
  burn(order: BurnOrder): Promise<BurnOutcome>;
  /** Gives what was burned back to the lots it came from, once per redemption. Raises the same. */
  giveBack(order: Omit<BurnOrder, 'points'>): Promise<GivenBack>;
}
