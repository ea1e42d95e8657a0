import { describe, expect, test } from '@jest/globals';
import { adjudicated } from '../../../test/promotions/adjudicated.ts';
import { promotionText, told, written } from '../../../test/promotions/told.ts';

const off = (amount: number): object => ({ effects: [{ kind: 'off_sale', off: { amount } }] });
const offLines = (percent: number, goods?: object): object => ({
  kind: 'off_lines',
  off: { percent },
  ...(goods && { goods }),
});
const offShare = (percent: number, goods?: object): object => ({ effects: [offLines(percent, goods)] });
const budget = { limits: [{ id: 'budget', of: 'discount' }] };
/** It counts points, of which these promotions give none. */
const pointsLimit = { limits: [{ id: 'points', of: 'points' }] };
const left = (rest: object): string => `with ${JSON.stringify({ left: rest })}`;

describe('a limit', () => {
  test('refuses at once what alone is too much, so that others that share it stand', () => {
    expect(
      told(
        promotionText('much', { ...off(300), ...budget, priority: 1 }),
        promotionText('little', { ...off(150), ...budget }),
        'line 20 bread',
        left({ budget: 200 }),
      ),
    ).toEqual(['line 1: 20.00 - 1.50 little = 18.50', 'pays 18.50', 'refused much: limit_reached']);
  });

  test('with nothing left refuses whatever the promotion would use of it', () => {
    const limits = [{ id: 'uses', of: 'uses' }, ...pointsLimit.limits];
    expect(told(promotionText('two', { ...off(200), limits }), 'line 20 bread', left({ uses: 5, points: 0 }))).toEqual([
      'line 1: 20.00 = 20.00',
      'pays 20.00',
      'refused two: limit_reached',
    ]);
  });

  test('that is not named is not asked', () => {
    expect(told(promotionText('two', { ...off(200), ...budget }), 'line 20 bread', left({}))).toContain('pays 18.00');
  });

  test('of what always applies is asked without counting it twice', () => {
    const always = { ...off(200), ...budget, combine: 'always' };
    expect(told(promotionText('two', always), 'line 20 bread', left({ budget: 250 }))).toContain('pays 18.00');
  });

  test('is asked of what is left by that which always applies', () => {
    expect(
      told(
        promotionText('half', { ...offShare(50), combine: 'always' }),
        promotionText('rest', { ...offShare(100), ...budget }),
        'line 20 bread',
        left({ budget: 1500 }),
      ),
    ).toContain('line 1: 20.00 - 10.00 half - 10.00 rest = 0.00');
  });

  test('is asked without what always applies, where a limit refuses that', () => {
    expect(
      told(
        promotionText('all', { ...offShare(100), ...pointsLimit, combine: 'always' }),
        promotionText('much', { ...off(300), ...budget, priority: 1 }),
        promotionText('little', { ...off(150), ...budget }),
        'line 20 bread',
        left({ budget: 200, points: 0 }),
      ),
    ).toEqual([
      'line 1: 20.00 - 1.50 little = 18.50',
      'pays 18.50',
      'refused all: limit_reached',
      'refused much: limit_reached',
    ]);
  });

  test('is asked before payments are looked at', () => {
    const points = { kind: 'points_per_money', points: 1, perAmount: 100, base: 'money_part_only' };
    const payments = [{ method: 'points', amount: 2_000, isMoney: false }];
    expect(
      told(
        promotionText('points', { effects: [points], ...pointsLimit }),
        'line 20 bread',
        `with ${JSON.stringify({ payments })}`,
        left({ points: 5 }),
      ),
    ).toContain('refused points: limit_reached');
  });
});

describe('a promotion that stands and gives nothing says why', () => {
  test.each<[string, string, object, string[]]>([
    ['a floor left nothing', 'floor_reached', offShare(10), ['line 1 coffee at 4.50']],
    ['no line is of its goods', 'no_matching_line', offShare(10, { skus: ['pot'] }), ['line 1 tea']],
    [
      'its goods may not be discounted',
      'nothing_to_discount',
      offShare(10, { skus: ['cigarettes'] }),
      ['line 1 tea', 'line 1 cigarettes'],
    ],
    ['nothing may be discounted', 'nothing_to_discount', offShare(10), ['line 1 cigarettes']],
    [
      'one of its effects names no goods',
      'nothing_to_discount',
      { effects: [offLines(10, { skus: ['pot'] }), offLines(5)] },
      ['line 1 cigarettes'],
    ],
    [
      'it excludes its goods',
      'no_matching_line',
      { ...offShare(10, { skus: ['tea'] }), exclusions: [{ skus: ['tea'] }] },
      ['line 1 tea'],
    ],
    ['nothing earns', 'below_one_unit', { effects: [{ kind: 'points', points: 5 }] }, ['line 1 newspaper']],
  ])('%s', (_name, code, terms, lines) => {
    expect(told(promotionText('ten', terms), ...lines)).toContain(`refused ten: ${code}`);
  });
});

test('discounts are told by promotion, with what is off the shipping, and without what is cut to nothing', () => {
  const { versions, sale } = written(
    promotionText('ten', { effects: [{ kind: 'off_sale', off: { percent: 10 } }, { kind: 'free_shipping' }] }),
    promotionText('late', off(100)),
    'line 20 bread',
    `with ${JSON.stringify({ shipping: 300, club: { discountCap: 500 } })}`,
  );
  const { discounts } = adjudicated(versions, sale);
  expect(discounts.map(({ promotion, amount }) => [promotion.version.terms.code, amount])).toEqual([
    ['ten', 400n],
    ['late', 100n],
  ]);
  const cut = adjudicated(versions, { ...sale, club: { discountCap: 200n } }).discounts;
  expect(cut.map(({ promotion, amount }) => [promotion.version.terms.code, amount])).toEqual([['ten', 200n]]);
});
