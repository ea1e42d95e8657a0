import fc from 'fast-check';
import { describe, expect, test } from '@jest/globals';
import { basket, clubWith } from '../../test/rules.ts';
import { adjudicate } from './adjudicate.ts';
import { pointsFor as pointsOfTerms } from './promotions/giving/points.ts';

const amount = fc.bigInt(0n, 100_000_000_000_000n);
const rate = fc.record({ points: fc.bigInt(1n, 1_000_000_000n), perAmount: fc.bigInt(1n, 100_000_000_000_000n) });
/** As earning rules have it. */
const pointsFor = (base: bigint, given: { points: bigint; perAmount: bigint }): bigint =>
  pointsOfTerms(base, { ...given, wholeAmounts: true });
const lines = fc.array(fc.record({ sku: fc.constantFrom('tea', 'cup', 'pot'), amount }), { maxLength: 20 });

const earned = (
  given: { points: bigint; perAmount: bigint },
  basketLines: { sku: string; amount: bigint }[],
  skus: string[],
): bigint => adjudicate(clubWith({ ...given, skus }), basket({ lines: basketLines })).effects[0]?.points ?? 0n;

describe('points of a base', () => {
  test('are the whole units times the rate, up to what an entry can hold', () => {
    fc.assert(
      fc.property(amount, rate, (base, given) => {
        const points = pointsFor(base, given);
        const units = (base - (base % given.perAmount)) / given.perAmount;
        expect(points).toBe(units * given.points < 1_000_000_000_000n ? units * given.points : 1_000_000_000_000n);
      }),
    );
  });

  test('never fall when the base grows', () => {
    fc.assert(
      fc.property(
        amount,
        amount,
        rate,
        (one, other, given) => one > other || pointsFor(one, given) <= pointsFor(other, given),
      ),
    );
  });

  test('of two bases apart are never more than of both together', () => {
    const small = fc.record({ points: fc.bigInt(1n, 100n), perAmount: fc.bigInt(1_000n, 1_000_000n) });
    fc.assert(
      fc.property(
        fc.bigInt(0n, 10n ** 9n),
        fc.bigInt(0n, 10n ** 9n),
        small,
        (one, other, given) => pointsFor(one, given) + pointsFor(other, given) <= pointsFor(one + other, given),
      ),
    );
  });
});

describe('points of a basket', () => {
  test('do not depend on the order of its lines', () => {
    fc.assert(
      fc.property(
        lines,
        rate,
        fc.subarray(['tea', 'cup']),
        (some, given, skus) => earned(given, some, skus) === earned(given, [...some].reverse(), skus),
      ),
    );
  });

  test('never grow when lines are returned', () => {
    fc.assert(
      fc.property(
        lines,
        fc.array(fc.boolean(), { minLength: 20, maxLength: 20 }),
        rate,
        fc.subarray(['tea', 'cup']),
        (some, kept, given, skus) => {
          const left = some.filter((_line, index) => kept[index]);
          return earned(given, left, skus) <= earned(given, some, skus);
        },
      ),
    );
  });
});
