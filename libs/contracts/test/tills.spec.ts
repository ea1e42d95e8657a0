import { describe, expect, test } from '@jest/globals';
import { tillKey } from '../src/domain/tills.ts';

describe('a till', () => {
  test.each([
    ['01', '1'],
    ['1', '1'],
    ['۰۰۱', '1'],
    ['000', '0'],
    ['0', '0'],
    ['T01', 'T01'],
    ['01a', '01a'],
    ['0.5', '0.5'],
    [' Kasse 1', 'Kasse 1'],
    ['', ''],
  ])('%j is %j', (written, expected) => {
    expect(tillKey(written)).toBe(expected);
    expect(tillKey(expected)).toBe(expected);
  });
});
