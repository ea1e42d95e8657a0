import { describe, expect, test } from '@jest/globals';
import { promotion } from './promotion.ts';

const written = {
  code: 'spring',
  name: 'Spring',
  conditions: [
    {
      kind: 'any',
      of: [
        { kind: 'tier', in: ['gold'] },
        { kind: 'not', condition: { kind: 'member' } },
      ],
    },
  ],
  effects: [{ kind: 'off_sale', off: { percent: '12.5' } }],
};

describe('what a promotion says', () => {
  test('is read into exact numbers, with what it does not say', () => {
    expect(promotion.parse(written)).toEqual({
      ...written,
      effects: [{ kind: 'off_sale', off: { percent: 125_000n } }],
      priority: 0,
      combine: 'stackable',
      exclusions: [],
      caps: {},
      floor: {},
      countNoDiscount: true,
      limits: [],
    });
  });

  test.each([
    ['a percentage above a hundred', { effects: [{ kind: 'off_sale', off: { percent: 101 } }] }],
    ['a percentage of nothing', { effects: [{ kind: 'off_sale', off: { percent: 0 } }] }],
    ['a percentage that is finer than four places', { effects: [{ kind: 'off_sale', off: { percent: '1.00001' } }] }],
    ['a part of a minor unit', { effects: [{ kind: 'gift_credit', amount: 1.5 }] }],
    ['no effect', { effects: [] }],
    ['an effect that nobody knows', { effects: [{ kind: 'free_beer' }] }],
    ['a condition that nobody knows', { conditions: [{ kind: 'moon' }] }],
    ['a field that nobody knows', { colour: 'red' }],
    ['a group without the choice of the best', { group: 'a' }],
    ['the choice of the best without a group', { combine: 'best_in_group' }],
    ['quantities that are finer than a thousandth', { conditions: [{ kind: 'quantity', atLeast: '0.0001' }] }],
  ])('%s is refused', (_name, changes) => {
    expect(promotion.safeParse({ ...written, ...changes }).success).toBe(false);
  });
});
