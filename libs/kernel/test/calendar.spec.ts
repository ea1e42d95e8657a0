import { describe, expect, test } from '@jest/globals';
import { endOfDayAfter } from '../src/index.ts';

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
