import { describe, expect, test } from '@jest/globals';
import { median, row, table } from '../src/statistics.ts';

describe('statistics', () => {
  test.each([
    [[3, 1, 2], 2],
    [[4, 1, 2, 3], 2.5],
    [[7], 7],
  ])('the median of %j is %d', (values, expected) => {
    expect(median(values)).toBe(expected);
  });

  test('a row keeps the range, a table aligns it', () => {
    const line = row('import ÷ F', 'ratio', [2, 1, 4], { must: 1 });
    expect(line).toMatchObject({ value: 2, low: 1, high: 4, must: 1 });
    expect(table([line]).split('\n')).toHaveLength(2);
  });
});
