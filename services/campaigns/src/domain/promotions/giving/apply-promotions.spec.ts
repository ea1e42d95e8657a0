import { describe, expect, test } from '@jest/globals';
import { promotionText, told } from '../../../../test/promotions/told.ts';

const sharing = (left: number): string => `with ${JSON.stringify({ left: { pool: left } })}`;
const limits = (of: string): object => ({ limits: [{ id: 'pool', of }] });

const offLines = { effects: [{ kind: 'off_lines', off: { amount: 200 } }], ...limits('discount') };
const offSale = { effects: [{ kind: 'off_sale', off: { amount: 200 } }], ...limits('discount') };

describe('of promotions that together use too much of a limit', () => {
  const line = promotionText('line', offLines);
  const sale = promotionText('sale', { ...offSale, priority: 5 });

  test.each([
    [line, sale],
    [sale, line],
  ])('the one of the later stage falls, whatever its priority: %s', (one, other) => {
    expect(told(one, other, 'line 20 bread', sharing(300))).toEqual([
      'line 1: 20.00 - 2.00 line = 18.00',
      'pays 18.00',
      'refused sale: limit_reached',
    ]);
  });

  test('in one stage the one with the lower priority falls', () => {
    const low = promotionText('a-low', offLines);
    const high = promotionText('b-high', { ...offLines, priority: 1 });
    expect(told(low, high, 'line 20 bread', sharing(300))).toContain('refused a-low: limit_reached');
    expect(told(high, low, 'line 20 bread', sharing(300))).toContain('refused a-low: limit_reached');
  });

  test('one that takes nothing off falls before one that does', () => {
    const points = { effects: [{ kind: 'points', points: 5 }], ...limits('uses'), priority: 9 };
    const outcome = told(
      promotionText('points', points),
      promotionText('line', { ...offLines, ...limits('uses') }),
      'line 20 bread',
      sharing(1),
    );
    expect(outcome).toEqual(['line 1: 20.00 - 2.00 line = 18.00', 'pays 18.00', 'refused points: limit_reached']);
  });
});

describe('gifts', () => {
  test('are handed out less what stood in the basket by the same effect', () => {
    const tea = (count: number): object => ({ kind: 'free_item', sku: 'tea', count, value: 250 });
    expect(told(promotionText('gift', { effects: [tea(1), tea(2)] }), 'line 1 tea', 'line 1 cup')).toEqual([
      'line 1: 2.50 - 2.50 gift = 0.00',
      'line 2: 3.33 = 3.33',
      'pays 3.33',
      'item gift 2 tea',
    ]);
  });

  test('may be rights', () => {
    const lounge = { effects: [{ kind: 'entitlement', code: 'lounge' }] };
    expect(told(promotionText('vip', lounge), 'line 1 bread')).toContain('entitlement vip lounge');
  });
});
