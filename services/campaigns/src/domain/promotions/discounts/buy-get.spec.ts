import { describe, expect, test } from '@jest/globals';
import { promotionText, told } from '../../../../test/promotions/told.ts';

type Side = readonly [count: number, ...skus: string[]];

const side = ([count, ...skus]: Side): object => ({ count, goods: { skus } });
const free = (buy: Side, get: Side): string =>
  promotionText('pair', { effects: [{ kind: 'buy_get', buy: side(buy), get: side(get), off: { percent: 100 } }] });
const half = promotionText('rest', { effects: [{ kind: 'off_lines', off: { percent: 50 } }] });

describe('of a set', () => {
  test('what no set could give is bought first, though it is cheaper', () => {
    expect(told(free([1, 'bread', 'tea'], [1, 'tea']), half, 'line 2 tea', 'line 1 bread')).toEqual([
      'line 1: 5.00 - 2.50 pair - 1.25 rest = 1.25',
      'line 2: 1.00 = 1.00',
      'pays 2.25',
    ]);
  });

  test('the cheapest that may be given is left where it is needed to buy', () => {
    expect(told(free([1, 'bread'], [1, 'bread', 'pot']), 'line 1 bread', 'line 1 pot')).toEqual([
      'line 1: 1.00 = 1.00',
      'line 2: 12.49 - 12.49 pair = 0.00',
      'pays 1.00',
    ]);
  });

  test('so many of the cheapest are given as buying leaves', () => {
    expect(told(free([1, 'bread'], [1, 'bread', 'pot']), 'line 3 bread', 'line 1 pot')).toEqual([
      'line 1: 3.00 - 1.00 pair = 2.00',
      'line 2: 12.49 - 12.49 pair = 0.00',
      'pays 2.00',
    ]);
  });

  test('there are no more than can be bought', () => {
    expect(told(free([2, 'tea'], [1, 'bread']), 'line 3 tea', 'line 5 bread')).toContain(
      'line 2: 5.00 - 1.00 pair = 4.00',
    );
  });

  test('there are no more than can be given', () => {
    expect(told(free([1, 'tea'], [2, 'bread']), 'line 5 tea', 'line 3 bread')).toContain(
      'line 2: 3.00 - 2.00 pair = 1.00',
    );
  });
});
