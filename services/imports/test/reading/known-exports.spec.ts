import { describe, expect, test } from '@jest/globals';
import { knownExports } from '../../src/reading/mapping/known-exports.ts';
import { mappingSchema } from '../../src/reading/mapping/mapping-schema.ts';
import { propose } from '../../src/reading/mapping/propose.ts';
import { briefly, inspect, london } from './read-table.ts';

const lines = (...all: string[]): string => all.join('\n');

describe('known exports', () => {
  test.each(knownExports.map((each) => [each.source, each] as const))(
    '%s is known by its columns, in any order',
    (source, { signature, columns }) => {
      const header = [...new Set([...signature, ...Object.values(columns)])].reverse();
      const proposal = propose([...header, 'Something else']);
      expect(proposal.source).toBe(source);
      expect(proposal.mapping.columns).toEqual(columns);
      expect(mappingSchema.parse(proposal.mapping)).toEqual(proposal.mapping);
    },
  );

  test('UCI Online Retail II', async () => {
    expect(
      await briefly(
        lines(
          'Invoice,StockCode,Description,Quantity,InvoiceDate,Price,Customer ID,Country',
          '489434,85048,GLASS BALL,12,2009-12-01 07:45:00,6.95,13085.0,United Kingdom',
          'C489449,22087,PAPER,-12,2009-12-01 10:33:00,2.95,,Australia',
        ),
      ),
    ).toEqual([
      '489434 85048 12000 6.95 2009-12-01T07:45Z 13085 United Kingdom',
      'C489449 22087 -12000 2.95 2009-12-01T10:33Z  Australia back',
    ]);
  });

  test('Shopify: further lines of an order are blank but for its name', async () => {
    const header =
      'Name,Email,Financial Status,Paid at,Currency,Subtotal,Total,Created at,Lineitem quantity,Lineitem name,Lineitem price,Lineitem sku,Location';
    expect(
      await briefly(
        lines(
          header,
          '#1001,a@example.org,paid,2026-11-05 10:00:00 +0000,GBP,12.00,12.00,2026-11-05 09:59:00 +0000,1,Tea,5.00,T1,Shop',
          '#1001,a@example.org,,,,,,2026-11-05 09:59:00 +0000,2,Cup,3.50,,',
          '#1002,b@example.org,voided,,GBP,5.00,5.00,2026-11-05 10:59:00 +0000,1,Tea,5.00,T1,Shop',
        ),
      ),
    ).toEqual([
      '#1001 T1 1000 5 2026-11-05T09:59Z a@example.org Shop',
      '#1001 Cup 2000 3.5 2026-11-05T09:59Z a@example.org Shop',
    ]);
  });

  test('WooCommerce Analytics: one row an order', async () => {
    expect(
      await briefly(
        lines(
          'Date,Order #,Status,Customer,Customer type,Product(s),Items sold,Coupon(s),Net Sales,Attribution',
          '2026-11-05 10:00:00,731,completed,C1,new,1× Tea,1,,5.00,Direct',
          '2026-11-05 10:00:00,732,cancelled,C1,new,1× Tea,1,,5.00,Direct',
        ),
      ),
    ).toEqual(['731 TOTAL 5000 1 2026-11-05T10:00Z C1']);
  });

  test('an order that was refunded whole is no return of another one', async () => {
    const shopify =
      'Name,Email,Financial Status,Currency,Created at,Lineitem quantity,Lineitem name,Lineitem price,Lineitem sku';
    expect(
      await briefly(
        lines(
          shopify,
          '#1,c@example.org,paid,GBP,2026-11-05 09:00:00 +0000,2,Mug,10.00,M',
          '#2,c@example.org,refunded,GBP,2026-11-05 10:00:00 +0000,1,Mug,10.00,M',
          '#2,c@example.org,,,2026-11-05 10:00:00 +0000,1,Pen,1.00,P',
        ),
      ),
    ).toEqual(['#1 M 2000 10 2026-11-05T09:00Z c@example.org']);
    const suite = 'order_number,order_date,status,order_total,order_currency,customer_email';
    expect(
      await briefly(
        lines(
          suite,
          '1,2026-11-05 09:00:00,completed,20.00,GBP,c@example.org',
          '2,2026-11-05 10:00:00,refunded,20.00,GBP,c@example.org',
        ),
      ),
    ).toEqual(['1 TOTAL 20000 1 2026-11-05T09:00Z c@example.org']);
    const analytics = 'Date,Order #,Status,Customer,Items sold,Net Sales';
    expect(
      await briefly(
        lines(analytics, '2026-11-05 10:00:00,731,refunded,C1,1,5.00', '2026-11-06 10:00:00,731,refunded,C1,-1,-5.00'),
      ),
    ).toEqual(['731 TOTAL 5000 1 2026-11-05T10:00Z C1', '731 TOTAL -5000 1 2026-11-06T10:00Z C1']);
  });

  test('Odoo: lines under their order', async () => {
    expect(
      await briefly(
        lines(
          'Receipt Number,Date,Customer,Point of Sale,Order Lines/Product,Order Lines/Quantity,Order Lines/Unit Price',
          '"Shop/0001",2026-11-05 10:00:00,C1,Shop,Tea,1.0,5.0',
          ',,,,Cup,2.0,3.5',
          '"Shop/0002",2026-11-05 11:00:00,,Shop,Tea,-1.0,5.0',
        ),
      ),
    ).toEqual([
      'Shop/0001 Tea 1000 5 2026-11-05T10:00Z C1 Shop',
      'Shop/0001 Cup 2000 3.5 2026-11-05T10:00Z C1 Shop',
      'Shop/0002 Tea -1000 5 2026-11-05T11:00Z  Shop',
    ]);
  });

  test.each([
    [
      'Belegnr.;Art.-Nr.;Artikelbezeichnung;Menge;Einzelpreis;Gesamtpreis;Belegdatum;Uhrzeit;Kd-Nr.;Filiale;Kasse;Belegart',
      {
        receipt: 'Belegnr.',
        sku: 'Art.-Nr.',
        description: 'Artikelbezeichnung',
        quantity: 'Menge',
        unitPrice: 'Einzelpreis',
        date: 'Belegdatum',
        time: 'Uhrzeit',
        member: 'Kd-Nr.',
        branch: 'Filiale',
        till: 'Kasse',
      },
    ],
    [
      'شماره فاکتور;تاریخ فاکتور;کد طرف حساب;کد کالا;نام کالا;مقدار;فی;مبلغ کل پس از کسر تخفیف;انبار',
      {
        receipt: 'شماره فاکتور',
        date: 'تاریخ فاکتور',
        member: 'کد طرف حساب',
        sku: 'کد کالا',
        description: 'نام کالا',
        quantity: 'مقدار',
        lineTotal: 'مبلغ کل پس از کسر تخفیف',
      },
    ],
    [
      'Receipt No;Date & Time;Store;Register;Item Code;Item Name;Qty;Unit Price;Amount;Member ID',
      {
        receipt: 'Receipt No',
        branch: 'Store',
        till: 'Register',
        sku: 'Item Code',
        description: 'Item Name',
        quantity: 'Qty',
        unitPrice: 'Unit Price',
        member: 'Member ID',
      },
    ],
  ])('%s', (header, columns) => {
    expect(propose(header.split(';')).mapping.columns).toMatchObject(columns);
  });

  test('the source is the same for the same columns, in any order', async () => {
    const sources = await Promise.all(
      [
        'Beleg;Datum;Betrag;x\n1;2026-11-05;5;y',
        'x;Betrag;Datum;Beleg\ny;5;2026-11-05;1',
        'Beleg;Datum;Betrag;z\n1;2026-11-05;5;y',
      ].map(async (text) => (await inspect(text, london)).source),
    );
    expect(sources[0]).toBe(sources[1]);
    expect(sources[0]).not.toBe(sources[2]);
  });
});
