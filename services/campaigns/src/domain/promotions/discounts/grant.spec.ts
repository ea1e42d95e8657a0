import { describe, expect, test } from '@jest/globals';
import { promotionText, told } from '../../../../test/promotions/told.ts';

const off = (amount: number, sku: string): object => ({ kind: 'off_lines', off: { amount }, goods: { skus: [sku] } });

describe("a promotion's cap of a line", () => {
  test('is shared by its effects, and each line has its own', () => {
    const effects = [off(200, 'pot'), off(200, 'pot'), off(250, 'cup')];
    expect(
      told(
        promotionText('capped', { effects, caps: { line: 300 } }),
        promotionText('other', { effects: [off(100, 'pot')] }),
        'line 1 pot',
        'line 1 cup',
      ),
    ).toEqual([
      'line 1: 12.49 - 2.00 capped - 1.00 capped - 1.00 other = 8.49',
      'line 2: 3.33 - 2.50 capped = 0.83',
      'pays 9.32',
    ]);
  });

  test('takes what it cuts off no other line', () => {
    const effects = [{ kind: 'off_sale', off: { percent: 50 } }];
    expect(told(promotionText('half', { effects, caps: { line: 200 } }), 'line 1 pot', 'line 1 cup')).toEqual([
      'line 1: 12.49 - 2.00 half = 10.49',
      'line 2: 3.33 - 1.66 half = 1.67',
      'pays 12.16',
    ]);
  });
});
