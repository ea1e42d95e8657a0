import { describe, expect, test } from '@jest/globals';
import { line } from '../../../test/sales.ts';
import { receiptSizeFault } from '@vafa/contracts/receipts';
import { amountOf, plainPrice } from '@vafa/kernel';
import { linesText, readLine } from './line.ts';

describe('a price', () => {
  test.each([
    ['2.50', '2.5'],
    ['2.55', '2.55'],
    ['007', '7'],
    ['0.00', '0'],
    ['-1.10', '-1.1'],
    ['+0.010', '0.01'],
    ['10', '10'],
  ])('%s is written %s', (text, plain) => expect(plainPrice(text)).toBe(plain));

  test.each(['', '1e3', '1,5', ' 1', 'NaN', '.5', '٢', '1.0000000000001'])('%p is none', (text) =>
    expect(plainPrice(text)).toBeUndefined(),
  );

  test('times a quantity is rounded half up to the minor unit of its currency', () => {
    expect(amountOf('0.125', 1_000n, 2)).toBe(13n);
    expect(amountOf('0.125', 2_000n, 2)).toBe(25n);
    expect(amountOf('0.1249', 1_000n, 2)).toBe(12n);
    expect(amountOf('1500.5', 3_000n, 0)).toBe(4_502n);
    expect(amountOf('1.2345', 1_000n, 3)).toBe(1_235n);
    // Once: 0.350 kg at 12.90 is 4.515, not 0.35 × 1290 rounded on the way.
    expect(amountOf('12.90', 350n, 2)).toBe(452n);
    expect(amountOf('0.005', 999n, 2)).toBe(0n);
  });
});

describe('a line', () => {
  test('is read with its amount', () =>
    expect(readLine(line('tea', 3n, '2.550'), 2)).toEqual({
      line: { sku: 'tea', description: '', quantityMilli: 3_000n, unitPrice: '2.55', amount: 765n, returnedMilli: 0n },
    }));

  test.each([
    [line('tea', 1n, '-0.01'), 'price_negative'],
    [line('tea', 0n, '-5'), 'price_negative'],
    [line('tea', 0n, '5'), 'quantity_not_positive'],
    [line('tea', -1n, '5'), 'quantity_not_positive'],
    [line('tea', 1n, '1000000000000.01'), 'amount_out_of_range'],
    [line('tea', 1_000_000_000n, '99999999999999999999'), 'amount_out_of_range'],
    [line('tea', 1_000_000_001n, '0'), 'quantity_out_of_range'],
    [line('tea', 1n, 'five'), 'invalid_line'],
    [line('', 1n, '5'), 'invalid_line'],
    [line('a\nb', 1n, '5'), 'invalid_line'],
    [line('x'.repeat(101), 1n, '5'), 'invalid_line'],
    [{ ...line('tea', 1n, '5'), description: 'x'.repeat(501) }, 'invalid_line'],
  ])('%o is refused as %s', (wrong, fault) => expect(readLine(wrong, 2)).toEqual({ fault }));

  test('of exactly 10^14 minor units is accepted, and a Persian word with its joiner too', () => {
    expect(readLine(line('می\u200cخواهم', 1n, '1000000000000'), 2)).toMatchObject({
      line: { amount: 100_000_000_000_000n },
    });
  });
});

test('a free line is read, and so is one by weight', () => {
  expect(readLine(line('bag', 1n, '-0.00'), 2)).toMatchObject({ line: { unitPrice: '0', amount: 0n } });
  expect(readLine({ ...line('tea', 0n, '12.90'), quantityMilli: 350n }, 2)).toMatchObject({
    line: { quantityMilli: 350n, amount: 452n },
  });
});

test('lines have a bound in number and in text, and it is named', () => {
  const lines = (count: number, description = '') => Array.from({ length: count }, () => ({ sku: 'a', description }));
  expect([receiptSizeFault(lines(10_000)), receiptSizeFault(lines(10_001))]).toEqual([undefined, 'too_many_lines']);
  expect([receiptSizeFault(lines(2_000, 'x'.repeat(499))), receiptSizeFault(lines(2_000, 'x'.repeat(500)))]).toEqual([
    undefined,
    'too_much_text',
  ]);
});

describe('the text of lines', () => {
  test('is the same for equal lines in any order and any way to write a price', () => {
    expect(linesText([line('a', 1n, '2.50', 1), line('b', 2n, '3', 2)])).toBe(
      linesText([line('b', 2n, '3.00', 7), line('a', 1n, '2.5', 9)]),
    );
  });

  test('differs by quantity, price, SKU and how often a line is there', () => {
    const texts = [
      [line('a', 1n, '2')],
      [line('a', 2n, '2')],
      [line('a', 1n, '3')],
      [line('b', 1n, '2')],
      [line('a', 1n, '2'), line('a', 1n, '2')],
    ].map(linesText);
    expect(new Set(texts).size).toBe(texts.length);
  });
});
