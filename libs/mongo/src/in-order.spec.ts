import { expect, test } from '@jest/globals';
import { inOrder, placesInOrder } from './in-order.ts';

test('goes by ids, whatever order it is given', () => {
  const ids = ['b', 'A', 'a', 'b', 'aa'];
  expect(inOrder(ids, (id) => id)).toEqual(['A', 'a', 'aa', 'b', 'b']);
  expect(placesInOrder(ids, (id) => id)).toEqual([1, 2, 4, 0, 3]);
  expect(inOrder([], String)).toEqual([]);
});
