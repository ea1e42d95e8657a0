import { describe, expect, test } from '@jest/globals';
import type { Good } from '@vafa/client';
import { columnNames, goodsIn, rowsOf, textOf } from '../src/console/catalogue/goods-file.ts';
import { groupOf, innerOf, innerPath } from '../src/console/promotions/editor/group.ts';
import { codeOfRow, codeWithin, standing } from '../src/console/promotions/editor/flaws.ts';
import { categoriesAbove, noFacts, priceText, sumOf, trialOf } from '../src/console/promotions/trial/basket.ts';
import type { Json } from '../src/console/promotions/terms/json.ts';
import { emptyWritten } from '../src/console/promotions/written.ts';

describe('a file of goods', () => {
  test('has commas, semicolons or tabs, and cells in quotes', () => {
    expect(rowsOf('\uFEFFsku,name_en\r\nA,"Tea, ""black"""\n\nB,\n')).toEqual([
      ['sku', 'name_en'],
      ['A', 'Tea, "black"'],
      ['B', ''],
    ]);
    expect(rowsOf('sku;brand\nA;"x;y"')).toEqual([
      ['sku', 'brand'],
      ['A', 'x;y'],
    ]);
    expect(rowsOf('sku\tbrand\nA\tx')[1]).toEqual(['A', 'x']);
  });

  test('is read with digits of any script, and tells a cell that cannot be', () => {
    const { rows, ignored, hasSku } = goodsIn(
      'SKU,cost,decimals,no discount,colour\nA,۱٬۲۵۰٫۵,۳,بله,red\nB,free,,,\n,1,,,',
      2,
    );
    expect({ ignored, hasSku }).toEqual({ ignored: ['colour'], hasSku: true });
    expect(rows).toEqual([
      { line: 2, good: { sku: 'A', cost: 125_050, decimals: 3, no_discount: true }, fault: undefined },
      { line: 3, good: { sku: 'B' }, fault: 'cost' },
      { line: 4, good: { cost: 100 }, fault: 'sku' },
    ]);
    expect(goodsIn('sku,cost\nA,1.255', 2).rows[0]?.fault).toBe('cost');
  });

  test('that was taken along is read as it was', () => {
    const good = { sku: 'A', name_fa: 'چای', name_en: '', cost: 5, decimals: 0, no_points: true, gift_card: false };
    const line = columnNames.map((name) => textOf(good as unknown as Good, name, 2)).join(',');
    const [row] = goodsIn(`${columnNames.join(',')}\n${line}`, 2).rows;
    expect(row?.good).toEqual({ sku: 'A', name_fa: 'چای', cost: 5, decimals: 0, no_points: true });
  });
});

describe('a basket that is tried', () => {
  test('has prices as decimal text, and all categories above', () => {
    expect([priceText(5, 2), priceText(1_299, 2), priceText(7, 0)]).toEqual(['0.05', '12.99', '7']);
    const categories = [
      { code: 'tea', parent: 'food', name_fa: '', name_en: '' },
      { code: 'food', parent: '', name_fa: '', name_en: '' },
    ];
    expect(categoriesAbove('tea', { categories })).toEqual(['tea', 'food']);
    expect(categoriesAbove('', { categories })).toEqual([]);
  });

  test('says what is assumed, and nothing else', () => {
    const lines = [{ id: 1, sku: ' tea ', quantity: 2, price: 250 }];
    expect(sumOf(lines)).toBe(500);
    expect(trialOf(lines, { ...noFacts, isMember: false, method: 'card' }, new Map(), 2)).toEqual({
      lines: [{ sku: 'tea', quantity: 2, unit_price: '2.50' }],
      payments: [{ method: 'card', amount: 500, is_money: true }],
    });
    expect(trialOf(lines, { ...noFacts, tier: 'gold' }, new Map(), 2)).toMatchObject({ member: { tier: 'gold' } });
  });
});

describe('a group of conditions', () => {
  test('keeps what it holds when its kind changes', () => {
    const two: readonly Json[] = [{ kind: 'member' }, { kind: 'tier', in: ['gold'] }];
    expect(groupOf('any', two)).toEqual({ kind: 'any', of: two });
    expect(groupOf('not', two)).toEqual({ kind: 'not', condition: { kind: 'all', of: two } });
    expect(groupOf('not', [{ kind: 'member' }])).toEqual({ kind: 'not', condition: { kind: 'member' } });
    expect(innerOf({ kind: 'not', condition: { kind: 'member' } })).toEqual([{ kind: 'member' }]);
    expect(innerPath('not', ['a'])).toEqual(['a', 'condition']);
  });
});

describe('flaws', () => {
  const of = { ...emptyWritten, terms: { conditions: [], effects: [{ kind: 'gift_credit' }] } };
  const places = { '/terms/effects/0/amount': 'missing', '/terms/limits': 'doubled' };

  test('go once their place is changed, and no sooner', () => {
    expect([...standing({ of, places }, of).keys()]).toEqual(Object.keys(places));
    const now = { ...of, terms: { ...of.terms, effects: [{ kind: 'gift_credit', amount: 5 }] } };
    expect([...standing({ of, places }, now).keys()]).toEqual(['/terms/limits']);
  });

  test('are told by the field, or by its row where no field shows them', () => {
    const flaws = new Map([['/terms/effects/0/off/percent', 'too_big']]);
    expect(codeWithin(flaws, '/terms/effects/0/off')).toBe('too_big');
    expect(codeWithin(flaws, '/terms/effects/1')).toBeUndefined();
    expect(codeOfRow(flaws, '/terms/effects/0', ['off'])).toBeUndefined();
    expect(codeOfRow(flaws, '/terms/effects/0', ['price'])).toBe('too_big');
  });
});
