import { describe, expect, test } from '@jest/globals';
import { formatDay, lastMomentBefore } from '../src/kit/formats/dates.ts';
import { endOfDay, isDayAhead, startOfDay } from '../src/kit/formats/day-bounds.ts';

describe('a day of a club', () => {
  test.each([
    ['Asia/Tehran', '2026-11-28', '2026-11-27T20:30:00.000Z', '2026-11-28T20:30:00.000Z'],
    ['UTC', '2026-12-31', '2026-12-31T00:00:00.000Z', '2027-01-01T00:00:00.000Z'],
    ['Pacific/Kiritimati', '2026-11-28', '2026-11-27T10:00:00.000Z', '2026-11-28T10:00:00.000Z'],
    ['Europe/London', '2026-10-25', '2026-10-24T23:00:00.000Z', '2026-10-26T00:00:00.000Z'],
    // The clocks skip the midnight: the day begins with what is there first.
    ['America/Sao_Paulo', '2018-11-04', '2018-11-04T03:00:00.000Z', '2018-11-05T02:00:00.000Z'],
  ])('begins and ends in %s on %s', (zone, day, begins, ends) => {
    expect([startOfDay(day, zone).toISOString(), endOfDay(day, zone).toISOString()]).toEqual([begins, ends]);
  });

  test.each(['Asia/Tehran', 'America/New_York', 'Pacific/Kiritimati', 'UTC'])(
    'that was written as the last is shown as the last: %s',
    (zone) => {
      const end = endOfDay('2026-11-28', zone).toISOString();
      const shown = formatDay(lastMomentBefore(end), { language: 'en', calendar: 'gregorian', zone });
      expect(shown).toBe('28 November 2026');
    },
  );

  test.each([
    ['2026-11-27', false],
    ['2026-11-28', true],
    ['2126-11-28', true],
    ['2126-11-29', false],
    ['0001-01-01', false],
    ['9999-12-31', false],
    ['10620-03-21', false],
    ['-0005-03-21', false],
    ['', false],
  ])('that something may last to, on 28 November 2026: %s %s', (day, isAhead) => {
    expect(isDayAhead(day, 'Asia/Tehran', new Date('2026-11-28T20:29:00Z'))).toBe(isAhead);
  });
});
