import { describe, expect, test } from '@jest/globals';
import { offersOf } from '../../src/till/desk/offers.ts';

const rewards = [
  { name: 'bag', price_points: 500, open: true },
  { name: 'tea', price_points: 100, open: true },
  { name: 'cup', price_points: 200, open: true },
  { name: 'old', price_points: 250, open: false },
];

describe('what to offer', () => {
  test.each([
    [0, undefined, 'tea'],
    [99, undefined, 'tea'],
    [100, 'tea', 'cup'],
    [499, 'cup', 'bag'],
    [9_000, 'bag', undefined],
  ])('with %i points: %s, then %s', (points, enough, next) => {
    const offers = offersOf(rewards, points);
    expect([offers.enough?.name, offers.next?.name]).toEqual([enough, next]);
  });

  test('without rewards it is nothing', () => {
    expect(offersOf([], 100)).toEqual({});
  });
});
