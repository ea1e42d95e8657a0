import { describe, expect, test } from '@jest/globals';
import { isPlainLine, isPlainLines } from './plain-text.ts';

/** Text, and whether it may be a line, and lines. */
const table: readonly (readonly [what: string, text: string, line: boolean, lines: boolean])[] = [
  ['letters', 'Sara', true, true],
  ['Persian letters', 'سارا', true, true],
  ['a letter with a mark of its own', 'e\u0301', true, true],
  ['an emoji of two code units', '😀', true, true],
  ['a private character', '\ue000', true, true],
  ['a character that no version of Unicode has assigned yet', '\u0378', true, true],
  ['a slash', 'a/b', true, true],
  ['a blank', 'a b', true, true],
  ['a no-break space', 'a\u00a0b', true, true],
  ['a joiner that shapes Persian words', 'می\u200cخواهم', true, true],
  ['an emoji that is joined', '👩\u200d💻', true, true],
  ['a mark of direction', '\u200fسارا', true, true],
  ['a soft hyphen', 'a\u00adb', true, true],
  ['a tab', 'a\tb', false, true],
  ['a line feed', 'a\nb', false, true],
  ['a carriage return', 'a\rb', false, true],
  ['a line separator', 'a\u2028b', false, true],
  ['a paragraph separator', 'a\u2029b', false, true],
  ['nothing', '', false, false],
  ['blanks only', ' \u00a0\u3000', false, false],
  ['line ends only', '\n\r\n', false, false],
  ['marks only that cannot be seen', '\u200c\u200f\u00ad', false, false],
  ['a NUL', 'a\0b', false, false],
  ['an escape', '\u001b[31m', false, false],
  ['a control character of C1', 'a\u0085b', false, false],
  ['a delete', 'a\u007f', false, false],
  ['an override of direction', 'a\u202eb', false, false],
  ['an embedding of direction', 'a\u202ab', false, false],
  ['an isolate', 'a\u2067b', false, false],
  ['a byte order mark', '\ufeffa', false, false],
  ['a lone surrogate', 'a\ud800', false, false],
];

describe('plain text', () => {
  test.each(table)('%s', (_what, text, line, lines) => {
    expect({ line: isPlainLine(text, 100), lines: isPlainLines(text, 100) }).toEqual({ line, lines });
  });

  test.each([isPlainLine, isPlainLines])('of a length, in characters: %p', (isPlain) => {
    expect([isPlain('xxx', 3), isPlain('xxxx', 3), isPlain('😀😀😀', 3), isPlain('😀😀😀😀', 3)]).toEqual([
      true,
      false,
      true,
      false,
    ]);
  });
});
