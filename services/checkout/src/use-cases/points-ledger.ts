import type { PostingOutcome } from '../domain/return/booking.ts';
import type { Reservation } from '../domain/session/reservation.ts';
import type { Ordered } from '../domain/session/session.ts';

/** What a sale is to hold: all of it or nothing. */
export interface HoldCommand {
  readonly clubId: string;
  readonly saleId: string;
  readonly reservations: readonly Reservation[];
  readonly at: Date;
}

/** The ledger as checkout uses it. Both raise `unavailable`. */
export interface PointsLedger {
  /** The same command has the same outcome for ever. Undefined: all is held. Otherwise why not: balance_too_low … */
  hold(command: HoldCommand): Promise<{ readonly refusal?: string }>;
  /**
   * What became of these postings of one account; those that are not known so far are left out. Gives up within a
   * second.
   */
  outcomes(
    clubId: string,
    ordered: readonly Pick<Ordered, 'account' | 'unit' | 'key'>[],
  ): Promise<ReadonlyMap<string, PostingOutcome>>;
}
