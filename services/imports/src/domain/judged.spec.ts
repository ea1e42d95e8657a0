import { describe, expect, test } from '@jest/globals';
import { judged, withoutRefused } from './judged.ts';
import type { SaleRow } from './reading/sale-row.ts';
import type { Receipt } from './receipt.ts';

const now = new Date('2026-11-27T12:00:00Z');
const row = (quantity: number, unitPrice: string, part: Partial<SaleRow> = {}): SaleRow => ({
  row: 2,
  fields: [],
  receipt: '1',
  sku: 'A',
  description: 'Tea',
  quantityMilli: BigInt(quantity * 1000),
  unitPrice,
  at: new Date('2026-11-02T10:00:00Z'),
  member: 'M',
  branch: 'b',
  till: '',
  isReturn: false,
  attributes: {},
  ...part,
});
const receipt = (rows: readonly SaleRow[], part: Partial<Receipt> = {}): Receipt => ({
  number: '1',
  branch: 'b',
  till: '',
  day: 0,
  member: 'M',
  isReturn: false,
  at: rows[0]?.at ?? now,
  isDayOnly: false,
  rows,
  unfit: [],
  ...part,
});
const verdict = (rows: readonly SaleRow[], part: Partial<Receipt> = {}): string => {
  const found = judged(receipt(rows, part), 2, now);
  return found.fault ?? [found.sold.length, found.back.length, ...found.refused.map(({ code }) => code)].join(' ');
};

describe('a receipt is judged by what it says', () => {
  test.each([
    ['a sale', [row(1, '2'), row(1, '0')], '2 0'],
    ['free goods alone', [row(1, '0'), row(2, '0')], '0 0 price_not_positive price_not_positive'],
    ['a price below zero', [row(1, '-2'), row(1, '2')], '1 0 price_negative'],
    ['no quantity', [row(0, '2'), row(1, '2')], '1 0 quantity_not_positive'],
    ['goods that come back without a sale', [row(-1, '2')], '0 0 quantity_not_positive'],
    ['an exchange', [row(-1, '2'), row(1, '3')], '1 1'],
    ['an exchange for free goods', [row(-1, '2'), row(1, '0')], '0 1 price_not_positive'],
    ['a line of too much', [row(1, '1000000000000.01'), row(1, '2')], '1 0 amount_out_of_range'],
    ['a line of the most', [row(1, '1000000000000')], '1 0'],
    ['a receipt of too much', [row(1, '600000000000'), row(1, '600000000000')], 'amount_out_of_range'],
    ['too many', [row(1_000_000_001, '0.01'), row(1, '2')], '1 0 quantity_out_of_range'],
    ['a day ahead', [row(1, '2', { at: new Date('2026-11-28T12:00:00Z') })], '1 0'],
    [
      'more than a day ahead',
      [row(1, '2', { at: new Date('2026-11-28T12:00:00.001Z') }), row(1, '-2')],
      'sold_in_future',
    ],
    ['a clock that was never set', [row(1, '2', { at: new Date('1926-11-27T10:00:00Z') })], 'sold_too_early'],
    ['texts without end', [row(1, '2', { description: 'x'.repeat(1_000_001) })], 'too_much_text'],
    ['a text that is too long', [row(1, '2', { description: 'x'.repeat(501) })], '0 0 invalid_line'],
  ])('%s', (_name, rows, expected) => {
    expect(verdict(rows)).toBe(expected);
    const left = withoutRefused(receipt(rows), 2, now);
    const isRefused = !/[1-9]/.test(expected.split(' ').slice(0, 2).join(''));
    expect([left.rows.length, left.unfit.length, left.member]).toEqual(
      isRefused ? [0, rows.length, ''] : [rows.length, 0, 'M'],
    );
  });

  test('a return takes goods that come back', () => {
    expect(verdict([row(-1, '2'), row(1, '2')], { isReturn: true })).toBe('0 1 quantity_not_positive');
    expect(verdict([row(-1, '0')], { isReturn: true })).toBe('0 1');
  });
});
