import { describe, expect, test } from '@jest/globals';
import { noon, sara } from '../../../test/sales.ts';
import type { Ordered, Return } from '../session/session.ts';
import { bookingOf, bookingUnknown, bookingWithout, type PostingOutcome } from './booking.ts';

const ordered = (key: string, amount: bigint, changes: Partial<Ordered> = {}): Ordered => ({
  key,
  account: sara,
  unit: 'points',
  amount,
  restores: false,
  ...changes,
});
const outcome = (booked: bigint, changes: Partial<PostingOutcome> = {}): PostingOutcome => ({
  refused: false,
  booked,
  shortfall: 0n,
  ...changes,
});
const made = (pointsTakenBack: bigint, pointsRestored: bigint): Return => ({
  id: 'ret_1',
  receipt: '',
  at: noon,
  lines: [],
  amount: 0n,
  pointsTakenBack,
  pointsRestored,
});

describe('what the ledger booked of a return', () => {
  const orders = [
    ordered('a', 10n),
    ordered('b', 7n),
    ordered('c', 4n, { unit: 'stamps' }),
    ordered('d', 5n, { restores: true }),
    ordered('e', 6n, { restores: true }),
  ];
  const outcomes = new Map([
    ['a', outcome(8n, { shortfall: 2n })],
    ['b', outcome(0n, { refused: true })],
    ['c', outcome(4n, { shortfall: 3n })],
    ['d', outcome(5n)],
    ['e', outcome(6n, { shortfall: 9n })],
  ]);

  test('is told in points: what it took, what came back, and what was short', () => {
    expect(bookingOf(orders, outcomes)).toEqual({ known: true, takenBack: 8n, restored: 11n, shortfall: 9n });
  });

  test('is not known until each outcome is, in whatever unit', () => {
    for (const key of outcomes.keys()) {
      const missing = new Map(outcomes);
      missing.delete(key);
      expect(bookingOf(orders, missing)).toBeUndefined();
    }
  });

  test('is nothing where nothing was ordered, and not known of a return of before its orders were kept', () => {
    expect(bookingWithout(made(0n, 0n))).toEqual({ known: true, takenBack: 0n, restored: 0n, shortfall: 0n });
    for (const one of [made(1n, 0n), made(0n, 1n)]) expect(bookingWithout(one)).toEqual(bookingUnknown);
    expect(bookingUnknown).toEqual({ known: false, takenBack: 0n, restored: 0n, shortfall: 0n });
  });
});
