import { describe, expect, test } from '@jest/globals';
import { readInvoiceRows, thousandths, type InvoiceRow } from '../src/csv-rows.ts';
import { sampleFile, wholeFile } from '../src/invoice-files.ts';
import { calculate } from '../src/independent-calculation.ts';
import { membersByHand } from '../src/members-by-hand.ts';

const rows = (...lines: string[]): InvoiceRow[] =>
  lines.map((line, index) => {
    const [invoice = '', sku = '', quantity = '', at = '', price = '', customer = ''] = line.split(' ');
    return {
      number: index + 1,
      invoice,
      sku,
      quantity: thousandths(quantity),
      at,
      price,
      customer,
      country: 'United Kingdom',
    };
  });

describe('the independent calculation on the sample', () => {
  const expected = calculate(readInvoiceRows(sampleFile));

  test.each(membersByHand)(
    'member $customer has what was worked out by hand',
    ({ customer, accrued, takenBack, outstanding }) => {
      expect(expected.byMember.get(customer)).toMatchObject({ accrued, takenBack, outstanding });
    },
  );

  test('totals', () => {
    const { sales, salesWithoutMember, members, returnInvoices, returns, exceptions, accrued, takenBack, outstanding } =
      expected;
    expect({
      sales,
      salesWithoutMember,
      members,
      returnInvoices,
      returns,
      exceptions,
      accrued,
      takenBack,
      outstanding,
    }).toEqual({
      sales: 1559,
      salesWithoutMember: 159,
      members: 885,
      returnInvoices: 326,
      returns: 145,
      exceptions: 579,
      accrued: 572_051,
      takenBack: 8_048,
      outstanding: 564_003,
    });
  });
});

describe('the independent calculation on a few rows', () => {
  test('a returned row is split over two sales, latest first', () => {
    const { byMember, returns, exceptions } = calculate(
      rows(
        '1 A 4 2010-12-01T09:00:00 10.00 7',
        '2 A 3 2010-12-02T09:00:00 10.00 7',
        'C3 A -5 2010-12-03T09:00:00 10.00 7',
      ),
    );
    // Three of the second sale (30 → 0), two of the first (40 → 20).
    expect(byMember.get('7')).toEqual({ accrued: 70, takenBack: 50, outstanding: 20, sales: 2 });
    expect({ returns, exceptions }).toEqual({ returns: 1, exceptions: 0 });
  });

  test('within a minute a sale is there before its return, and the latest receipt first, in whatever order their rows stand', () => {
    const sale = '1 A 1 2010-12-01T09:00:00 10.00 7';
    const back = 'C2 A -1 2010-12-01T09:00:00 10.00 7';
    for (const order of [
      [sale, back],
      [back, sale],
    ])
      expect(calculate(rows(...order))).toMatchObject({ outstanding: 0, exceptions: 0 });
    const twin = '2 A 1 2010-12-01T09:00:00 10.00 7';
    const other = '2 B 1 2010-12-01T09:00:00 0.99 7';
    // Of two sales of a minute the second gives back: 10.99 → 0.99.
    for (const order of [
      [sale, twin, other, back],
      [twin, other, back, sale],
    ])
      expect(calculate(rows(...order))).toMatchObject({ outstanding: 10, takenBack: 10 });
  });

  test('an invoice of both signs is an exchange, and goods at another price are said to be', () => {
    const sold = 'E0 S 1 2010-12-01T09:00:00 50.00 7';
    expect(
      calculate(rows(sold, 'E1 S -1 2010-12-02T09:00:00 50.00 7', 'E1 M 1 2010-12-02T09:00:00 60.00 7')),
    ).toMatchObject({ outstanding: 60, returns: 1, exceptions: 0 });
    expect(
      calculate(rows(sold, 'C1 S -1 2010-12-02T09:00:00 45.00 7', 'C1 X -1 2010-12-02T09:00:00 45.00 7')),
    ).toMatchObject({ outstanding: 50, exceptionsByCode: { price_differs: 1, no_matching_line: 1 } });
  });

  test('half a penny rounds up, and rows of one invoice need not be neighbours', () => {
    const { outstanding } = calculate(
      rows('1 A 1 2010-12-01T09:00:00 0.995 7', '2 B 1 2010-12-01T09:01:00 5 8', '1 A 1 2010-12-01T09:00:00 1.00 7'),
    );
    // 1.00 + 1.00 = 2.00 → 2, and 5.
    expect(outstanding).toBe(7);
  });

  test('weighed goods are rounded once, free goods stay and go back', () => {
    const sold = [
      '1 A 0.350 2010-12-01T09:00:00 12.90 7',
      '1 B 1 2010-12-01T09:00:00 0 7',
      '1 C 1 2010-12-01T09:00:00 0.48 7',
    ];
    // 0.350 × 12.90 = 4.515 → 4.52, and 0.48: 5 points.
    expect(calculate(rows(...sold))).toMatchObject({ sales: 1, outstanding: 5, exceptions: 0 });
    const back = ['C2 A -0.100 2010-12-02T09:00:00 12.90 7', 'C2 B -1 2010-12-02T09:00:00 0.00 7'];
    // 0.250 × 12.90 = 3.225 → 3.23, and 0.48: 3 points left.
    expect(calculate(rows(...sold, ...back))).toMatchObject({
      returns: 1,
      outstanding: 3,
      takenBack: 2,
      exceptions: 0,
    });
    expect(calculate(rows('1 A 1 2010-12-01T09:00:00 0 7'))).toMatchObject({
      sales: 0,
      exceptionsByCode: { price_not_positive: 1 },
    });
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
      exceptions: 2_970,
      outstanding: 5_028_491,
    });
  });
});
