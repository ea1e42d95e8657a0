import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { int32 } from '../src/bson/value.ts';
import { compare } from '../src/order/compare.ts';
import { after, encodeKey, stringPrefixKey } from '../src/order/key-encoding.ts';
import { referenceOrder } from './support/reference-order.ts';
import { anyValue, decimal } from './support/values.ts';

const sign = (order: number): number => Math.sign(order);

describe('key bytes', () => {
  test('order as the reference orders, for any two values', () => {
    fc.assert(
      fc.property(anyValue, anyValue, (left, right) => {
        expect(sign(Buffer.compare(encodeKey(left), encodeKey(right)))).toBe(sign(referenceOrder(left, right)));
      }),
      { numRuns: 20_000 },
    );
  });

  test('the short cut of compare agrees with them', () => {
    fc.assert(
      fc.property(anyValue, anyValue, (left, right) => {
        expect(sign(compare(left, right))).toBe(sign(Buffer.compare(encodeKey(left), encodeKey(right))));
      }),
      { numRuns: 5_000 },
    );
  });

  test('no key is the beginning of another, so that keys can stand one behind the other', () => {
    fc.assert(
      fc.property(anyValue, anyValue, (left, right) => {
        const [first, second] = [encodeKey(left), encodeKey(right)];
        if (!first.equals(second)) expect(second.subarray(0, first.length).equals(first)).toBe(false);
      }),
      { numRuns: 5_000 },
    );
  });

  test('a number of any type has one key', () => {
    expect(encodeKey(int32(3))).toEqual(encodeKey(3));
    expect(encodeKey(3n)).toEqual(encodeKey(3));
    expect(encodeKey(decimal('3.00'))).toEqual(encodeKey(3));
    expect(encodeKey(-0)).toEqual(encodeKey(0));
  });

  test('integers beyond 2^53 stay apart, also from the double between them', () => {
    const keys = [2n ** 53n, 2n ** 53n + 1n, 2n ** 53n + 2n].map(encodeKey);
    expect(new Set(keys.map((key) => key.toString('hex'))).size).toBe(3);
    expect(encodeKey(2 ** 53)).toEqual(keys[0]);
    expect(Buffer.compare(encodeKey(2n ** 63n - 1n), encodeKey(2 ** 63))).toBe(-1);
  });

  test('a decimal that no double equals lies between its neighbours', () => {
    expect(Buffer.compare(encodeKey(decimal('0.1')), encodeKey(0.1))).toBe(-1);
    expect(Buffer.compare(encodeKey(decimal('0.1')), encodeKey(0.09999999999999999))).toBe(1);
  });

  test('a decimal outside the range of doubles is refused by name', () => {
    expect(() => encodeKey(decimal('1E+400'))).toThrow('Decimal128 outside');
  });

  test('strings that begin alike lie between the prefix and what follows it', () => {
    for (const text of ['ab', 'ab\0', 'abc', 'ab\u{10ffff}']) {
      expect(Buffer.compare(encodeKey(text), stringPrefixKey('ab'))).toBe(1);
      expect(Buffer.compare(encodeKey(text), after(stringPrefixKey('ab')))).toBe(-1);
    }
    expect(Buffer.compare(encodeKey('ac'), after(stringPrefixKey('ab')))).toBeGreaterThanOrEqual(0);
  });
});
