import { DomainError } from '@vafa/kernel';
import { bookingOf, bookingUnknown, bookingWithout, type Booking, type EffectOutcome } from '../domain/booking.ts';
import type { LedgerEffect, Return } from '../domain/session.ts';
import type { PointsLedger } from './points-ledger.ts';

/** The ledger books within milliseconds; a till does not wait longer than two seconds for it. */
const pausesMs = [10, 25, 65, 150, 350, 600, 800];

export type Pause = (ms: number) => Promise<void>;

export const pauseFor: Pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/**
 * Asks the ledger what it booked of a return. It only looks: a posting from here could overtake the sale's own accrual, and
 * would be refused under its key for ever.
 */
export class AskBooking {
  constructor(
    private readonly ledger: Pick<PointsLedger, 'outcomes'>,
    private readonly pause: Pause,
  ) {}

  /** Never fails what is saved already: when the ledger is away, or late beyond patience, the answer says so. */
  async execute(clubId: string, made: Return): Promise<Booking> {
    const { effects = [] } = made;
    if (effects.length === 0) return bookingWithout(made);
    try {
      for (const ms of pausesMs) {
        await this.pause(ms);
        const booking = bookingOf(effects, await this.look(clubId, effects));
        if (booking) return booking;
      }
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
    }
    return bookingUnknown;
  }

  /** Of a sale that was moved, effects are of several members. */
  private async look(clubId: string, effects: readonly LedgerEffect[]): Promise<ReadonlyMap<string, EffectOutcome>> {
    const byMember = [...Map.groupBy(effects, ({ memberId }) => memberId)];
    const found = byMember.map(([memberId, theirs]) => this.ledger.outcomes({ clubId, memberId }, theirs.map(({ key }) => key)));
    return new Map((await Promise.all(found)).flatMap((outcomes) => [...outcomes]));
  }
}
