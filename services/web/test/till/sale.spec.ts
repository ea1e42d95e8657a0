import { describe, expect, test } from '@jest/globals';
import { cleanName, codeOf, readItem } from '../../src/till/sale/item-typed.ts';
import { nextSale } from '../../src/till/sale/paid-sale.ts';
import {
  basketLines,
  lineAmount,
  pointsMost,
  pointsPay,
  priceOf,
  quantityOf,
  totalOf,
  type Counting,
} from '../../src/till/sale/sale.ts';
import { amountShown, amountTyped } from '../../src/till/sale/typed-amount.ts';

const toman: Counting = { currency: 'IRR', currencyDigits: 2, unit: 'toman', pointValue: 2_000_000_000 };
const pounds: Counting = { currency: 'GBP', currencyDigits: 2, unit: 'toman', pointValue: 10_000 };

describe('a price that is typed', () => {
  test.each([
    ['2450000', toman, '24500000'],
    ['۲٬۴۵۰٬۰۰۰', toman, '24500000'],
    ['0', toman, '0'],
    ['12.50', pounds, '12.5'],
    ['0.99', pounds, '0.99'],
    ['', toman, undefined],
    ['-5', pounds, undefined],
    ['12a', pounds, undefined],
    ['9999999999999', toman, undefined],
  ])('%s', (typed, counting, price) => {
    expect(priceOf(typed, counting)).toBe(price);
  });
});

describe('a quantity that is typed', () => {
  test.each([
    ['1', '1'],
    ['۲٫۳۵', '2.35'],
    ['0.125', '0.125'],
    ['0', undefined],
    ['-1', undefined],
    ['0.1234', undefined],
    ['1000001', undefined],
    ['', undefined],
  ])('%s', (typed, quantity) => {
    expect(quantityOf(typed)).toBe(quantity);
  });
});

describe('a line costs what the club says it does', () => {
  test.each([
    ['1', '24500000', 2, 2_450_000_000n],
    ['2.35', '1200000', 2, 282_000_000n],
    ['3', '2.55', 2, 765n],
    ['0.333', '0.10', 2, 3n],
    ['0.5', '0.01', 2, 1n],
    ['1', '100', 0, 100n],
  ])('%s × %s', (quantity, price, digits, amount) => {
    expect(lineAmount({ sku: 'A', quantity, unit_price: price }, digits)).toBe(amount);
  });
});

describe('points', () => {
  test.each([
    [245_000_000n, 6_997, 1_225],
    [2_450_000_000n, 6_997, 6_997],
    [0n, 6_997, 0],
    [100n, -5, 0],
  ])('of a total of %s with %s of them, at most %s pay', (total, available, most) => {
    expect(pointsMost(total, available, toman)).toBe(most);
    expect(pointsPay(most, toman)).toBeLessThanOrEqual(total);
  });

  test('that are worth nothing pay nothing', () => {
    expect(pointsMost(100n, 10, { ...toman, pointValue: 0 })).toBe(0);
  });
});

describe('a sale', () => {
  const sale = nextSale('3-1', { kind: 'quick', way: 'card' }, 'id', new Date(0));
  const line = { id: 'a', code: 'TEA', name: 'چای', price: '485000', quantity: '2' };

  test('of one amount is one line, and none while there is no amount', () => {
    expect(basketLines({ ...sale, amount: '1000' }, 'Quick', toman)).toEqual([
      { sku: 'QUICK', description: 'Quick', quantity: '1', unit_price: '10000' },
    ]);
    for (const amount of ['', '0', 'x']) expect(basketLines({ ...sale, amount }, 'Quick', toman)).toEqual([]);
  });

  test('of items is their lines', () => {
    const lines = basketLines({ ...sale, kind: 'items', lines: [line, { ...line, name: 'TEA' }] }, 'Quick', toman);
    expect(lines).toEqual([
      { sku: 'TEA', description: 'چای', quantity: '2', unit_price: '4850000' },
      { sku: 'TEA', quantity: '2', unit_price: '4850000' },
    ]);
    expect(totalOf(lines, toman)).toBe(1_940_000_000n);
  });
});

describe('an item that is typed', () => {
  test.each([
    ['شیر', { text: 'شیر' }],
    ['3*شیر', { quantity: '3', text: 'شیر' }],
    ['۲٫۵ × انار', { quantity: '2.5', text: 'انار' }],
    ['3x TEA', { quantity: '3', text: 'TEA' }],
    ['7up', { text: '7up' }],
    ['', { text: '' }],
  ])('%s', (typed, item) => {
    expect(readItem(typed)).toEqual(item);
  });

  test.each([
    ['\u202eنان\u202c', 'نان'],
    ['می\u200cشود', 'می\u200cشود'],
    ['a\u0000b', 'ab'],
    ['  x ', 'x'],
    ['n'.repeat(400), 'n'.repeat(300)],
  ])('%j is kept without what would turn it around', (typed, name) => {
    expect(cleanName(typed)).toBe(name);
  });

  test('has a code of at most 64 signs, with digits of one kind', () => {
    expect(codeOf('شیر ۱ لیتری')).toBe('شیر 1 لیتری');
    expect([...codeOf('😀'.repeat(100))]).toHaveLength(64);
  });
});

describe('an amount while it is typed', () => {
  test.each([
    ['2450000', 0, '2450000', '۲٬۴۵۰٬۰۰۰'],
    ['۲٬۴۵۰٬۰۰۰', 0, '2450000', '۲٬۴۵۰٬۰۰۰'],
    ['٢٤٥', 0, '245', '۲۴۵'],
    ['007', 0, '7', '۷'],
    ['12.5', 0, '12', '۱۲'],
    ['12.567', 2, '12.56', '۱۲٫۵۶'],
    ['12.', 2, '12.', '۱۲٫'],
    ['<script>1</script>', 0, '1', '۱'],
    ['\u202e12', 0, '12', '۱۲'],
    ['12345678901234567', 0, '1234567890123', '۱٬۲۳۴٬۵۶۷٬۸۹۰٬۱۲۳'],
    ['', 0, '', ''],
  ])('%j', (typed, places, amount, shown) => {
    expect(amountTyped(typed, places)).toBe(amount);
    expect(amountShown(amount, 'fa')).toBe(shown);
  });
});
