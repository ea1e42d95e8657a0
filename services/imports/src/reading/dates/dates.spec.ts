import { describe, expect, test } from '@jest/globals';
import { dateCell, DateEvidence } from './date-evidence.ts';
import { dayUnder, formOfName, nameOfForm } from './date-form.ts';
import { dateText } from './date-text.ts';
import { LocalInstants } from './local-instants.ts';

const today = Date.UTC(2026, 10, 27);
const read = (cell: string, form = 'dmy'): string | undefined => {
  const text = dateText(cell);
  const day = text && dayUnder(text, formOfName(form) ?? { order: 'dmy', calendar: 'gregorian' }, today);
  if (!text || day === undefined) return undefined;
  const shown = new Date(day + text.time).toISOString().slice(0, 19);
  return text.offset === undefined ? shown.replace('T00:00:00', '') : `${shown} ${String(text.offset / 60_000)}`;
};

describe('a day as it is written', () => {
  test.each([
    ['2026-11-03', '2026-11-03'],
    ['2026-11-03T10:00:05', '2026-11-03T10:00:05'],
    ['2026-11-03 10:00', '2026-11-03T10:00:00'],
    ['2026/11/3', '2026-11-03'],
    ['2026.11.03', '2026-11-03'],
    ['20261103', '2026-11-03'],
    ['2026-11-03T10:00:05Z', '2026-11-03T10:00:05 0'],
    ['2026-11-03T10:00:05.123+03:30', '2026-11-03T10:00:05 210'],
    ['2026-11-03 10:00:05 -0500', '2026-11-03T10:00:05 -300'],
    ['2026-11-03 10:00:05 UTC', '2026-11-03T10:00:05 0'],
    ['03.11.2026', '2026-11-03'],
    ['3.11.2026, 8:26', '2026-11-03T08:26:00'],
    ['03.11.2026 08.26', '2026-11-03T08:26:00'],
    ['03.11.2026 08:26 Uhr', '2026-11-03T08:26:00'],
    ['03.11.26', '2026-11-03'],
    ['03/11/2026', '2026-11-03'],
    ['3-11-2026', '2026-11-03'],
    ['1 Dec 2024', '2024-12-01'],
    ['1. Dezember 2024', '2024-12-01'],
    ['Dec 1, 2024 2:05 PM', '2024-12-01T14:05:00'],
    ['December 1st, 2024', '2024-12-01'],
    ['Sun, 1 Dec 2024 10:00:00 +0100', '2024-12-01T10:00:00 60'],
    ['01-Mär-2024', '2024-03-01'],
    ['5-Nov-2026', '2026-11-05'],
    ['5-Nov-26', '2026-11-05'],
    ['05. Nov 26 08:26', '2026-11-05T08:26:00'],
    ['14-Dec-98', '1998-12-14'],
    ['۱۲ آبان ۰۵', '2026-11-03'],
    ['30 Esfand 03', '2025-03-20'],
    ['1405/08/12', '2026-11-03'],
    ['۱۴۰۵/۰۸/۱۲', '2026-11-03'],
    ['۱۴۰۵-۸-۱۲ ۱۰:۰۰', '2026-11-03T10:00:00'],
    ['12/08/1405', '2026-11-03'],
    ['14050812', '2026-11-03'],
    ['۱۲ آبان ۱۴۰۵', '2026-11-03'],
    ['10:30 1405/08/12', '2026-11-03T10:30:00'],
    ['1403/12/30', '2025-03-20'],
    ['1405/8/12 2:05 ب.ظ', '2026-11-03T14:05:00'],
    ['1405/8/12 2:05 ق.ظ', '2026-11-03T02:05:00'],
    ['1405/8/12 12:05 ق.ظ', '2026-11-03T00:05:00'],
    ['3 نوامبر 2026', '2026-11-03'],
    ['45627.351', '2024-12-01T08:25:26'],
    ['45627,5', '2024-12-01T12:00:00'],
    ['45627', '2024-12-01'],
    ['11/5/2026 12:00 AM', '2026-05-11'],
    ['29.02.2024', '2024-02-29'],
  ])('%j is %s', (cell, day) => {
    expect(read(cell)).toBe(day);
  });

  test.each([
    '',
    'yesterday',
    '2026-02-29',
    '2026-13-01',
    '31.04.2026',
    '30/12/1404',
    '1404/12/30',
    '1405/07/31',
    '۱۴۰۴/۱۲/۳۰',
    '2026-11-03 24:00',
    '2026-11-03 10:60',
    '2026-11-03 13:05 PM',
    '1 Foo 2024',
    '12 آبان 2026',
    '5-Nov-6',
    '32-Nov-26',
    'Nov 5, 26',
    '1 Dec 1405',
    '5',
    '12345678',
    '99999',
    '2026-11',
    '10:00',
    '1799-01-01',
    '2026-11-03 10:00 EST',
    '2026-11-03 later',
    '03/11',
    'gold 5',
    '12/08/1905x',
  ])('%j is none', (cell) => {
    expect(read(cell)).toBeUndefined();
  });

  test("the order of day and month, and the calendar of short years, are the form's", () => {
    expect([
      read('11/02/2026', 'mdy'),
      read('11/02/2026', 'dmy'),
      read('۰۵/۰۸/۱۲', 'ymd-persian'),
      read('26/11/03', 'ymd'),
      read('03.11.2026', 'mdy'),
    ]).toEqual(['2026-11-02', '2026-02-11', '2026-11-03', '2026-11-03', undefined]);
  });
});

describe('a column of days', () => {
  const decide = (...cells: readonly string[]): string => {
    const evidence = new DateEvidence();
    for (const cell of cells) evidence.add(dateCell(cell, today));
    const { form, options } = evidence.decide();
    return options.length > 0 ? `asks ${options.map(nameOfForm).join(' ')}` : nameOfForm(form);
  };

  test.each([
    [['13/02/2026', '01/02/2026'], 'dmy'],
    [['02/13/2026', '01/02/2026'], 'mdy'],
    [['01.02.2026'], 'dmy'],
    [['01.12.24'], 'dmy'],
    [['12/11/2026'], 'dmy'],
    [['2026-11-03', '1405-08-12'], 'dmy'],
    [['05/05/2026'], 'dmy'],
    [['۰۵/۰۸/۳۰'], 'ymd-persian'],
    [['01/02/2026'], 'asks dmy mdy'],
    [['01-02-2026', '03-04-2026'], 'asks dmy mdy'],
    [['13/02/2026', '02/13/2026'], 'asks dmy mdy'],
    [[...Array.from({ length: 50 }, () => '13/02/2026'), '02/13/2026'], 'dmy'],
    [['۰۵/۰۸/۱۲'], 'asks dmy mdy ymd-persian'],
    [['24-11-25'], 'asks dmy ymd'],
  ])('%j: %s', (cells, decision) => {
    expect(decide(...cells)).toBe(decision);
  });
});

describe('local times as instants', () => {
  test.each([
    ['Europe/London', '2010-12-01T08:26:00', '2010-12-01T08:26:00.000Z', 'winter'],
    ['Europe/London', '2011-07-01T08:26:00', '2011-07-01T07:26:00.000Z', 'summer'],
    ['Europe/London', '2011-03-27T00:59:59', '2011-03-27T00:59:59.000Z', 'the last second before the gap'],
    ['Europe/London', '2011-03-27T01:30:00', '2011-03-27T01:30:00.000Z', 'a time that the clocks skip: 02:30 BST'],
    ['Europe/London', '2011-10-30T01:30:00', '2011-10-30T00:30:00.000Z', 'a time shown twice: the first'],
    ['Europe/London', '2011-10-30T02:00:00', '2011-10-30T02:00:00.000Z', 'after the hour shown twice'],
    ['Asia/Tehran', '2022-03-22T00:30:00', '2022-03-21T21:00:00.000Z', 'a gap at midnight: 01:30'],
    ['Asia/Tehran', '2026-01-01T00:00:00', '2025-12-31T20:30:00.000Z', 'half an hour off'],
    ['Pacific/Apia', '2011-12-30T12:00:00', '2011-12-30T22:00:00.000Z', 'a day that never was'],
    ['America/St_Johns', '2011-07-01T00:00:01', '2011-07-01T02:30:01.000Z', 'seconds stay'],
  ])('%s %s is %s (%s)', (zone, local, instant) => {
    expect(new LocalInstants(zone).instant(Date.parse(`${local}Z`)).toISOString()).toBe(instant);
  });
});
