import { describe, expect, test } from '@jest/globals';
import { costOf, costPerPoint, costPerThousand } from './cost.ts';

describe('what outstanding units cost', () => {
  test.each([
    [5_028_491n, 10_000n, 5_028_491n],
    [1n, 5_000n, 1n],
    [1n, 4_999n, 0n],
    [3n, 5_000n, 2n],
    [0n, 10_000n, 0n],
    [-3n, 10_000n, -3n],
    [2n ** 63n - 1n, 10n ** 12n, (2n ** 63n - 1n) * 10n ** 8n],
  ])('%d points at %d/10,000 each cost %d', (outstanding, each, cost) => {
    expect(costOf(outstanding, 'points', costPerPoint(each))).toBe(cost);
  });

  test('is the same for all units that cost so much for a thousand', () => {
    expect(['points', 'miles'].map((unit) => costOf(1_502n, unit, costPerThousand(250n)))).toEqual([376n, 376n]);
  });

  test('is not known of other units where a point has a cost', () => {
    expect(costOf(5n, 'miles', costPerPoint(10_000n))).toBeUndefined();
  });

  test.each([-1n, 10n ** 12n + 1n])('is not %d', (amount) => {
    for (const cost of [costPerPoint, costPerThousand])
      expect(() => cost(amount)).toThrow(expect.objectContaining({ code: 'cost_out_of_range' }));
  });
});
