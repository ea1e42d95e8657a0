import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { recordCharsMax, RecordSplitter } from './record-splitter.ts';

const split = (text: string, size = text.length || 1, delimiter = ','): string[][] => {
  const splitter = new RecordSplitter(delimiter);
  const records = [];
  for (let from = 0; from < text.length; from += size) records.push(...splitter.push(text.slice(from, from + size)));
  return [...records, ...splitter.end()].map(({ row, fields }) => [String(row), ...fields]);
};

describe('records of a text', () => {
  test.each<[string, string, string[][]]>([
    [
      'LF',
      'a,b\nc,d\n',
      [
        ['1', 'a', 'b'],
        ['2', 'c', 'd'],
      ],
    ],
    [
      'no end at the end',
      'a,b\nc,d',
      [
        ['1', 'a', 'b'],
        ['2', 'c', 'd'],
      ],
    ],
    [
      'CRLF, then LF',
      'a,b\r\nc,d\ne,f\n',
      [
        ['1', 'a', 'b'],
        ['2', 'c', 'd'],
        ['3', 'e', 'f'],
      ],
    ],
    [
      'LF, then CRLF',
      'a,b\nc,d\r\n',
      [
        ['1', 'a', 'b'],
        ['2', 'c', 'd'],
      ],
    ],
    [
      'CR',
      'a,b\rc,d\r',
      [
        ['1', 'a', 'b'],
        ['2', 'c', 'd'],
      ],
    ],
    [
      'LF CR is two ends',
      'a\n\rb',
      [
        ['1', 'a'],
        ['3', 'b'],
      ],
    ],
    ['quotes', '"a, ""b""\n",c\n', [['1', 'a, "b"\n', 'c']]],
    [
      'line ends in quotes stay',
      '"a\r\nb\rc",d\r\ne,f',
      [
        ['1', 'a\r\nb\rc', 'd'],
        ['2', 'e', 'f'],
      ],
    ],
    ['a quote inside a cell is text', '12" pipe,b\n', [['1', '12" pipe', 'b']]],
    ['a quote that closes nothing is text', '"12" pipe",b\n', [['1', '12" pipe', 'b']]],
    [
      'empty lines count and are left out',
      'a,b\n\n\r\nc,d\n',
      [
        ['1', 'a', 'b'],
        ['4', 'c', 'd'],
      ],
    ],
    [
      'empty cells',
      ',\n"",""\n',
      [
        ['1', '', ''],
        ['2', '', ''],
      ],
    ],
    [
      'one quoted cell at the end',
      'a\n"b"',
      [
        ['1', 'a'],
        ['2', 'b'],
      ],
    ],
  ])('%s', (_name, text, records) => {
    for (const size of [1, 2, 3, text.length]) expect(split(text, size)).toEqual(records);
  });

  test('what is written in any layout is read again, in chunks of any size', () => {
    const cell = fc.string({
      unit: fc.constantFrom('a', '"', ',', ';', '\t', '\r', '\n', ' ', 'ü', '۵', "'"),
      maxLength: 6,
    });
    fc.assert(
      fc.property(
        fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 6 }),
        fc.constantFrom(',', ';', '\t', '|'),
        fc.constantFrom('\n', '\r\n', '\r'),
        fc.boolean(),
        fc.integer({ min: 1, max: 9 }),
        (table, delimiter, end, isEnded, size) => {
          const text =
            table.map((cells) => cells.map((each) => `"${each.replaceAll('"', '""')}"`).join(delimiter)).join(end) +
            (isEnded ? end : '');
          expect(split(text, size, delimiter).map(([, ...cells]) => cells)).toEqual(table);
        },
      ),
    );
  });

  test('a quote that stays open, and a record without end, stop at a bound', () => {
    for (const open of ['a,"', 'a,']) {
      const splitter = new RecordSplitter(',');
      splitter.push('1,2\n');
      splitter.push(open + 'x'.repeat(recordCharsMax + 10));
      expect([splitter.isStuck, splitter.nextRow, splitter.unsplit.length]).toEqual([true, 2, recordCharsMax]);
      expect(splitter.push('more\n')).toEqual([]);
    }
  });

  test('a hundred thousand empty lines make no records', () => {
    const splitter = new RecordSplitter(',');
    expect(splitter.push('\n'.repeat(100_000))).toEqual([]);
    expect([splitter.emptyRows, splitter.nextRow]).toEqual([100_000, 100_001]);
  });
});
