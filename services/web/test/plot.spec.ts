import { describe, expect, test } from '@jest/globals';
import { across, heatSteps, plot, roundAbove } from '../src/kit/charts/plot.ts';

describe('a plot', () => {
  test('goes as reading does', () => {
    expect(plot([0, 5, 10], 0, 10, 'ltr')).toEqual({
      line: 'M0 100L50 50L100 0',
      area: 'M0 100L50 50L100 0L100 100L0 100Z',
    });
    expect(plot([0, 5, 10], 0, 10, 'rtl').line).toBe('M100 100L50 50L0 0');
    expect([across(0, 1, 'ltr'), across(0, 1, 'rtl')]).toEqual([50, 50]);
  });

  test('of nothing, of one value and of equal ones is still a plot', () => {
    expect(plot([], 0, 1, 'ltr')).toEqual({ line: '', area: '' });
    expect(plot([3], 0, 3, 'ltr').line).toBe('M50 0');
    expect(plot([2, 2], 2, 2, 'ltr').line).toBe('M0 100L100 100');
  });

  test.each([
    [0, 1],
    [-3, 1],
    [1.93, 2],
    [2, 2],
    [2.1, 4],
    [4.3, 6],
    [6.5, 8],
    [81, 100],
    [0.03, 0.04],
    [1000, 1000],
  ])('an axis for %s ends at %s', (value, end) => {
    expect(roundAbove(value)).toBeCloseTo(end, 9);
  });

  test('heat has seven steps by rank, equal values alike', () => {
    expect(heatSteps([10, 20, 30, 40, 50, 60, 70, 1000])).toEqual([0, 1, 2, 3, 4, 5, 6, 6]);
    expect(heatSteps([5, 5, 5])).toEqual([0, 0, 0]);
    expect(heatSteps([7])).toEqual([0]);
    expect(heatSteps([])).toEqual([]);
  });
});
