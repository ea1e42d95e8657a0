import { describe, expect, test } from '@jest/globals';
import { readExceptions } from '../src/console/imports/exception-rows.ts';
import { fieldOf, withField } from '../src/console/imports/guidance.ts';
import { shownReading } from '../src/console/imports/shown-reading.ts';
import { roughly } from '../src/kit/formats/duration.ts';

describe('rows of a file of exceptions', () => {
  test.each([',', ';', '\t'])('are read whatever separates them: %j', (separator) => {
    const line = (...cells: string[]): string => `${cells.join(separator)}\n`;
    const text = `\uFEFF${line('No', 'Price', 'row', 'code', 'reason')}${line('7', 'x', '12', 'invalid_price', 'why')}`;
    expect(readExceptions(text, 10)).toEqual({
      header: ['No', 'Price'],
      rows: [{ cells: ['7', 'x'], row: 12, code: 'invalid_price', reason: 'why' }],
    });
  });

  test('may hold separators, quotes and lines, and more cells than the header', () => {
    const text = 'No,row,code,reason\n"a,""b""\nc",extra,3,wrong_column_count,"one, two"\n';
    expect(readExceptions(text, 10).rows).toEqual([
      { cells: ['a,"b"\nc', 'extra'], row: 3, code: 'wrong_column_count', reason: 'one, two' },
    ]);
  });

  test('are read no further than they are shown', () => {
    const rows = Array.from({ length: 5_000 }, (_, at) => `${String(at)},${String(at)},c,r\n`).join('');
    expect(readExceptions(`No,row,code,reason\n${rows}`, 100).rows).toHaveLength(100);
    expect(readExceptions('', 100)).toEqual({ header: [], rows: [] });
  });
});

describe('the columns of a file', () => {
  test('give one field each, and what is taken out is said', () => {
    const columns = { receipt: 'No', date: 'Day' };
    expect(fieldOf(columns, 'Day')).toBe('date');
    expect(withField(columns, 'Day', 'time')).toEqual({ receipt: 'No', date: '', time: 'Day' });
    expect(withField(columns, 'No', undefined)).toEqual({ receipt: '', date: 'Day' });
    expect(withField(columns, 'Other', 'date')).toEqual({ receipt: 'No', date: 'Other' });
  });

  test.each([
    ['2026-11-05', '۱۴ آبان ۱۴۰۵'],
    ['2026-11-05 14:30', '۱۴ آبان ۱۴۰۵ ۱۴:۳۰'],
    ['12500', '۱۲٬۵۰۰'],
    ['−', '−'],
    ['A-1', 'A-1'],
  ])('say what becomes of %s', (text, shown) => {
    expect(shownReading(text, { language: 'fa', calendar: 'persian', zone: 'Asia/Tehran' })).toBe(shown);
  });
});

test.each([
  [0, 1, 'seconds'],
  [38, 38, 'seconds'],
  [200, 3, 'minutes'],
  [5_399, 90, 'minutes'],
  [7_200, 2, 'hours'],
])('%i seconds are roughly %i %s', (seconds, count, unit) => {
  expect(roughly(seconds)).toEqual({ count, unit });
});
