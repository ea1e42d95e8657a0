import { describe, expect, test } from '@jest/globals';
import { brandOf } from './brand.ts';
import { occasionsOf } from './occasions.ts';

const london = { timeZone: 'Europe/London', brand: brandOf({}, { currency: 'GBP', country: 'GB' }) };
const tehran = { timeZone: 'Asia/Tehran', brand: brandOf({}, { currency: 'IRR', country: 'IR' }) };
const told = (birthDate: string, since: string, now: string, club = london) =>
  occasionsOf({ birthDate }, new Date(since), club, new Date(now));
const noon = (day: string): string => `${day}T12:00:00Z`;
const longAgo = noon('2020-08-20');

describe('occasions of a member', () => {
  test.each([
    ['2026-04-09', []],
    ['2026-04-10', [{ kind: 'birthday', inDays: 7 }]],
    ['2026-04-16', [{ kind: 'birthday', inDays: 1 }]],
    ['2026-04-17', [{ kind: 'birthday', inDays: 0 }]],
    ['2026-04-18', [{ kind: 'birthday', inDays: -1 }]],
    ['2026-04-24', [{ kind: 'birthday', inDays: -7 }]],
    ['2026-04-25', []],
  ] as const)('a birthday, seen on %s', (day, occasions) => {
    expect(told('1990-04-17', longAgo, noon(day))).toEqual(occasions);
  });

  test('who has told no birth date has none', () => {
    expect(told('', longAgo, noon('2026-04-17'))).toEqual([]);
  });

  test('the day of joining comes again a year later, and not before', () => {
    expect(told('', noon('2025-06-01'), noon('2025-06-01'))).toEqual([]);
    expect(told('', noon('2025-06-01'), noon('2026-05-31'))).toEqual([{ kind: 'joining', inDays: 1 }]);
  });

  test('is that of the club, where another day has begun elsewhere', () => {
    expect(told('', '2025-06-01T21:00:00Z', noon('2026-06-01'))).toEqual([{ kind: 'joining', inDays: 0 }]);
    const abroad = { ...london, timeZone: 'Asia/Tehran' };
    expect(told('', '2025-06-01T21:00:00Z', noon('2026-06-01'), abroad)).toEqual([{ kind: 'joining', inDays: 1 }]);
  });

  test('years are those of the calendar that the club goes by', () => {
    expect(told('1990-04-17', longAgo, noon('2024-04-16'), tehran)).toEqual([{ kind: 'birthday', inDays: 0 }]);
    expect(told('1990-04-17', longAgo, noon('2024-04-16'))).toEqual([{ kind: 'birthday', inDays: 1 }]);
  });

  test('over the end of the year, and of 29 February', () => {
    expect(told('1990-01-03', longAgo, noon('2026-12-30'))).toEqual([{ kind: 'birthday', inDays: 4 }]);
    expect(told('1996-02-29', longAgo, noon('2026-02-28'))).toEqual([{ kind: 'birthday', inDays: 0 }]);
    expect(told('1996-02-29', longAgo, noon('2028-02-28'))).toEqual([{ kind: 'birthday', inDays: 1 }]);
  });

  test('the nearest comes first', () => {
    expect(told('1990-06-05', noon('2024-06-02'), noon('2026-06-01')).map(({ kind }) => kind)).toEqual([
      'joining',
      'birthday',
    ]);
  });
});
