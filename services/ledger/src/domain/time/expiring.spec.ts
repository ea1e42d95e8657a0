import { describe, expect, test } from '@jest/globals';
import { account, day } from '../../../test/account-story.ts';
import { accrue, hold } from '../../../test/commands.ts';
import { expiringBefore, firstEnds } from './expiring.ts';
import { plainPoints } from './unit.ts';
import { dayBefore, dayOf, endOfDay, isLastOfMonth, nextDay } from './utc-day.ts';

const idle = { terms: { unit: { ...plainPoints, expiry: { model: 'after_activity', months: 1 } } } } as const;

describe('what expires before a moment unless it is used', () => {
  test('is what ends by then, active or pending, and when the first of it does', () => {
    const { state } = account().when(
      accrue(1n, { expiresAt: day(9) }),
      accrue(2n, { activeAt: day(5), expiresAt: day(8) }),
      accrue(4n, { expiresAt: day(10) }),
      accrue(8n),
    ).head;
    expect(expiringBefore(state, day(10))).toEqual({ amount: 3n, firstAt: day(8) });
    expect(expiringBefore(state, day(11))).toEqual({ amount: 7n, firstAt: day(8) });
    expect(expiringBefore(state, day(9))).toEqual({ amount: 2n, firstAt: day(8) });
    expect(expiringBefore(state, day(8))).toBeUndefined();
  });
  test('is not what is held', () => {
    expect(
      expiringBefore(account().when(accrue(1n, { expiresAt: day(9) }), hold(1n)).head.state, day(90)),
    ).toBeUndefined();
  });
  test('is all that goes with the activity of the account, also what waits', () => {
    const { state } = account().when(accrue(1n, idle), accrue(2n, { ...idle, activeAt: day(9) })).head;
    expect(expiringBefore(state, day(33))).toBeUndefined();
    expect(expiringBefore(state, day(34))).toEqual({ amount: 3n, firstAt: day(33) });
  });
  test('is not what waits and then never ends', () => {
    expect(expiringBefore(account().when(accrue(2n, { activeAt: day(9) })).head.state, day(90))).toBeUndefined();
  });
});

describe('when units end', () => {
  test('is told by moment, the soonest first, with all that ends then', () => {
    const { state } = account().when(
      accrue(1n, { expiresAt: day(9) }),
      accrue(2n, { activeAt: day(5), expiresAt: day(8) }),
      accrue(4n, { expiresAt: day(9) }),
      accrue(8n),
    ).head;
    expect(firstEnds(state)).toEqual([
      { at: day(8), amount: 2n },
      { at: day(9), amount: 5n },
    ]);
  });
  test('is told of the activity of the account, and neither of what is held nor of what never ends', () => {
    expect(firstEnds(account().when(accrue(1n, idle), accrue(2n, { ...idle, activeAt: day(9) })).head.state)).toEqual([
      { at: day(33), amount: 3n },
    ]);
    expect(firstEnds(account().when(accrue(1n, { expiresAt: day(9) }), hold(1n)).head.state)).toEqual([]);
    expect(firstEnds(account().when(accrue(1n)).head.state)).toEqual([]);
  });
  test('is told of the first twelve moments', () => {
    const many = Array.from({ length: 14 }, (_, at) => accrue(BigInt(at + 1), { expiresAt: day(30 - at) }));
    const told = firstEnds(account().when(...many).head.state);
    expect(told).toHaveLength(12);
    expect(told[0]).toEqual({ at: day(17), amount: 14n });
    expect(told.at(-1)).toEqual({ at: day(28), amount: 3n });
  });
});

describe('days of the journal', () => {
  test('are those of UTC', () => {
    expect([dayOf(new Date('2026-01-31T23:59:59.999Z')), dayOf(new Date('2026-02-01T00:00:00Z'))]).toEqual([
      '2026-01-31',
      '2026-02-01',
    ]);
    expect(endOfDay('2026-01-31')).toEqual(new Date('2026-02-01T00:00:00Z'));
  });
  test('follow each other', () => {
    expect([nextDay('2026-02-28'), nextDay('2028-02-28'), dayBefore('2026-03-01'), dayBefore('2026-01-01')]).toEqual([
      '2026-03-01',
      '2028-02-29',
      '2026-02-28',
      '2025-12-31',
    ]);
  });
  test('end a month', () => {
    expect(['2026-02-28', '2028-02-28', '2028-02-29', '2026-01-01', '2026-12-31'].map(isLastOfMonth)).toEqual([
      true,
      false,
      true,
      false,
      true,
    ]);
  });
});
