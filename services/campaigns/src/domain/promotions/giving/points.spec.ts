import { describe, expect, test } from '@jest/globals';
import { promotionText, told } from '../../../../test/promotions/told.ts';

const fixed = (points: number): object => ({ kind: 'points', points });
const gives = (...effects: readonly object[]): object => ({ effects });
const pointsIn = (outcome: readonly string[]): string[] => outcome.filter((line) => line.startsWith('points '));

const limited = (partial: boolean, of = 'points'): object => ({ limits: [{ id: 'pool', of, partial }] });
const withMore = (more: object): string => `with ${JSON.stringify(more)}`;

describe("a promotion's cap of points", () => {
  test('is shared by its effects in their order, and by no other promotion', () => {
    const outcome = told(
      promotionText('other', { ...gives(fixed(100)), priority: 1 }),
      promotionText('both', { ...gives(fixed(6), fixed(7), fixed(8)), caps: { points: 10 } }),
      'line 10 bread',
    );
    expect(pointsIn(outcome)).toEqual(['points other 100', 'points both 6', 'points both 4']);
  });
});

describe("the club's cap of points", () => {
  const perMoney = { kind: 'points_per_money', points: 1, perAmount: 100, base: 'gross' };

  test('cuts the last promotion first, whatever kind of points came first', () => {
    const outcome = told(
      promotionText('money', gives(perMoney)),
      promotionText('visit', { ...gives(fixed(10)), priority: 1 }),
      promotionText('late', gives(fixed(3))),
      'line 10 bread',
      withMore({ club: { pointsCap: 15 } }),
    );
    expect(pointsIn(outcome)).toEqual(['points visit 10', 'points late 3', 'points money 2']);
  });

  test('leaves what it cuts to nothing out', () => {
    const outcome = told(
      promotionText('a', gives(fixed(10))),
      promotionText('b', gives(fixed(3))),
      'line 10 bread',
      withMore({ club: { pointsCap: 10 } }),
    );
    expect(pointsIn(outcome)).toEqual(['points a 10']);
    expect(outcome).toContain('refused b: below_one_unit');
  });
});

describe('a limit of points', () => {
  const two = (one: object, other: object, left: number): string[] =>
    told(
      promotionText('a', { ...gives(fixed(10)), ...one }),
      promotionText('b', { ...gives(fixed(10)), ...other }),
      'line 10 bread',
      withMore({ left: { pool: left } }),
    );

  test('for use in part cuts to what is left, and the next to what that leaves', () => {
    expect(pointsIn(two(limited(true), limited(true), 15))).toEqual(['points a 10', 'points b 5']);
    expect(pointsIn(two(limited(true), limited(true), 7))).toEqual(['points a 7']);
  });

  test('is used by what may not be cut, too', () => {
    expect(pointsIn(two(limited(false), limited(true), 15))).toEqual(['points a 10', 'points b 5']);
  });

  test('makes the last fall where it may not be cut', () => {
    const outcome = two(limited(true), limited(false), 15);
    expect(pointsIn(outcome)).toEqual(['points a 10']);
    expect(outcome).toContain('refused b: limit_reached');
  });

  test('of something else does not cut points', () => {
    expect(pointsIn(two(limited(true, 'discount'), limited(true, 'uses'), 5))).toEqual(['points a 10', 'points b 10']);
  });
});
