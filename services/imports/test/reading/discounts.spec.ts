import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { amountOf } from '../../src/domain/amount-of.ts';
import { sharedRows } from '../../src/domain/shared-amounts.ts';
import { sale } from '../rows.ts';
import { paidLines } from './paid-lines.ts';
import { berlin, briefly, inspect, london, newYork, readTable, tehran } from './read-table.ts';

const lines = (...all: string[]): string => all.join('\n');

describe('what is off a whole receipt is shared over its lines', () => {
  const shopify =
    'Name,Email,Financial Status,Currency,Subtotal,Shipping,Taxes,Total,Discount Code,Discount Amount,Created at,Lineitem quantity,Lineitem name,Lineitem price,Lineitem sku,Cancelled at,Refunded Amount,Lineitem discount';
  const order = (
    name: string,
    subtotal: string,
    discount: string,
    first: string,
    refunded = '0.00',
    status = 'paid',
    cancelled = '',
  ): string =>
    `${name},c@example.org,${status},GBP,${subtotal},4.00,0.00,22.00,SAVE,${discount},2026-11-05 09:00:00 +0000,${first},${cancelled},${refunded},0.00`;
  const further = (name: string, line: string): string =>
    `${name},c@example.org,,,,,,,,,2026-11-05 09:00:00 +0000,${line},,,0.00`;

  test('Shopify: the subtotal is what the goods came to, without shipping', async () => {
    expect(
      await paidLines(lines(shopify, order('#1', '18.00', '2.00', '1,Mug,15.00,M'), further('#1', '1,Pen,5.00,P'))),
    ).toEqual(['#1: M 1350, P 450']);
  });

  test('Shopify: a discount that is off the shipping takes nothing from the goods', async () => {
    expect(
      await paidLines(lines(shopify, order('#1', '20.00', '4.00', '1,Mug,15.00,M'), further('#1', '1,Pen,5.00,P'))),
    ).toEqual(['#1: M 1500, P 500']);
  });

  test('Shopify: discounts of lines come first, and the subtotal has them off already', async () => {
    const row = order('#1', '12.00', '3.00', '3,Mug,5.00,M').replace(/0\.00$/, '3.00');
    expect(await paidLines(lines(shopify, row))).toEqual(['#1: M 1200']);
  });

  test('Shopify: without a subtotal the discount is shared', async () => {
    expect(
      await paidLines(lines(shopify, order('#1', '', '2.00', '1,Mug,15.00,M'), further('#1', '1,Pen,5.00,P'))),
    ).toEqual(['#1: M 1350, P 450']);
  });

  test('Shopify: what was refunded of an order is off it, an order that was cancelled is left out', async () => {
    const text = lines(
      shopify,
      order('#1', '20.00', '0.00', '1,Mug,15.00,M', '5.00', 'partially_refunded'),
      further('#1', '1,Pen,5.00,P'),
      order('#2', '5.00', '0.00', '1,Pen,5.00,P', '0.00', 'paid', '2026-11-06 09:00:00 +0000'),
    );
    expect(await paidLines(text)).toEqual(['#1: M 1125, P 375']);
    expect((await readTable(text)).end.leftOut).toEqual({ cancelled: 1 });
  });

  test('a receipt of which one row cannot be read waits as a whole', async () => {
    const text = lines(
      shopify,
      order('#1', '18.00', '2.00', '1,Mug,15.00,M'),
      further('#1', '1,Pen,dear,P'),
      order('#2', '4.50', '0.50', '1,Pen,5.00,P'),
    );
    expect(await paidLines(text)).toEqual(['#1: 3 invalid_price, 2 receipt_incomplete', '#2: P 450']);
  });

  test('WooCommerce, Advanced Order Export: every row of an order tells its discount', async () => {
    const header =
      'Order Number,Order Status,Order Date,Email (Billing),Cart Discount Amount,Order Subtotal Amount,Order Total Amount,SKU,Item Name,Quantity (- Refund),Item Cost';
    expect(
      await paidLines(
        lines(
          header,
          '31,Completed,2026-11-05 10:00,c@example.org,2.00,20.00,18.00,M,Mug,3,5.00',
          '31,Completed,2026-11-05 10:00,c@example.org,2.00,20.00,18.00,P,Pen,1,5.00',
          '32,Cancelled,2026-11-05 10:00,c@example.org,0.00,5.00,5.00,P,Pen,1,5.00',
        ),
      ),
    ).toEqual(['31: M 1350, P 450']);
  });

  test('the shares are whole minor units, sum up, and none is more than its line', () => {
    const line = fc.record({ milli: fc.bigInt(1n, 5_000n), price: fc.integer({ min: 0, max: 9_999 }) });
    fc.assert(
      fc.property(fc.array(line, { minLength: 1, maxLength: 8 }), fc.integer({ min: 0, max: 30_000 }), (all, off) => {
        const cents = (amount: number): string =>
          `${String(Math.floor(amount / 100))}.${String(amount % 100).padStart(2, '0')}`;
        const rows = all.map(({ milli, price }, place) =>
          sale('1', { milli, unitPrice: cents(price), ...(place === 0 && { ofReceipt: { discount: cents(off) } }) }),
        );
        const before = rows.map((row) => amountOf(row, 2));
        const after = sharedRows(rows, 2).map((row) => amountOf(row, 2));
        const sum = (amounts: readonly bigint[]): bigint => amounts.reduce((all, amount) => all + amount, 0n);
        expect(sum(after)).toBe(sum(before) > BigInt(off) ? sum(before) - BigInt(off) : 0n);
        after.forEach((amount, place) => expect(amount >= 0n && amount <= (before[place] ?? 0n)).toBe(true));
      }),
    );
  });
});

describe('discounts of a line', () => {
  test('Odoo: a percentage is off the price', async () => {
    expect(
      await briefly(
        lines(
          'Receipt Number,Date,Customer,Point of Sale,Order Lines/Product,Order Lines/Quantity,Order Lines/Unit Price,Order Lines/Discount (%)',
          '0001,2026-11-05 10:00:00,C1,Shop,Tea,2.0,5.0,10.0',
          ',,,,Cup,1.0,3.5,0.0',
        ),
      ),
    ).toEqual(['0001 Tea 2000 4.5 2026-11-05T10:00Z C1 Shop', '0001 Cup 1000 3.5 2026-11-05T10:00Z C1 Shop']);
  });

  test.each([
    ['Rabatt %', '10'],
    ['Rabatt', '10 %'],
    ['Rabatt in %', '10,0'],
  ])('%s of a price is a percentage', async (header, cell) => {
    expect(
      await briefly(
        lines(`Belegnummer;Datum;Artikelnummer;Menge;Einzelpreis;${header}`, `1;05.11.2026;T;2;5,00;${cell}`),
        berlin,
      ),
    ).toEqual(['1 T 2000 4.5 2026-11-04T23:00Z']);
  });

  test('what may be an amount, a percentage or off already is asked', async () => {
    const text = lines('شماره فاکتور,تاریخ,کد کالا,تعداد,فی,تخفیف', '1,1405/08/12,T,2,1000,100');
    const [question] = (await inspect(text, tehran)).questions;
    expect(question).toMatchObject({
      id: 'discount:تخفیف',
      code: 'discount',
      column: 'تخفیف',
      options: [{ value: 'line' }, { value: 'percent' }, { value: 'included' }],
    });
    const paid = async (answer: string): Promise<string[]> =>
      paidLines(text, { ...tehran, answers: { 'discount:تخفیف': answer } });
    expect(await paid('line')).toEqual(['1: T 1900']);
    expect(await paid('percent')).toEqual(['1: T 0']);
    expect(await paid('included')).toEqual(['1: T 2000']);
  });

  test.each([
    ['nothing is off', 'Receipt,Date,SKU,Qty,Unit Price,Discount', '1,2026-11-05,T,2,5.00,0.00'],
    [
      'the total is known to be after it',
      'Transaction ID,Date,Time,Item,Qty,Event Type,Discounts,Net Sales',
      '1,2026-11-05,10:00,T,2,Payment,-1.00,10.00',
    ],
  ])('it is not asked where %s', async (_name, header, row) => {
    expect(await paidLines(lines(header, row), newYork)).toEqual(['1: T 1000']);
  });

  test('more than the line is an exception', async () => {
    const text = lines(
      'Receipt,Date,SKU,Qty,Unit Price,Discount',
      '1,2026-11-05,T,1,5.00,6.00',
      '2,2026-11-05,T,3,10.00,1.00',
    );
    expect(await paidLines(text, { ...london, answers: { 'discount:Discount': 'line' } })).toEqual([
      '1: 2 invalid_price',
      '2: T 2900',
    ]);
  });
});

describe('rows that are no sale', () => {
  test.each([
    [
      'Receipt,Date,SKU,Qty,Price,Status',
      [
        '1,2026-11-05,T,1,5.00,Completed',
        '2,2026-11-05,T,1,5.00,Cancelled',
        '3,2026-11-05,T,1,5.00,pending',
        '4,2026-11-05,T,1,5.00,PENDING',
      ],
      { cancelled: 1, pending: 2 },
    ],
    [
      'شماره فاکتور,تاریخ,کد کالا,تعداد,فی,وضعیت',
      ['1,1405/08/12,T,1,5,پرداخت شده', '2,1405/08/12,T,1,5,لغو شده'],
      { 'لغو شده': 1 },
    ],
  ])('%s', async (header, rows, leftOut) => {
    const read = await readTable(lines(header, ...rows), header.startsWith('R') ? london : tehran);
    expect(read.rows).toHaveLength(1);
    expect(read.end.leftOut).toEqual(leftOut);
  });
});

describe('a total without goods', () => {
  const suite = 'order_number,order_date,status,order_total,refunded_total,order_currency,customer_email';

  test('is money, of which a part can be given back', async () => {
    expect(
      await briefly(
        lines(
          'Date,Order #,Status,Customer,Items sold,Net Sales',
          '2026-11-05 10:00:00,731,completed,C1,1,20.00',
          '2026-11-06 10:00:00,731,refunded,C1,0,-5.00',
        ),
      ),
    ).toEqual(['731 TOTAL 20000 1 2026-11-05T10:00Z C1', '731 TOTAL -5000 1 2026-11-06T10:00Z C1']);
  });

  test('has off it what the same row says was refunded', async () => {
    const read = await readTable(
      lines(
        suite,
        '1,2026-11-05 09:00:00,completed,20.00,5.00,GBP,c@example.org',
        '2,2026-11-05 09:00:00,completed,20.00,20.00,GBP,c@example.org',
      ),
    );
    expect(read.rows).toMatchObject([{ receipt: '1', quantityMilli: 15_000n, unitPrice: '1' }]);
    expect(read.end.leftOut).toEqual({ refunded: 1 });
  });

  test('too large for a quantity it is one piece', async () => {
    expect(await briefly(lines('شماره فاکتور,تاریخ,مبلغ کل فاکتور', '1,1405/08/12,"25,000,000,000"'), tehran)).toEqual([
      '1 TOTAL 1000 25000000000 2026-11-02T20:30Z',
    ]);
  });

  test('Square: payments and refunds, net of tax and tips', async () => {
    const header =
      'Date,Time,Gross Sales,Discounts,Net Sales,Gift Card Sales,Tax,Tip,Total Collected,Transaction ID,Event Type,Location,Device Name,Customer ID,Description';
    expect(
      await briefly(
        lines(
          header,
          '11/14/26,10:00:00,$20.00,-$2.00,$18.00,$0.00,$1.80,$3.00,$22.80,TX1,Payment,Main,Till 1,CU1,2 x Mug',
          '11/15/26,10:00:00,-$5.00,$0.00,-$5.00,$0.00,$0.00,$0.00,-$5.00,TX2,Refund,Main,Till 1,CU1,Mug',
        ),
        newYork,
      ),
    ).toEqual(['TX1 TOTAL 18000 1 2026-11-14T15:00Z CU1 Main', 'TX2 TOTAL -5000 1 2026-11-15T15:00Z CU1 Main back']);
  });
});
