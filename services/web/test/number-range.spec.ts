import { describe, expect, test } from '@jest/globals';
import { isTaken, numberFault, pointsMost } from '../src/kit/formats/number-range.ts';
import { withoutUnseen } from '../src/kit/formats/unseen.ts';

describe('a number that was typed', () => {
  test.each([
    [0, 'least'],
    [-1, 'least'],
    [1.5, 'whole'],
    [1e21, 'most'],
    [9_007_199_254_740_992, 'most'],
    [1, undefined],
    [pointsMost, undefined],
  ] as const)('%d of points: %s', (value, fault) => {
    const range = { least: 1, most: pointsMost };
    expect([numberFault(value, range), isTaken(value, range)]).toEqual([fault, fault === undefined]);
  });

  test('has parts of one where the field takes them, and is not there before it is typed', () => {
    expect(isTaken(1.5, { isFractional: true })).toBe(true);
    expect([
      isTaken(undefined, {}),
      isTaken(null, {}),
      isTaken(Number.NaN, {}),
      numberFault(Number.NaN, { least: 1 }),
    ]).toEqual([false, false, false, undefined]);
  });
});

test.each([
  ['a\u202eb', false, 'ab'],
  ['a\u0000\u0007b\ufeff', false, 'ab'],
  ['می\u200cشود', false, 'می\u200cشود'],
  ['one\ntwo', false, 'onetwo'],
  ['one\ntwo\u2066', true, 'one\ntwo'],
  ['<script>', false, '<script>'],
  ['خرید 🛒', false, 'خرید 🛒'],
])('what nobody sees goes: %j', (typed, isLong, left) => {
  expect(withoutUnseen(typed, isLong)).toBe(left);
});
