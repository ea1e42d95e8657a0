import { describe, expect, test } from '@jest/globals';
import { readInvoiceRows, type InvoiceRow } from '../src/csv-rows.ts';
import { sampleFile, wholeFile } from '../src/invoice-files.ts';
import { calculate } from '../src/independent-calculation.ts';
import { membersByHand } from '../src/members-by-hand.ts';

const rows = (...lines: string[]): InvoiceRow[] =>
  lines.map((line, index) => {
    const [invoice = '', sku = '', quantity = '', at = '', price = '', customer = ''] = line.split(' ');
    return { number: index + 1, invoice, sku, quantity: Number(quantity), at, price, customer, country: 'United Kingdom' };
  });

describe('the independent calculation on the sample', () => {
  const expected = calculate(readInvoiceRows(sampleFile));

  test.each(membersByHand)('member $customer has what was worked out by hand', ({ customer, accrued, takenBack, outstanding }) => {
    expect(expected.byMember.get(customer)).toMatchObject({ accrued, takenBack, outstanding });
  });

  test('totals', () => {
    const { sales, salesWithoutMember, members, returnInvoices, returns, exceptions, accrued, takenBack, outstanding } = expected;
    expect({ sales, salesWithoutMember, members, returnInvoices, returns, exceptions, accrued, takenBack, outstanding }).toEqual({
      sales: 1559,
      salesWithoutMember: 159,
      members: 885,
      returnInvoices: 326,
      returns: 145,
      exceptions: 712,
      accrued: 572_051,
      takenBack: 8_048,
      outstanding: 564_003,
    });
  });
});

describe('the independent calculation on a few rows', () => {
  test('a returned row is split over two sales, latest first', () => {
    const { byMember, returns, exceptions } = calculate(
      rows('1 A 4 2010-12-01T09:00:00 10.00 7', '2 A 3 2010-12-02T09:00:00 10.00 7', 'C3 A -5 2010-12-03T09:00:00 10.00 7'),
    );
    // Three of the second sale (30 → 0), two of the first (40 → 20).
    expect(byMember.get('7')).toEqual({ accrued: 70, takenBack: 50, outstanding: 20, sales: 2 });
    expect({ returns, exceptions }).toEqual({ returns: 1, exceptions: 0 });
  });

  test('within a minute the row decides what was earlier', () => {
    const sale = '1 A 1 2010-12-01T09:00:00 10.00 7';
    const back = 'C2 A -1 2010-12-01T09:00:00 10.00 7';
    expect(calculate(rows(sale, back)).outstanding).toBe(0);
    expect(calculate(rows(back, sale))).toMatchObject({ outstanding: 10, exceptionsByCode: { no_matching_line: 1 } });
  });

  test('half a penny rounds up, and rows of one invoice need not be neighbours', () => {
    const { outstanding } = calculate(rows('1 A 1 2010-12-01T09:00:00 0.995 7', '2 B 1 2010-12-01T09:01:00 5 8', '1 A 1 2010-12-01T09:00:00 1.00 7'));
    // 1.00 + 1.00 = 2.00 → 2, and 5.
    expect(outstanding).toBe(7);
  });
});

(wholeFile ? describe : describe.skip)('the independent calculation on the whole data set', () => {
  test('the figures that are known', () => {
    expect(calculate(readInvoiceRows(wholeFile ?? ''))).toMatchObject({
      sales: 12_495,
      salesWithoutMember: 1_082,
      members: 3_317,
      returnInvoices: 2_554,
      returns: 1_937,
      exceptions: 3_347,
      outstanding: 5_028_491,
    });
  });
});
