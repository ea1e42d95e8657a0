import { describe, expect, test } from '@jest/globals';
import { earlier, later, rangeOf, rowsMax } from '../src/console/parts/window.ts';

describe('rows of a long list', () => {
  test.each([
    [0, 0, { first: 0, end: 0 }],
    [0, 50, { first: 0, end: 50 }],
    [0, 10_000, { first: 0, end: 200 }],
    [350, 200, { first: 0, end: 200 }],
    [350, 250, { first: 50, end: 250 }],
    [350, 10_000, { first: 150, end: 350 }],
  ])('up to %i of %i', (wanted, count, range) => expect(rangeOf(wanted, count)).toEqual(range));

  test('forth and back, every row is shown and never more than so many', () => {
    const count = 10_000;
    const seen = new Set<number>();
    let wanted = 0;
    for (let range = rangeOf(wanted, count); range.end < count; range = rangeOf(wanted, count)) {
      for (let at = range.first; at < range.end; at++) seen.add(at);
      expect(range.end - range.first).toBeLessThanOrEqual(rowsMax);
      wanted = later(range);
    }
    expect(seen.size).toBeGreaterThan(count - rowsMax);
    for (let range = rangeOf(wanted, count); range.first > 0; range = rangeOf(wanted, count)) {
      expect(earlier(range)).toBeLessThan(range.end);
      wanted = earlier(range);
    }
    expect(rangeOf(wanted, count)).toEqual({ first: 0, end: rowsMax });
  });
});
