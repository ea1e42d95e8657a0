import { describe, expect, test } from '@jest/globals';
import { readExceptions } from '../src/console/imports/exception-rows.ts';
import { chosenColumns, fieldOf, withField } from '../src/console/imports/guidance.ts';
import { answerWords, questionWords } from '../src/console/imports/source-words.ts';
import { importsEn } from '../src/console/imports/words-en.ts';
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

  test('of which one was taken out keep it out, whatever is said of another', () => {
    const out = withField({ receipt: 'No', date: 'Day' }, 'No', undefined);
    // The file is read anew, and does not name what gives nothing.
    const chosen = chosenColumns({ date: 'Day' }, out);
    expect(fieldOf(chosen, 'No')).toBeUndefined();
    expect(withField(chosen, 'Other', 'time')).toEqual({ receipt: '', date: 'Day', time: 'Other' });
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

describe('what was answered of a file', () => {
  const texts: Readonly<Record<string, string>> = importsEn;
  const say = (id: string, values: Readonly<Record<string, string>> = {}): string =>
    (texts[id] ?? `no text for ${id}`).replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? '');

  test.each([
    ['date:InvoiceDate', 'dmy', 'Days in “InvoiceDate”', 'Day, month, year'],
    ['date:Tag', 'ymd-persian', 'Days in “Tag”', 'Jalali year, month, day'],
    ['decimal:a:b', ',', 'Numbers in “a:b”', 'The comma begins the decimals'],
    ['toman:Price', 'rial', 'Money in “Price”', 'Already rial'],
    ['discount:Off', 'percent', 'Discount in “Off”', 'A percentage off the line'],
    ['column:unitPrice', 'Price', 'Column of “Unit price”', 'Price'],
    ['encoding', 'windows-1256', 'Encoding of the file', 'windows-1256'],
    ['branch', 'north', 'Branch of the sales', 'north'],
    ['date:Day', '', 'Days in “Day”', ''],
    ['later', 'constructor', 'later', 'constructor'],
  ])('is said in words: %s=%s', (question, value, about, answer) => {
    expect([questionWords(say, question), answerWords(say, question, value)]).toEqual([about, answer]);
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
