import { expect, test } from '@jest/globals';
import { csvCell, csvLine, plainCell } from '@vafa/csv';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';

test.each([
  ['plain', 'plain'],
  ['a,b', '"a,b"'],
  ['say "hi"', '"say ""hi"""'],
  ['two\nlines', '"two\nlines"'],
  ['12" - BLUE', '"12"" - BLUE"'],
  ['=1+1', "'=1+1"],
  [' =1+1', "' =1+1"],
  ['\ufeff=1', "'\ufeff=1"],
  ['"=1"', '"\'""=1"""'],
  ["'=1", "''=1"],
  ['=HYPERLINK("x","y")', '"\'=HYPERLINK(""x"",""y"")"'],
  ['+441234', "'+441234"],
  ['@SUM(A1)', "'@SUM(A1)"],
  ['-1+2', "'-1+2"],
  ['＝1', "'＝1"],
  ['＋1', "'＋1"],
  ['－1', "'－1"],
  ['＠A1', "'＠A1"],
  ['\t=1', '"\'\t\'=1"'],
  ['\tx', '"\'\tx"'],
  ['\r=1', '"\'\r\'=1"'],
  ['\n=1', '"\'\n\'=1"'],
  ['a\n=1', '"a\n\'=1"'],
  ['a;=1', '"a;\'=1"'],
  ['a;"=1"', '"a;\'""=1"""'],
  ['-12', '-12'],
  ['-2.55', '-2.55'],
  ['-2,55', '"-2,55"'],
])('%j becomes %j', (text, cell) => {
  expect(csvCell(text)).toBe(cell);
});

test('a line ends with a line break', () => {
  expect(csvLine(['1', 'a,b', ''])).toBe('1,"a,b",\n');
  expect(csvLine(['1'], '\r\n')).toBe('1\r\n');
});

const hostile = fc.string({ unit: fc.constantFrom(...'=+-@＝＋－＠;,"\'\t\r\n 1a') });

test('what is written is read again as it was', () => {
  fc.assert(
    fc.property(fc.array(hostile, { minLength: 2, maxLength: 4 }), (cells) => {
      const [read] = parse(csvLine(cells, '\r\n'), { recordDelimiter: '\r\n' }) as string[][];
      expect(read?.map(plainCell)).toEqual(cells);
    }),
  );
});

test('no part of a cell that a program may read as one begins with a sign of a formula', () => {
  fc.assert(
    fc.property(hostile, (text) => {
      const [[read] = []] = parse(csvLine([text, ''], '\r\n'), { recordDelimiter: '\r\n' }) as string[][];
      if (/^-\d+([.,]\d+)?$/.test(read ?? '')) return;
      for (const part of (read ?? '').split(/[;\t\r\n]/)) expect(part).not.toMatch(/^["\s]*[=+\-@＝＋－＠]/);
    }),
  );
});
