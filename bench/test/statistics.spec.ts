import { describe, expect, test } from '@jest/globals';
import { median, percentile, row, table } from '../src/statistics.ts';

describe('statistics', () => {
  test.each([
    [[3, 1, 2], 2],
    [[4, 1, 2, 3], 2.5],
    [[7], 7],
  ])('the median of %j is %d', (values, expected) => {
    expect(median(values)).toBe(expected);
  });

  test('a percentile is a value that was measured', () => {
    const hundred = Array.from({ length: 100 }, (_none, at) => 100 - at);
    expect([0.5, 0.95, 1].map((share) => percentile(hundred, share))).toEqual([50, 95, 100]);
    expect([percentile([7], 0.95), percentile([1, 2], 0.5)]).toEqual([7, 1]);
  });

  test('a row keeps the range, a table aligns it', () => {
    const line = row('import ÷ F', 'ratio', [2, 1, 4], { must: 1 });
    expect(line).toMatchObject({ value: 2, low: 1, high: 4, must: 1 });
    expect(table([line]).split('\n')).toHaveLength(2);
  });
});
