import { describe, expect, test } from '@jest/globals';
import { outcomeOf } from '../../../../test/promotions/documented.ts';
import { promotionText, told, written } from '../../../../test/promotions/told.ts';

const off = (amount: number): object => ({ effects: [{ kind: 'off_sale', off: { amount } }] });
const inGroup = (group: string, terms: object): object => ({ combine: 'best_in_group', group, ...terms });
const exclusive = (terms: object): object => ({ combine: 'exclusive', ...terms });

/** The second of two teas is free, and uses both. */
const teaForTea = {
  effects: [
    {
      kind: 'buy_get',
      buy: { goods: { skus: ['tea'] }, count: 1 },
      get: { goods: { skus: ['tea'] }, count: 1 },
      off: { percent: 100 },
    },
  ],
};
const halfTea = { effects: [{ kind: 'off_lines', off: { percent: 50 }, goods: { skus: ['tea'] } }] };

/** Of each of two groups so many; all but three of them give a penny. */
const groups = (perGroup: number): string[] => {
  const pennies = (group: string): string[] =>
    Array.from({ length: perGroup }, (_, place) =>
      promotionText(`${group}-penny-${String(place)}`, inGroup(group, off(1))),
    );
  return [
    promotionText('b-half', inGroup('b', halfTea)),
    ...pennies('b').slice(1),
    promotionText('a-tea', inGroup('a', teaForTea)),
    promotionText('a-two', inGroup('a', off(200))),
    ...pennies('a').slice(2),
    'line 2 tea',
    'line 1 pot',
  ];
};

describe('the choice of one or none of each group', () => {
  test('is the best of all up to 64 choices: what is best alone may spoil more', () => {
    expect(told(...groups(7))).toContain('pays 12.99');
  });

  test('is made group by group in order of name above 64: what is best alone stays', () => {
    const outcome = told(...groups(8));
    expect(outcome).toContain('pays 14.98');
    expect(outcome).toContain('refused a-two: better_in_group, for a-tea');
  });

  test.each([
    ['the higher priority', { priority: 1 }],
    ['what was published first', {}],
  ])('is at a tie %s', (_name, terms) => {
    const outcome = told(
      promotionText('z', inGroup('g', { ...off(50), ...terms })),
      promotionText('y', inGroup('g', off(50))),
      'line 1 tea',
    );
    expect(outcome).toContain('line 1: 2.50 - 0.50 z = 2.00');
    expect(outcome).toContain('refused y: better_in_group, for z');
  });

  test('goes to a higher priority that was published later', () => {
    const outcome = told(
      promotionText('y', inGroup('g', off(50))),
      promotionText('z', inGroup('g', { ...off(50), priority: 1 })),
      'line 1 tea',
    );
    expect(outcome).toContain('refused y: better_in_group, for z');
  });
});

describe('an exclusive promotion', () => {
  test('of several that give the same is the one with the higher priority', () => {
    const outcome = told(
      promotionText('first', exclusive(off(50))),
      promotionText('high', exclusive({ ...off(50), priority: 1 })),
      'line 1 tea',
    );
    expect(outcome).toContain('line 1: 2.50 - 0.50 high = 2.00');
    expect(outcome).toContain('refused first: excluded_by, for high');
  });

  test('of several that give the same is the one published first', () => {
    const outcome = told(promotionText('z', exclusive(off(50))), promotionText('y', exclusive(off(50))), 'line 1 tea');
    expect(outcome).toContain('refused y: excluded_by, for z');
  });

  test('of several that give the same and came at once is the one with the smaller code', () => {
    const some = ['m', 'z', 'a', 'b'].map((code) => promotionText(code, exclusive(off(50))));
    const { versions, sale } = written(...some, 'line 1 tea');
    const atOnce = versions.map((version) => ({ ...version, publishedAt: new Date(0) }));
    expect(outcomeOf({ versions: atOnce, sale })).toContain('line 1: 2.50 - 0.50 a = 2.00');
    expect(outcomeOf({ versions: atOnce.toReversed(), sale })).toContain('line 1: 2.50 - 0.50 a = 2.00');
  });

  test('that gives nothing is no winner where nothing else stands either', () => {
    const noPot = { effects: [{ kind: 'off_lines', off: { percent: 50 }, goods: { skus: ['pot'] } }] };
    expect(told(promotionText('no-pot', exclusive(noPot)), 'line 1 tea')).toEqual([
      'line 1: 2.50 = 2.50',
      'pays 2.50',
      'refused no-pot: excluded_by',
    ]);
  });

  test('names in whose favour it stands back: the first by priority', () => {
    const outcome = told(
      promotionText('low', off(100)),
      promotionText('high', { ...off(1), priority: 1 }),
      promotionText('only', exclusive(off(50))),
      'line 1 tea',
    );
    expect(outcome).toContain('refused only: excluded_by, for high');
  });
});

describe('payments', () => {
  const points = { effects: [{ kind: 'points_per_money', points: 1, perAmount: 1, base: 'money_part_only' }] };
  const credit = { effects: [{ kind: 'gift_credit', amount: 100 }] };
  const paid = `with ${JSON.stringify({
    club: { pointValue: 10_000 },
    payments: [{ method: 'points', amount: 250, isMoney: false }],
  })}`;

  test('are not looked at when one of a group is chosen, but when it is applied', () => {
    const outcome = told(
      promotionText('points', inGroup('g', points)),
      promotionText('credit', inGroup('g', credit)),
      'line 1 tea',
      paid,
    );
    expect(outcome).toContain('refused credit: better_in_group, for points');
    expect(outcome).toContain('refused points: below_one_unit');
    expect(outcome.filter((line) => line.startsWith('points'))).toEqual([]);
  });

  test('are not looked at when an exclusive one is compared', () => {
    const outcome = told(
      promotionText('credit', credit),
      promotionText('points', exclusive(points)),
      'line 1 tea',
      paid,
    );
    expect(outcome).toContain('refused points: below_one_unit');
    expect(outcome).toContain('credit credit 1.00');
  });
});
