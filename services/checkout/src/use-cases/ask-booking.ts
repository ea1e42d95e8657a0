import { DomainError } from '@vafa/kernel';
import {
  bookingOf,
  bookingUnknown,
  bookingWithout,
  type Booking,
  type PostingOutcome,
} from '../domain/return/booking.ts';
import type { Ordered, Return } from '../domain/session/session.ts';
import type { PointsLedger } from './points-ledger.ts';

/** The ledger books within milliseconds; a till does not wait longer than two seconds for it. */
const pausesMs = [10, 25, 65, 150, 350, 600, 800];

export type Pause = (ms: number) => Promise<void>;

export const pauseFor: Pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/**
 * Asks the ledger what it booked of a return. It only looks: a posting from here could overtake the sale's own accrual,
 * and would be refused under its key for ever.
 */
export class AskBooking {
  constructor(
    private readonly ledger: Pick<PointsLedger, 'outcomes'>,
    private readonly pause: Pause,
  ) {}

  /** Never fails what is saved already: when the ledger is away, or late beyond patience, the answer says so. */
  async execute(clubId: string, made: Return): Promise<Booking> {
    const { ordered = [] } = made;
    if (ordered.length === 0) return bookingWithout(made);
    try {
      for (const ms of pausesMs) {
        await this.pause(ms);
        const booking = bookingOf(ordered, await this.look(clubId, ordered));
        if (booking) return booking;
      }
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
    }
    return bookingUnknown;
  }

  /** Of a sale that was moved, orders are for accounts of several members. */
  private async look(clubId: string, ordered: readonly Ordered[]): Promise<ReadonlyMap<string, PostingOutcome>> {
    const byAccount = [...Map.groupBy(ordered, ({ account, unit }) => `${account}/${unit}`).values()];
    const found = byAccount.map((theirs) => this.ledger.outcomes(clubId, theirs));
    return new Map((await Promise.all(found)).flatMap((outcomes) => [...outcomes]));
  }
}
