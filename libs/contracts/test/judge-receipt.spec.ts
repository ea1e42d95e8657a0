import { describe, expect, test } from '@jest/globals';
import { judgeReceipt, receiptLinesMax, receiptTextMax, type ReceiptLine } from '../src/domain/receipts.ts';

const now = new Date('2026-11-27T12:00:00Z');
const hour = 3_600_000;
const line = (changes: Partial<ReceiptLine> = {}): ReceiptLine => ({
  sku: 'TEA',
  description: '',
  quantityMilli: 1_000n,
  unitPrice: '2.50',
  ...changes,
});
const judged = (lines: readonly ReceiptLine[], isReturn = false, at = now) =>
  judgeReceipt({ at, isReturn, lines }, 2, now);
const refusal = (changes: Partial<ReceiptLine>) => {
  const verdict = judged([line(), line(changes)]);
  return verdict.fault === undefined ? verdict.refused.map(({ line: place, code }) => [place, code]) : verdict.fault;
};

describe('a receipt', () => {
  test('sells its lines, each at its place with its amount', () => {
    const verdict = judged([line({ unitPrice: '2.505' }), line({ quantityMilli: 2_000n, unitPrice: '+1.0' })]);
    expect(verdict).toMatchObject({
      sold: [
        { line: 0, unitPrice: '2.505', amount: 251n },
        { line: 1, unitPrice: '1', amount: 200n },
      ],
      back: [],
      refused: [],
    });
  });

  test('that returns gives its lines back', () => {
    expect(judged([line()], true)).toMatchObject({ sold: [], back: [{ line: 0, amount: 250n }], refused: [] });
  });

  test('with quantities above and below zero is an exchange', () => {
    const verdict = judged([line(), line({ quantityMilli: -3_000n })]);
    expect(verdict).toMatchObject({ sold: [{ line: 0 }], back: [{ line: 1, quantityMilli: 3_000n, amount: 750n }] });
  });

  test('with quantities below zero alone is none: nobody said that it returns', () => {
    expect(judged([line({ quantityMilli: -1_000n })])).toMatchObject({
      sold: [],
      back: [],
      refused: [{ line: 0, code: 'quantity_not_positive' }],
    });
  });

  test.each<[string, Partial<ReceiptLine>]>([
    ['price_negative', { unitPrice: '-0.01' }],
    ['quantity_not_positive', { quantityMilli: 0n }],
    ['quantity_out_of_range', { quantityMilli: 10n ** 12n + 1n }],
    ['amount_out_of_range', { quantityMilli: 10n ** 12n, unitPrice: '1000.01' }],
    ['invalid_line', { unitPrice: '1e3' }],
    ['invalid_line', { sku: '' }],
    ['invalid_line', { sku: '\u200e' }],
    ['invalid_line', { sku: 'x'.repeat(101) }],
    ['invalid_line', { description: 'x'.repeat(501) }],
    ['invalid_line', { description: 'a\u202eb' }],
  ])('keeps its good lines beside one that is %s', (code, changes) => {
    expect(refusal(changes)).toEqual([[1, code]]);
  });

  test('may have free lines beside one that is paid for, and not alone', () => {
    expect(refusal({ unitPrice: '0.00' })).toEqual([]);
    expect(judged([line({ unitPrice: '0' })])).toMatchObject({ sold: [], refused: [{ code: 'price_not_positive' }] });
    expect(judged([line({ unitPrice: '0' })], true)).toMatchObject({ back: [{ amount: 0n }], refused: [] });
  });

  test.each([
    ['sold_in_future', new Date(now.getTime() + 24 * hour + 1)],
    ['sold_too_early', new Date(Date.UTC(1990, 0, 1) - 1)],
    [undefined, new Date(now.getTime() + 24 * hour)],
    [undefined, new Date(Date.UTC(1990, 0, 1))],
  ])('has the fault %s at %s', (fault, at) => {
    expect(judged([line()], false, at).fault).toBe(fault);
  });

  test('of no lines is nothing, whenever it was', () => {
    expect(judged([], false, new Date(0))).toEqual({ sold: [], back: [], refused: [] });
  });

  test('has bounds of lines, of text and of its sum', () => {
    const many = (count: number): ReceiptLine[] => Array.from({ length: count }, () => line());
    const long = (length: number): ReceiptLine => line({ sku: 'x', description: 'x'.repeat(length) });
    const halves = Array.from({ length: receiptTextMax / 500 }, () => long(499));
    const most = line({ quantityMilli: 10n ** 12n, unitPrice: '1000' });
    const faults = [
      many(receiptLinesMax),
      many(receiptLinesMax + 1),
      halves,
      [...halves, long(0)],
      [most],
      [most, most],
    ];
    expect(faults.map((lines) => judged(lines).fault)).toEqual([
      undefined,
      'too_many_lines',
      undefined,
      'too_much_text',
      undefined,
      'amount_out_of_range',
    ]);
  });
});
