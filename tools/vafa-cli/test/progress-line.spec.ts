import { describe, expect, test } from '@jest/globals';
import { ProgressLine } from '../src/progress-line.ts';

const screen = (isTTY: boolean) => {
  const written: string[] = [];
  return { isTTY, columns: 120, written, write: (text: string) => written.push(text) > 0 };
};

describe('progress', () => {
  test('is one line redrawn on a terminal, with rate and time left', () => {
    const terminal = screen(true);
    let now = 0;
    const line = new ProgressLine('importing', 'rows', terminal, () => now);
    now = 1000;
    line.show({ done: 0, total: 42_481 });
    now = 11_000;
    line.show({ done: 21_240, total: 42_481 });
    // 21,240 rows in 11 s are 1,931 a second; the other 21,241 take 11 s more.
    expect(terminal.written.at(-1)).toBe(
      '\r\u001b[2Kimporting [███████████·············] 49% 21,240 of 42,481 rows, 1,931/s, 0:11 left',
    );
  });

  test('is a plain line now and then elsewhere', () => {
    const file = screen(false);
    let now = 0;
    const line = new ProgressLine('importing', 'rows', file, () => now);
    for (const at of [500, 1000, 2000, 2500, 4000]) {
      now = at;
      line.show({ done: at, total: 8_000 });
    }
    line.end({ done: 8_000, total: 8_000 });
    expect(file.written).toEqual([
      'importing 2,000 of 8,000 rows, 750/s, 0:08 left\n',
      'importing 4,000 of 8,000 rows, 875/s, 0:05 left\n',
      'importing 8,000 of 8,000 rows, 1,875/s\n',
    ]);
  });

  test('does not call what an earlier start has done its own rate', () => {
    const file = screen(false);
    let now = 0;
    const line = new ProgressLine('importing', 'rows', file, () => now);
    line.show({ done: 40_000, total: undefined });
    now = 2000;
    line.show({ done: 42_000, total: undefined });
    expect(file.written).toEqual(['importing 42,000 rows, 1,000/s\n']);
  });
});
