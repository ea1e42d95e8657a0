import { expect, test } from '@jest/globals';
import { nothingReplayed, withReplayed } from '../src/console/rules/replay-sum.ts';

const sale = (id: string, given: number, drafted: number) => ({
  sale_id: id,
  sold_at: '2026-01-02T12:00:00Z',
  amount: { amount: 750, currency: 'GBP', digits: 2 },
  points_given: given,
  points_drafted: drafted,
});

test('answers about other sales are summed, by rule, with the largest differences first', () => {
  const sum = [
    {
      sales: 2,
      points_given: 19,
      points_drafted: 9,
      rules: [{ rule_id: 'rul_1', points_given: 19, points_drafted: 9 }],
      differences: [sale('a', 12, 6), sale('b', 7, 3)],
      next: 'b',
    },
    {
      sales: 1,
      points_given: 0,
      points_drafted: 5,
      rules: [
        { rule_id: 'rul_1', points_given: 0, points_drafted: 1 },
        { rule_id: 'rul_2', points_given: 0, points_drafted: 4 },
      ],
      differences: [sale('c', 0, 5)],
      next: null,
    },
  ].reduce(withReplayed, nothingReplayed);
  expect(sum).toMatchObject({ sales: 3, given: 19n, drafted: 14n });
  expect([...sum.rules]).toEqual([
    ['rul_1', { given: 19n, drafted: 10n }],
    ['rul_2', { given: 0n, drafted: 4n }],
  ]);
  expect(sum.differences.map(({ sale_id: id }) => id)).toEqual(['a', 'c', 'b']);
});
