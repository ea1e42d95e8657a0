import { describe, expect, test } from '@jest/globals';
import { daysToAnniversary, endOfDayAfter, startOf, type CalendarName, type CalendarUnit } from '../src/index.ts';

describe('the end of a day so many days later', () => {
  test.each<[string, string, string, number, string]>([
    ['the same day', 'Europe/London', '2026-06-01T09:00:00Z', 0, '2026-06-01T23:00:00Z'],
    ['a day that is another one in the zone', 'Asia/Tehran', '2026-06-01T21:00:00Z', 1, '2026-06-03T20:30:00Z'],
    ['over the start of summer time', 'Europe/London', '2026-03-28T22:30:00Z', 1, '2026-03-29T23:00:00Z'],
    ['over its end', 'Europe/London', '2026-10-24T22:30:00Z', 1, '2026-10-26T00:00:00Z'],
    ['at a midnight that clocks skipped, in Tehran', 'Asia/Tehran', '2022-03-20T12:00:00Z', 1, '2022-03-21T20:30:00Z'],
    ['at a last hour that came twice, in Tehran', 'Asia/Tehran', '2022-09-20T12:00:00Z', 1, '2022-09-21T20:30:00Z'],
    [
      'at a midnight that clocks skipped, in Sao Paulo',
      'America/Sao_Paulo',
      '2018-11-02T12:00:00Z',
      1,
      '2018-11-04T03:00:00Z',
    ],
    [
      'at a last hour that came twice, in Sao Paulo',
      'America/Sao_Paulo',
      '2018-02-16T12:00:00Z',
      1,
      '2018-02-18T03:00:00Z',
    ],
    ['after ten years', 'UTC', '2026-02-28T10:00:00Z', 3_650, '2036-02-27T00:00:00Z'],
  ])('%s', (_name, zone, at, days, end) => {
    expect(endOfDayAfter(new Date(at), days, zone)).toEqual(new Date(end));
  });
  test('is of a zone that is known', () => {
    expect(() => endOfDayAfter(new Date(0), 1, 'Mars/Base')).toThrow(RangeError);
  });
});

describe('the first moment of', () => {
  test.each<[string, CalendarUnit, string, CalendarName, string, string]>([
    ['a day in London', 'day', '2026-07-15T00:30:00Z', 'gregorian', 'Europe/London', '2026-07-14T23:00:00Z'],
    ['a week from Monday', 'week', '2026-03-22T12:00:00Z', 'gregorian', 'UTC', '2026-03-16T00:00:00Z'],
    ['a week on its Monday', 'week', '2026-03-16T00:00:00Z', 'gregorian', 'UTC', '2026-03-16T00:00:00Z'],
    // Friday, 20 March 2026 in Tehran; the Saturday before it is the 14th.
    ['a week from Saturday', 'week', '2026-03-20T12:00:00Z', 'persian', 'Asia/Tehran', '2026-03-13T20:30:00Z'],
    ['a week on its Saturday', 'week', '2026-03-20T20:45:00Z', 'persian', 'Asia/Tehran', '2026-03-20T20:30:00Z'],
    ['a month', 'month', '2026-03-20T12:00:00Z', 'gregorian', 'UTC', '2026-03-01T00:00:00Z'],
    ['a Persian month', 'month', '2026-03-20T12:00:00Z', 'persian', 'Asia/Tehran', '2026-02-19T20:30:00Z'],
    ['a year', 'year', '2026-03-20T12:00:00Z', 'gregorian', 'UTC', '2026-01-01T00:00:00Z'],
    [
      'a Persian year, on its last day',
      'year',
      '2026-03-20T12:00:00Z',
      'persian',
      'Asia/Tehran',
      '2025-03-20T20:30:00Z',
    ],
    [
      'a day whose midnight clocks skipped',
      'day',
      '2018-11-04T12:00:00Z',
      'gregorian',
      'America/Sao_Paulo',
      '2018-11-04T03:00:00Z',
    ],
  ])('%s', (_name, unit, at, calendar, zone, first) => {
    expect(startOf(new Date(at), unit, calendar, zone)).toEqual(new Date(first));
  });
});

describe('days to the nearest anniversary', () => {
  test.each<[string, string, string, CalendarName, string, number | undefined]>([
    ['today', '1990-04-17', '2026-04-17T10:00:00Z', 'gregorian', 'UTC', 0],
    ['to come', '1990-04-17', '2026-04-10T10:00:00Z', 'gregorian', 'UTC', 7],
    ['that has passed', '1990-04-17', '2026-04-20T10:00:00Z', 'gregorian', 'UTC', -3],
    ['over the end of the year', '1990-01-02', '2026-12-30T10:00:00Z', 'gregorian', 'UTC', 3],
    ['back over its beginning', '1990-12-30', '2027-01-02T10:00:00Z', 'gregorian', 'UTC', -3],
    ['of 29 February, in a leap year', '1996-02-29', '2028-02-28T10:00:00Z', 'gregorian', 'UTC', 1],
    ['of 29 February, in another year', '1996-02-29', '2026-03-01T10:00:00Z', 'gregorian', 'UTC', -1],
    ['of 28 February, before a leap day', '1995-02-28', '2028-02-29T10:00:00Z', 'gregorian', 'UTC', -1],
    ['on a day that has begun in Tehran only', '1990-04-17', '2026-04-16T21:00:00Z', 'gregorian', 'Asia/Tehran', 0],
    ['on a day that goes on in New York', '1990-04-16', '2026-04-17T03:00:00Z', 'gregorian', 'America/New_York', 0],
    ['at a midnight that clocks skipped', '1990-11-04', '2018-11-04T03:00:00Z', 'gregorian', 'America/Sao_Paulo', 0],
    // 28 Farvardin: 17 April in 1990 and 2026, 16 April in 2024.
    ['by the Persian calendar', '1990-04-17', '2024-04-16T08:00:00Z', 'persian', 'Asia/Tehran', 0],
    ['by the Persian calendar, two years later', '1990-04-17', '2026-04-17T08:00:00Z', 'persian', 'Asia/Tehran', 0],
    // 30 Esfand 1403 was 20 March 2025; 1404 has 29 days of Esfand, and Nowruz is 21 March 2026.
    ['of a Persian leap day', '2025-03-20', '2026-03-20T08:00:00Z', 'persian', 'Asia/Tehran', 0],
    ['of Nowruz, seen from Esfand', '1991-03-21', '2026-03-19T08:00:00Z', 'persian', 'Asia/Tehran', 2],
    ['half a year away', '1990-01-01', '2026-07-01T10:00:00Z', 'gregorian', 'UTC', -181],
    ['none on the day itself', '2026-04-17', '2026-04-17T10:00:00Z', 'gregorian', 'UTC', 365],
    ['none before it', '2026-06-01', '2026-04-17T10:00:00Z', 'gregorian', 'UTC', 410],
  ])('%s', (_name, date, at, calendar, zone, days) => {
    expect(daysToAnniversary(date, new Date(at), calendar, zone)).toBe(days);
  });

  test('there is none of a day that is further away than next year', () => {
    expect(daysToAnniversary('2030-01-01', new Date('2026-01-01T00:00:00Z'), 'gregorian', 'UTC')).toBeUndefined();
  });
});
