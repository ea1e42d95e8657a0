import { describe, expect, test } from '@jest/globals';
import { plainPoints, unitProblem, type UnitRules } from './unit.ts';

const most = 10n ** 12n;

describe('rules at their limits are taken', () => {
  test.each<[string, Partial<UnitRules>]>([
    ['no decimals', { decimals: 0 }],
    ['four decimals', { decimals: 4 }],
    ['ten years until it activates', { activationDays: 3_650 }],
    ['ten years of grace', { graceDays: 3_650 }],
    ['one amount only', { least: 5n, most: 5n }],
    ['the most that an entry moves', { least: most, most }],
    ['approval of everything', { approvalAbove: 0n }],
    ['a month of life', { expiry: { model: 'after_earning', months: 1 } }],
    ['ten years of life', { expiry: { model: 'after_earning', months: 120 } }],
    ['a month without activity', { expiry: { model: 'after_activity', months: 1 } }],
    ['a date', { expiry: { model: 'fixed_date', at: new Date(0) } }],
    ...[1, 3, 6, 12].map((months): [string, Partial<UnitRules>] => [
      `periods of ${String(months)}`,
      { expiry: { model: 'end_of_period', months, calendar: 'persian', graceDays: 3_650 } },
    ]),
  ])('%s', (_name, rules) => {
    expect(unitProblem({ ...plainPoints, ...rules })).toBeUndefined();
  });
});

describe('rules beyond their limits are refused with the reason', () => {
  const days = 'days are whole, 0 to 3650';
  const amounts = 'an entry moves between 1 and 10^12 units, the least before the most';
  const months = 'units live 1 to 120 months';
  const period = 'a period has 1, 3, 6 or 12 months, and a grace in days';

  test.each<[string, Partial<UnitRules>, string]>([
    ['less than no decimals', { decimals: -1 }, 'a unit has 0 to 4 decimals'],
    ['five decimals', { decimals: 5 }, 'a unit has 0 to 4 decimals'],
    ['half a decimal', { decimals: 0.5 }, 'a unit has 0 to 4 decimals'],
    ['a zone nobody knows', { timeZone: 'Mars/Base' }, 'the time zone is not one of IANA'],
    ['activation before earning', { activationDays: -1 }, days],
    ['activation after ten years', { activationDays: 3_651 }, days],
    ['activation on a part of a day', { activationDays: 0.5 }, days],
    ['a grace before the end', { graceDays: -1 }, days],
    ['a grace of more than ten years', { graceDays: 3_651 }, days],
    ['nothing at least', { least: 0n }, amounts],
    ['the most below the least', { least: 6n, most: 5n }, amounts],
    ['more than an entry moves', { most: most + 1n }, amounts],
    ['approval below nothing', { approvalAbove: -1n }, 'the limit of approval is not below nothing'],
    ['no date', { expiry: { model: 'fixed_date', at: new Date(Number.NaN) } }, 'a fixed expiry is a moment'],
    ['no life', { expiry: { model: 'after_earning', months: 0 } }, months],
    ['more than ten years of life', { expiry: { model: 'after_earning', months: 121 } }, months],
    ['no activity for no time', { expiry: { model: 'after_activity', months: 0 } }, months],
    ['no activity for longer', { expiry: { model: 'after_activity', months: 121 } }, months],
    [
      'a period of two months',
      { expiry: { model: 'end_of_period', months: 2, calendar: 'gregorian', graceDays: 0 } },
      period,
    ],
    [
      'a period with a grace before its end',
      { expiry: { model: 'end_of_period', months: 3, calendar: 'gregorian', graceDays: -1 } },
      period,
    ],
    [
      'a period with more than ten years of grace',
      { expiry: { model: 'end_of_period', months: 3, calendar: 'gregorian', graceDays: 3_651 } },
      period,
    ],
  ])('%s', (_name, rules, problem) => {
    expect(unitProblem({ ...plainPoints, ...rules })).toBe(problem);
  });
});

describe('points that nobody made rules for', () => {
  test('never end, are there at once, and may be owed after a return', () => {
    expect(plainPoints).toEqual({
      kind: 'points',
      decimals: 0,
      timeZone: 'UTC',
      expiry: { model: 'never' },
      activationDays: 0,
      negative: 'unlimited',
      least: 1n,
      most,
      graceDays: 0,
    });
  });
});
