import { describe, expect, test } from '@jest/globals';
import { promotions, PromotedSale } from '../../../../test/promoted-sale.ts';
import { joinAlike, type UnitRun } from './units.ts';

const part = { position: 1, sku: 'bolt', quantityMilli: 6_000, gross: 42n };

describe('units that stand beside each other', () => {
  test('are one run where they are alike, and keep their order where not', () => {
    const used = { part, net: 1n, isUsed: true };
    const runs: UnitRun[] = [
      { ...used, count: 1 },
      { ...used, count: 2 },
      { ...used, count: 1, net: 2n },
      { ...used, count: 1 },
      { ...used, count: 1, isUsed: false },
    ];
    joinAlike(runs);
    expect(runs.map(({ count, net, isUsed }) => [count, net, isUsed])).toEqual([
      [3, 1n, true],
      [1, 2n, true],
      [1, 1n, true],
      [1, 1n, false],
    ]);
  });

  test('a bundle repeats 10,000 times, and no more', () => {
    const items = ['bolt', 'nut'].map((sku) => ({ goods: { skus: [sku] }, count: 1 }));
    const pairs = { effects: [{ kind: 'bundle_price', price: 1, items }] };
    const lines = [
      { sku: 'bolt', quantity: 30_000, unitPrice: '0.07' },
      { sku: 'nut', quantity: 30_000, unitPrice: '0.09' },
    ];
    // 30,000 × 0.16 are 4,800.00; 10,000 pairs cost 0.15 less.
    expect(new PromotedSale(lines, { promotions: promotions(['pairs', pairs]) }).paid).toBe(330_000n);
  });
});
