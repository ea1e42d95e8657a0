import { describe, expect, test } from '@jest/globals';
import { LocalTimes } from './local-time.ts';

const at = (zone: string, text: string): string | undefined => new LocalTimes(zone).instant(text)?.toISOString();

describe('local times', () => {
  test.each([
    ['Europe/London', '2010-12-01T08:26:00', '2010-12-01T08:26:00.000Z', 'winter'],
    ['Europe/London', '2011-07-01T08:26:00', '2011-07-01T07:26:00.000Z', 'summer'],
    ['Europe/London', '2011-07-01 08:26', '2011-07-01T07:26:00.000Z', 'a space, no seconds'],
    ['Europe/London', '2011-03-27T00:59:59', '2011-03-27T00:59:59.000Z', 'the last second before the gap'],
    ['Europe/London', '2011-03-27T01:30:00', '2011-03-27T01:30:00.000Z', 'a time that the clocks skip: 02:30 BST'],
    ['Europe/London', '2011-03-27T02:00:00', '2011-03-27T01:00:00.000Z', 'the first second after the gap'],
    ['Europe/London', '2011-10-30T01:30:00', '2011-10-30T00:30:00.000Z', 'a time shown twice: the first'],
    ['Europe/London', '2011-10-30T02:00:00', '2011-10-30T02:00:00.000Z', 'after the hour shown twice'],
    ['Asia/Tehran', '2022-03-22T00:30:00', '2022-03-21T21:00:00.000Z', 'a gap at midnight: 01:30'],
    ['Asia/Tehran', '2026-01-01T00:00:00', '2025-12-31T20:30:00.000Z', 'half an hour off'],
    ['Pacific/Apia', '2011-12-30T12:00:00', '2011-12-30T22:00:00.000Z', 'a day that never was'],
    ['America/St_Johns', '2011-07-01T00:00:01', '2011-07-01T02:30:01.000Z', 'seconds stay'],
  ])('%s %s is %s (%s)', (zone, text, instant) => {
    expect(at(zone, text)).toBe(instant);
  });

  test.each(['2011-02-29T10:00:00', '2011-13-01T10:00:00', '2011-01-01T24:00:00', '2011-01-01T10:60:00', '2011-01-01T10:00:60', '2011-01-01', '01/12/2010 08:26', '2011-1-1T10:00', '', '2011-01-01T10:00:00Z', '9999-01-01T00:00:00'])(
    'refuses %j',
    (text) => {
      expect(at('Europe/London', text)).toBeUndefined();
    },
  );

  test('a time asked again is the same, whatever was asked before', () => {
    const times = new LocalTimes('Europe/London');
    const asked = ['2011-10-30T01:30:00', '2011-10-30T01:30:59', '2011-10-30T01:30:60', '2011-10-30T01:30:00'];
    expect(asked.map((text) => times.instant(text)?.toISOString())).toEqual(['2011-10-30T00:30:00.000Z', '2011-10-30T00:30:59.000Z', undefined, '2011-10-30T00:30:00.000Z']);
  });
});
