import { pointsUnit } from '../session/adjudication.ts';
import type { Ordered, Return } from '../session/session.ts';

/** What became of one posting in the ledger. */
export interface PostingOutcome {
  /** Nothing of it was posted. */
  readonly refused: boolean;
  /** Points that the account really gave or got. */
  readonly booked: bigint;
  /** Points of it that wait in suspense as an exception. */
  readonly shortfall: bigint;
}

/** What the ledger made of a return. */
export interface Booking {
  /** False: the ledger is late or away, and the rest is 0. */
  readonly known: boolean;
  readonly takenBack: bigint;
  readonly restored: bigint;
  /** Points that could not be taken. */
  readonly shortfall: bigint;
}

export const bookingUnknown: Booking = { known: false, takenBack: 0n, restored: 0n, shortfall: 0n };

const nothingToBook: Booking = { ...bookingUnknown, known: true };

/** Where nobody needs to be asked: nothing was ordered, or the return is of before its orders were kept. */
export const bookingWithout = ({ pointsTakenBack, pointsRestored }: Return): Booking =>
  pointsTakenBack === 0n && pointsRestored === 0n ? nothingToBook : bookingUnknown;

/** In points; undefined until the outcome of each order is known. */
export const bookingOf = (
  ordered: readonly Ordered[],
  outcomes: ReadonlyMap<string, PostingOutcome>,
): Booking | undefined => {
  let [takenBack, restored, shortfall] = [0n, 0n, 0n];
  for (const { key, unit, amount, restores } of ordered) {
    const outcome = outcomes.get(key);
    if (!outcome) return undefined;
    if (unit !== pointsUnit) continue;
    if (restores) {
      restored += outcome.booked;
      continue;
    }
    takenBack += outcome.booked;
    shortfall += outcome.refused ? amount : outcome.shortfall;
  }
  return { known: true, takenBack, restored, shortfall };
};
