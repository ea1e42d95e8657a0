import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { asciiDigits, identifier } from '../src/index.ts';

describe('an identifier', () => {
  test.each([
    ['Persian digits', '۵۰۰۱', '5001'],
    ['Arabic-Indic digits', '٥٠٠١', '5001'],
    ['Devanagari digits', '५००१', '5001'],
    ['Bengali, Thai and Khmer digits', '৫๐០១', '5001'],
    ['mathematical digits', '𝟓𝟘𝟢𝟷', '5001'],
    ['Adlam digits', '𞥕𞥐𞥐𞥑', '5001'],
    ['fullwidth forms', '\uff21\uff0d\uff11\uff12', 'A-12'],
    ['halfwidth katakana', 'ﾊﾞ1', 'バ1'],
    ['Arabic presentation forms', 'ﻛﺘﺎﺏ', 'کتاب'],
    ['Arabic yeh and kaf', 'كافي', 'کافی'],
    ['marks of direction, anywhere', '\u200e12\u200f34\u202c', '1234'],
    ['isolates and the Arabic letter mark', '\u2066\u061c12\u2069', '12'],
    ['a byte order mark and zero-width spaces', '\ufeffA\u200b1\u2060', 'A1'],
    ['a soft hyphen', 'AB\u00adC', 'ABC'],
    ['joiners at the edges', '\u200c\u200dA1\u200c', 'A1'],
    ['a ZWNJ inside', 'خانه\u200cها', 'خانه\u200cها'],
    ['a ZWNJ beside a blank', 'a \u200c b', 'a b'],
    ['blanks', ' \u00a0A\t\u3000 1\r\n', 'A 1'],
    ['a decomposed letter', 'e\u0301', 'é'],
    ['capitals', 'aB-1', 'aB-1'],
    ['leading zeros', '0017', '0017'],
    ['nothing', ' \u200e ', ''],
  ])('%s', (_what, written, expected) => {
    expect(identifier(written)).toBe(expected);
  });

  test('what turns the direction of text or controls is left for its owner to refuse', () => {
    for (const text of ['a\u202eb\u0000', 'a\nb', 'a \r\n b']) expect(identifier(text)).toBe(text);
  });

  test('a spreadsheet number stays what it is: that is judged where files are read', () => {
    expect(identifier('17850.0')).toBe('17850.0');
  });

  test('its form is its own form', () => {
    const char = fc.oneof(
      fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }),
      fc.constantFrom(
        '\u200c',
        '\u200d',
        '\u200b',
        '\u202e',
        ' ',
        '\n',
        '\t',
        '\u00a0',
        '\u1680',
        '\u00b4',
        'ي',
        'ى',
        'ك',
        '\u0653',
        '\u0654',
        '\u0301',
        'a',
        '<',
        '\u0338',
        '۵',
        '\ufeff',
        '\u1100',
        '\u1161',
        '\ufdfa',
      ),
    );
    fc.assert(
      fc.property(fc.array(char, { maxLength: 30 }), (chars) => {
        const once = identifier(chars.join(''));
        expect(identifier(once)).toBe(once);
      }),
      { numRuns: 2_000 },
    );
  });

  test('marks and blanks around it change nothing', () => {
    const edge = fc.stringMatching(/^[ \t\u00a0\u200b-\u200f\u202a-\u202c\u2066-\u2069\ufeff]{0,5}$/u);
    fc.assert(
      fc.property(edge, fc.string(), edge, (before, text, after) => {
        expect(identifier(`${before}${text}${after}`)).toBe(identifier(text));
      }),
    );
  });

  test('every decimal digit of Unicode has its value', () => {
    const all = Array.from({ length: 0x110000 }, (_, code) => code).filter(
      (code) => (code < 0xd800 || code > 0xdfff) && /^\p{Nd}$/u.test(String.fromCodePoint(code)),
    );
    const values = all.map((code) => asciiDigits(String.fromCodePoint(code)));
    expect(values.length % 10).toBe(0);
    expect(values).toEqual(Array.from({ length: values.length }, (_, i) => String(i % 10)));
  });
});
