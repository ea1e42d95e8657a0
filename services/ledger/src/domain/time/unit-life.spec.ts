import { describe, expect, test } from '@jest/globals';
import { plainPoints, unitProblem, type Expiry, type UnitRules } from './unit.ts';
import { expiryOf } from './unit-life.ts';

const tehran = (expiry: Expiry): UnitRules => ({ ...plainPoints, timeZone: 'Asia/Tehran', expiry });
const at = (text: string): Date => new Date(text);

describe('when earned units end', () => {
  test.each<[string, Expiry, string, string | undefined]>([
    ['never', { model: 'never' }, '2026-01-31T10:00:00Z', undefined],
    ['with the account', { model: 'after_activity', months: 12 }, '2026-01-31T10:00:00Z', undefined],
    [
      'on a date',
      { model: 'fixed_date', at: at('2027-01-01T00:00:00Z') },
      '2026-01-31T10:00:00Z',
      '2027-01-01T00:00:00Z',
    ],
    // Tehran is 3:30 before UTC: the day that ends there ends at 20:30 of UTC.
    [
      'months after earning, at the end of the day',
      { model: 'after_earning', months: 3 },
      '2026-03-15T10:00:00Z',
      '2026-06-15T20:30:00Z',
    ],
    [
      'a day that the later month has not',
      { model: 'after_earning', months: 1 },
      '2026-01-31T10:00:00Z',
      '2026-02-28T20:30:00Z',
    ],
    [
      'earned after midnight there, before it in UTC',
      { model: 'after_earning', months: 1 },
      '2026-01-31T21:00:00Z',
      '2026-03-01T20:30:00Z',
    ],
    [
      'the year of the Gregorian calendar',
      { model: 'end_of_period', months: 12, calendar: 'gregorian', graceDays: 0 },
      '2026-05-01T10:00:00Z',
      '2026-12-31T20:30:00Z',
    ],
    [
      'its quarter and ten days',
      { model: 'end_of_period', months: 3, calendar: 'gregorian', graceDays: 10 },
      '2026-05-01T10:00:00Z',
      '2026-07-10T20:30:00Z',
    ],
    // 1404 has 29 days in Esfand and ends on 20 March 2026; 1403 was a leap year.
    [
      'the year of the Persian calendar',
      { model: 'end_of_period', months: 12, calendar: 'persian', graceDays: 0 },
      '2025-05-01T10:00:00Z',
      '2026-03-20T20:30:00Z',
    ],
    [
      'a leap year of it',
      { model: 'end_of_period', months: 12, calendar: 'persian', graceDays: 0 },
      '2024-05-01T10:00:00Z',
      '2025-03-20T20:30:00Z',
    ],
    [
      'a month of it',
      { model: 'end_of_period', months: 1, calendar: 'persian', graceDays: 0 },
      '2026-03-25T10:00:00Z',
      '2026-04-20T20:30:00Z',
    ],
  ])('%s', (_name, expiry, earned, ends) => {
    expect(expiryOf(tehran(expiry), at(earned))?.toISOString()).toBe(ends && at(ends).toISOString());
  });
});

describe('rules of a unit that are not taken', () => {
  test.each<[string, Partial<UnitRules>]>([
    ['half a decimal', { decimals: 0.5 }],
    ['no zone', { timeZone: '' }],
    ['a zone nobody knows', { timeZone: 'Mars/Base' }],
    ['days before earning', { activationDays: -1 }],
    ['a grace of part of a day', { graceDays: 1.5 }],
    ['nothing at least', { least: 0n }],
    ['the most below the least', { least: 10n, most: 9n }],
    ['more than an entry moves', { most: 10n ** 12n + 1n }],
    ['a negative limit of approval', { approvalAbove: -1n }],
    ['no months', { expiry: { model: 'after_earning', months: 0 } }],
    ['too many months', { expiry: { model: 'after_activity', months: 121 } }],
    ['a period of five months', { expiry: { model: 'end_of_period', months: 5, calendar: 'persian', graceDays: 0 } }],
    ['a grace before the end', { expiry: { model: 'end_of_period', months: 12, calendar: 'persian', graceDays: -1 } }],
    ['no date', { expiry: { model: 'fixed_date', at: new Date(NaN) } }],
  ])('%s', (_name, wrong) => {
    expect(unitProblem({ ...plainPoints, ...wrong })).toBeDefined();
  });

  test('plain points are fine', () => {
    expect(unitProblem(plainPoints)).toBeUndefined();
  });
});
