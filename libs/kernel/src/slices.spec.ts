import { expect, test } from '@jest/globals';
import { slicesOf } from './slices.ts';

test('parts are full but for the last, and nothing has none', () => {
  expect(slicesOf([1, 2, 3, 4, 5], 2)).toEqual([[1, 2], [3, 4], [5]]);
  expect(slicesOf([1, 2], 2)).toEqual([[1, 2]]);
  expect(slicesOf([], 2)).toEqual([]);
});
