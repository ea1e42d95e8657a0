import { describe, expect, test } from '@jest/globals';
import {
  changeOf,
  dayAfter,
  daysUpTo,
  localTime,
  shareOf,
  soldIn,
  weekOf,
  type Hour,
} from '../src/console/overview/sales-days.ts';

const money = (amount: number | string) => ({ amount, currency: 'IRR', digits: 2 });
const hour = (day: string, at: number, amount: number | string, ofMembers = 0): Hour => ({
  day,
  hour: at,
  sales: 1,
  member_sales: 0,
  amount: money(amount),
  member_amount: money(ofMembers),
});

describe('days of sales', () => {
  test('days go over months and years, and end with the last', () => {
    expect(dayAfter('2026-12-31', 1)).toBe('2027-01-01');
    expect(daysUpTo('2026-03-01', 3)).toEqual(['2026-02-27', '2026-02-28', '2026-03-01']);
  });

  test('the clock is that of the zone', () => {
    expect(localTime(new Date('2026-11-28T20:29:00Z'), 'Asia/Tehran')).toEqual({ day: '2026-11-28', hour: 23 });
    expect(localTime(new Date('2026-11-28T20:30:00Z'), 'Asia/Tehran')).toEqual({ day: '2026-11-29', hour: 0 });
  });

  test('amounts are added whole, beyond what a number holds', () => {
    const hours = [hour('2026-11-28', 9, '9007199254740993', 1), hour('2026-11-28', 10, 2)];
    expect(soldIn(hours)).toEqual({ sales: 2, amount: 9007199254740995n, memberAmount: 1n });
    expect(soldIn([])).toEqual({ sales: 0, amount: 0n, memberAmount: 0n });
  });

  test.each([
    [112n, 100n, 12],
    [1n, 3n, -66.6],
    [5n, 0n, undefined],
  ])('%s beside %s', (now, before, change) => expect(changeOf(now, before)).toBe(change));

  test.each([
    [1n, 3n, 33],
    [2n, 3n, 67],
    [0n, 0n, 0],
  ])('%s of %s', (part, all, share) => expect(shareOf(part, all)).toBe(share));

  test('a week begins on Saturday and is an average of its days', () => {
    // 21 and 28 November 2026 are Saturdays.
    const days = daysUpTo('2026-11-28', 8);
    const { hours, values } = weekOf(
      [hour('2026-11-21', 18, 100), hour('2026-11-28', 18, 300), hour('2026-11-27', 20, 50)],
      days,
    );
    expect(hours).toEqual([18, 19, 20]);
    expect(values[0]).toEqual([200, 0, 0]);
    expect(values[6]).toEqual([0, 0, 50]);
  });
});
