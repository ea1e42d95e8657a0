import { derivedId } from '@vafa/kernel';
import { describe, expect, test } from '@jest/globals';
import { basket, club, clubWith } from '../../test/rules.ts';
import type { PointsEffect } from './points-effect.ts';
import { adjudicate, holdsPinned } from './adjudicate.ts';
import type { Basket } from './basket.ts';
import { idPrefixes } from './ids.ts';

const pounds = derivedId(idPrefixes.rule, `${club}/pounds`);
const tea = derivedId(idPrefixes.rule, `${club}/tea`);
const decided = (ruleId: string, points: bigint, base: bigint): PointsEffect => ({
  ruleId,
  ruleVersion: 1,
  ruleCode: ruleId === tea ? 'tea' : 'pounds',
  points,
  base,
  ratePoints: 1n,
  ratePerAmount: 100n,
});
const rules = clubWith({ minimumTotal: 500n }, { code: 'tea', skus: ['tea'] });
const pinned = [
  { ruleId: pounds, version: 1 },
  { ruleId: tea, version: 1 },
];
const before = [decided(pounds, 14n, 1_499n), decided(tea, 2n, 250n)];
/** What is left of a sale that was decided before. */
const left = (lines: Basket['lines'], changes: Partial<Basket> = {}) =>
  adjudicate(rules, basket({ lines, pinned, decided: before, ...changes }));
const given = ({ effects }: ReturnType<typeof adjudicate>) => effects.map(({ points, base }) => [points, base]);

describe('what is left of a sale that was decided', () => {
  test('keeps every rule that was decided, in that order, with what it gives now', () => {
    expect(left([{ sku: 'cup', amount: 1_249n }])).toEqual({
      effects: [{ ...decided(pounds, 12n, 1_249n) }, { ...decided(tea, 0n, 0n) }],
      rejections: [],
    });
  });

  test('gives nothing by a rule whose least total it no longer reaches', () => {
    expect(given(left([{ sku: 'tea', amount: 250n }]))).toEqual([
      [0n, 0n],
      [2n, 250n],
    ]);
  });

  test('may give more than was decided, unless only less is asked for', () => {
    const more = [{ sku: 'tea', amount: 2_000n }];
    expect(given(left(more))).toEqual([
      [20n, 2_000n],
      [20n, 2_000n],
    ]);
    expect(given(left(more, { onlyLess: true }))).toEqual([
      [14n, 2_000n],
      [2n, 2_000n],
    ]);
    expect(given(left([{ sku: 'tea', amount: 600n }], { onlyLess: true }))).toEqual([
      [6n, 600n],
      [2n, 600n],
    ]);
  });

  test('earns by no rule when none was decided, whatever holds today', () => {
    expect(adjudicate(rules, basket({ decided: [] }))).toEqual({ effects: [], rejections: [] });
  });
});

describe('the rules known here', () => {
  test('hold the versions that baskets pin, or not', () => {
    expect(holdsPinned(rules, [])).toBe(true);
    expect(holdsPinned(rules, [basket(), basket({ pinned })])).toBe(true);
    expect(holdsPinned(rules, [basket({ pinned }), basket({ pinned: [{ ruleId: tea, version: 2 }] })])).toBe(false);
    expect(holdsPinned(rules, [basket({ pinned: [...pinned, { ruleId: 'rul_x', version: 1 }] })])).toBe(false);
  });

  test('that are asked for a version that was never published say which', () => {
    expect(() => adjudicate(rules, basket({ pinned: [{ ruleId: tea, version: 2 }] }))).toThrow(
      expect.objectContaining({ details: { rule_id: tea, version: '2' } }),
    );
  });
});

test('a basket is measured up to its bounds', () => {
  const lines = Array.from({ length: 10_000 }, () => ({ sku: 'tea', amount: 100_000_000_000_000n }));
  expect(adjudicate(rules, basket({ lines })).effects).toHaveLength(2);
  expect(adjudicate(clubWith({}), basket({ lines: [{ sku: 'tea', amount: 0n }] })).effects).toEqual([]);
});
