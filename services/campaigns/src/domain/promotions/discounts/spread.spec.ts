import fc from 'fast-check';
import { describe, expect, test } from '@jest/globals';
import { share } from '../../../../test/promotions/reference-units.ts';
import { halfUp, spread } from './spread.ts';

const sum = (amounts: readonly bigint[]): bigint => amounts.reduce((one, other) => one + other, 0n);

describe('an amount over weights', () => {
  test.each([
    ['small ones', 1_000n, 2_000n],
    ['such as are still exact as numbers, and such as are not', 89_999_000n, 91_000_000n],
    ['the largest of money', 99_999_999_999_000n, 100_000_000_000_000n],
  ])('is spread as the reference does: %s', (_name, least, most) => {
    fc.assert(
      fc.property(fc.array(fc.bigInt(0n, most), { maxLength: 12 }), fc.bigInt(0n, most), (weights, amount) => {
        const some = weights.map((weight, place) => (place === 0 ? least + (weight % 1_000n) : weight));
        expect(spread(amount, some)).toEqual(share(amount, some));
      }),
    );
  });

  test('sums to itself, and no share passes its weight where the amount does not pass their sum', () => {
    const weights = fc.array(fc.bigInt(1n, 10n ** 14n), { minLength: 1, maxLength: 150 });
    fc.assert(
      fc.property(weights, fc.bigInt(0n, 10n ** 6n), (some, millionths) => {
        const amount = (sum(some) * millionths) / 10n ** 6n;
        const shares = spread(amount, some);
        expect(sum(shares)).toBe(amount);
        expect(shares.every((each, place) => each <= (some[place] ?? 0n))).toBe(true);
      }),
    );
  });

  test('over nothing is nothing', () => {
    expect(spread(5n, [0n, 0n])).toEqual([0n, 0n]);
    expect(spread(5n, [])).toEqual([]);
  });
});

test('halves are rounded up', () => {
  expect([halfUp(5n, 2n), halfUp(4n, 3n), halfUp(5n, 3n)]).toEqual([3n, 1n, 2n]);
});
