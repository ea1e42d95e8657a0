import { describe, expect, test } from '@jest/globals';
import type { Condition } from '../terms/conditions.ts';
import { covers, isNothing, needsOf } from './member-needs.ts';

const needs = (...conditions: Condition[]) => {
  const { facts, counters } = needsOf([{ conditions }]);
  return [...facts, ...counters];
};

describe('a promotion asks of a member', () => {
  test.each<[string, Condition, string[]]>([
    ['nothing but whether there is one', { kind: 'member' }, []],
    ['nothing for its basket', { kind: 'total', atLeast: 100n }, []],
    ['the tier', { kind: 'tier', in: ['gold'] }, ['tier']],
    ['since when', { kind: 'membership_age', atLeastDays: 30 }, ['since']],
    ['a birthday', { kind: 'occasion', occasion: 'birthday', daysBefore: 0, daysAfter: 0 }, ['birthDate']],
    ['the day of joining', { kind: 'occasion', occasion: 'joining', daysBefore: 0, daysAfter: 0 }, ['since']],
    ['no day that nobody knows', { kind: 'occasion', occasion: 'constructor', daysBefore: 0, daysAfter: 0 }, []],
    ['a consent', { kind: 'consent', to: 'sms' }, ['consents']],
    ['the number of the purchase', { kind: 'purchase_number', is: [2] }, ['purchases']],
    ['the last purchase', { kind: 'since_last_purchase', atLeastDays: 90 }, ['purchases']],
    ['what was spent', { kind: 'spent', counter: 'this_month', atLeast: 100n }, ['this_month']],
    ['no counter that there is not', { kind: 'spent', counter: 'groceries', atLeast: 100n }, []],
    [
      'what stands in others',
      {
        kind: 'any',
        of: [
          { kind: 'not', condition: { kind: 'tier', in: ['base'] } },
          { kind: 'all', of: [{ kind: 'consent', to: 'sms' }] },
        ],
      },
      ['tier', 'consents'],
    ],
  ])('%s', (_name, condition, expected) => {
    expect(needs(condition)).toEqual(expected);
  });
});

test('of several promotions all together', () => {
  const all = needsOf([
    { conditions: [{ kind: 'tier', in: ['gold'] }] },
    { conditions: [{ kind: 'spent', counter: 'ever', atLeast: 1n }] },
  ]);
  expect([...all.facts, ...all.counters]).toEqual(['tier', 'ever']);
  expect(isNothing(all)).toBe(false);
  expect(isNothing(needsOf([]))).toBe(true);
  expect(covers(all, needsOf([{ conditions: [{ kind: 'tier', in: ['base'] }] }]))).toBe(true);
  expect(covers(needsOf([]), all)).toBe(false);
});
