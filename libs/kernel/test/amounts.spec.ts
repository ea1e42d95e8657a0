import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { divideHalfUp, spread } from '../src/index.ts';

const sum = (amounts: readonly bigint[]): bigint => amounts.reduce((one, other) => one + other, 0n);

/** As it is told: rounded down, and what is left over one each to the greatest remainder, the first of equal ones. */
const told = (amount: bigint, weights: readonly bigint[]): bigint[] => {
  const total = sum(weights);
  if (total === 0n) return weights.map(() => 0n);
  const shares = weights.map((weight) => (amount * weight) / total);
  const rests = weights.map((weight) => (amount * weight) % total);
  for (let over = amount - sum(shares); over > 0n; over--) {
    const best = rests.reduce((one, rest, place) => (rest > (rests[one] as bigint) ? place : one), 0);
    shares[best] = (shares[best] as bigint) + 1n;
    rests[best] = -1n;
  }
  return shares;
};

test('halves are rounded up', () => {
  expect([5n, 4n, 6n, -5n, -6n, -4n, 0n].map((amount) => divideHalfUp(amount, 10n))).toEqual([
    1n,
    0n,
    1n,
    0n,
    -1n,
    0n,
    0n,
  ]);
  fc.assert(
    fc.property(
      fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n }),
      fc.bigInt({ min: 1n, max: 10n ** 6n }),
      (amount, by) => {
        const rounded = divideHalfUp(amount, by);
        expect(2n * (amount - rounded * by) >= -by && 2n * (amount - rounded * by) < by).toBe(true);
      },
    ),
  );
});

describe('an amount over weights', () => {
  test.each([
    ['small ones', 1_000n, 2_000n],
    ['such as are still exact as numbers, and such as are not', 89_999_000n, 91_000_000n],
    ['the largest of money', 99_999_999_999_000n, 100_000_000_000_000n],
  ])('is spread as it is told: %s', (_name, least, most) => {
    fc.assert(
      fc.property(fc.array(fc.bigInt(0n, most), { maxLength: 12 }), fc.bigInt(0n, most), (weights, amount) => {
        const some = weights.map((weight, place) => (place === 0 ? least + (weight % 1_000n) : weight));
        expect(spread(amount, some)).toEqual(told(amount, some));
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

  test('goes to the first of equal remainders, few lines or many', () => {
    const few = Array.from({ length: 4 }, () => 3n);
    const many = Array.from({ length: 101 }, () => 3n);
    expect(spread(2n, few)).toEqual([1n, 1n, 0n, 0n]);
    expect(spread(2n, many)).toEqual([1n, 1n, ...Array.from({ length: 99 }, () => 0n)]);
  });

  test('over nothing is nothing', () => {
    expect(spread(5n, [0n, 0n])).toEqual([0n, 0n]);
    expect(spread(5n, [])).toEqual([]);
  });
});
