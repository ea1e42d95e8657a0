import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { summaryOf } from '../src/figures.ts';
import { num } from '../src/rest.ts';
import { RunningClub } from '../src/running-club.ts';
import { invoices, ShopClub } from '../src/shops/shop-club.ts';

const hookMs = 300_000;
const testMs = 180_000;
const accepted = (sales: number, returns = 0, exceptions = 0): string =>
  `Accepted ${sales} sales and ${returns} returns; ${exceptions} rows are exceptions.`;
const tea = (price = '50.00') => [{ sku: 'TEA', quantity: 1, unit_price: price }];

describe('what shops send', () => {
  let running: RunningClub;
  let shop: ShopClub;

  beforeAll(async () => {
    running = await RunningClub.start({ empty: true });
    await running.made(hookMs);
  }, hookMs);

  beforeEach(async () => {
    shop = await ShopClub.open(running);
  }, hookMs);

  afterAll(() => running.remove());

  describe('one receipt is one sale', () => {
    test(
      'numbers that branches, days and years share name different sales',
      async () => {
        const file = invoices(
          '500,T,Tea,1,2026-10-01T10:00:00,30.00,NORTH,North',
          '500,C,Cup,2,2026-10-01T10:05:00,30.00,SOUTH,South',
          '7,T,Tea,1,2026-10-02T09:00:00,20.00,MONDAY,East',
          '7,T,Tea,4,2026-10-03T09:00:00,20.00,TUESDAY,East',
        );
        expect(await shop.import(file)).toBe(accepted(4));
        expect(await shop.import(invoices('7,C,Cup,1,2025-10-02T09:00:00,11.00,YEAR,East'))).toBe(accepted(1));
        for (const [member, points] of Object.entries({ NORTH: 30, SOUTH: 60, MONDAY: 20, TUESDAY: 80, YEAR: 11 }))
          await shop.expectPoints(member, points);
      },
      testMs,
    );

    test(
      'rows of one receipt that name two members are an exception, never the first row’s',
      async () => {
        const file = invoices(
          '9,T,Tea,1,2026-10-01T10:00:00,30.00,ONE,North',
          '9,C,Cup,1,2026-10-01T10:00:00,40.00,TWO,North',
          '10,T,Tea,1,2026-10-01T10:00:00,5.00,ONE,North',
        );
        expect(await shop.import(file)).toBe(accepted(1, 0, 2));
        await shop.expectPoints('ONE', 5);
      },
      testMs,
    );

    test(
      'the same lines a few seconds apart across midnight are one sale',
      async () => {
        const member = await shop.member('NIGHT');
        const sale = (at: string) => ({ receipt: '88', member_id: member, at, lines: tea() });
        expect(await shop.batch(sale('2026-10-04T22:59:50Z'))).toEqual(['accepted']);
        expect(await shop.batch(sale('2026-10-04T23:00:20Z'))).toEqual(['duplicate']);
        expect(await shop.batch(sale('2026-10-06T10:00:00Z'))).toEqual(['accepted']);
        await shop.expectPoints('NIGHT', 100);
      },
      testMs,
    );

    describe('of a till in Tehran that starts again with receipt 1 at its own midnight, 20:30 in UTC', () => {
      const cup = [{ sku: 'CUP', quantity: 1, unit_price: '7.00' }];
      const sale = (member: string, at: string, lines = tea()) => ({ receipt: '1', member_id: member, at, lines });
      let tehran: ShopClub;
      let member: string;

      beforeEach(async () => {
        tehran = await ShopClub.open(running, 'IRR', 'Asia/Tehran');
        member = await tehran.member('TILL');
      }, hookMs);

      test.each([
        ['minutes apart, of other goods', '2026-10-04T20:20:00Z', '2026-10-04T20:40:00Z', cup],
        ['hours apart, of the same goods', '2026-10-04T16:50:00Z', '2026-10-04T23:10:00Z', tea()],
      ])(
        'two local days of one day of UTC are two sales: %s',
        async (_case, first, second, lines) => {
          expect(await tehran.batch(sale(member, first))).toEqual(['accepted']);
          expect(await tehran.batch(sale(member, second, lines))).toEqual(['accepted']);
          // Told again in one request, each is known by its own day.
          expect(await tehran.batch(sale(member, second, lines), sale(member, first))).toEqual([
            'duplicate',
            'duplicate',
          ]);
          expect(await summaryOf(tehran.rest)).toMatchObject({ sales: 2, exceptions: 0 });
        },
        testMs,
      );

      test(
        'one local day of two days of UTC has the number once',
        async () => {
          const [before, after] = ['2026-10-04T23:50:00Z', '2026-10-05T00:10:00Z'];
          expect(await tehran.batch(sale(member, before))).toEqual(['accepted']);
          expect(await tehran.batch(sale(member, after))).toEqual(['duplicate']);
          expect(await tehran.batch(sale(member, after, cup))).toEqual(['exception']);
          expect(await summaryOf(tehran.rest)).toMatchObject({ sales: 1 });
        },
        testMs,
      );
    });

    test(
      'a receipt that the till sold live is known when the month’s file comes',
      async () => {
        const member = await shop.member('LIVE');
        await shop.sell('live-1', '31337', member, tea());
        const local = new Intl.DateTimeFormat('sv-SE', {
          timeZone: 'Europe/London',
          dateStyle: 'short',
          timeStyle: 'medium',
        })
          .format(new Date())
          .replace(' ', 'T');
        await shop.import(invoices(`31337,TEA,Tea,1,${local},50.00,LIVE,b`, `31338,TEA,Tea,1,${local},7.00,LIVE,b`));
        await shop.expectPoints('LIVE', 57);
      },
      testMs,
    );

    test(
      'the same item twice in one batch is a duplicate',
      async () => {
        const member = await shop.member('TWICE');
        const sale = { receipt: '1', member_id: member, at: '2026-10-04T10:00:00Z', lines: tea() };
        expect(await shop.batch(sale, sale)).toEqual(['accepted', 'duplicate']);
        await shop.expectPoints('TWICE', 50);
      },
      testMs,
    );
  });

  describe('nothing wrong is for ever', () => {
    test(
      'a corrected row completes the sale, and what stands is said again',
      async () => {
        const header = (quantity: string, price: string) =>
          invoices(
            `A,T,Tea,${quantity},2026-10-07T10:00:00,40.00,FIX,Shop`,
            'A,C,Cup,1,2026-10-07T10:00:00,6.00,FIX,Shop',
            `B,T,Tea,1,2026-10-07T10:00:00,${price},FIX2,Shop`,
          );
        expect(await shop.import(header('many', 'dear'))).toBe(accepted(1, 0, 2));
        await shop.expectPoints('FIX', 6);
        expect(await shop.import(header('many', 'dear'))).toContain('2 rows are exceptions');
        await shop.import(header('2', '9.00'));
        await shop.expectPoints('FIX', 86);
        await shop.expectPoints('FIX2', 9);
        expect(await summaryOf(shop.rest)).toMatchObject({ exceptions: 0 });
      },
      testMs,
    );

    test(
      'a return that came before its sale is taken back when the sale comes',
      async () => {
        await shop.import(invoices('C9,T,Tea,-1,2026-10-09T10:00:00,50.00,EARLY,Shop'));
        await shop.import(invoices('9,T,Tea,3,2026-10-08T10:00:00,50.00,EARLY,Shop'));
        await shop.expectPoints('EARLY', 100);
      },
      testMs,
    );

    test(
      'one bad line does not hold up the others of its batch',
      async () => {
        const member = await shop.member('BAD');
        const sale = (receipt: string, line: object) => ({
          receipt,
          member_id: member,
          at: '2026-10-10T10:00:00Z',
          lines: [{ sku: 'TEA', quantity: 1, unit_price: '50.00', ...line }],
        });
        expect(await shop.batch(sale('1', { unit_price: '-1.00' }), sale('2', { quantity: 0 }), sale('3', {}))).toEqual(
          ['exception', 'exception', 'accepted'],
        );
        expect(await shop.batch(sale('1', {}), sale('2', {}))).toEqual(['accepted', 'accepted']);
        await shop.expectPoints('BAD', 150);
      },
      testMs,
    );

    test(
      'a sale of the future is an exception, and the right one comes in afterwards',
      async () => {
        const member = await shop.member('LATER');
        const sale = (at: string) => ({ receipt: 'F1', member_id: member, at, lines: tea() });
        expect(await shop.batch(sale('2105-01-01T10:00:00Z'))).toEqual(['exception']);
        expect(await shop.batch(sale('2026-10-10T10:00:00Z'))).toEqual(['accepted']);
        await shop.expectPoints('LATER', 50);
      },
      testMs,
    );
  });

  describe('returns, exchanges and free lines', () => {
    test(
      'a receipt with plus and minus lines is an exchange',
      async () => {
        await shop.import(invoices('E1,S,Coat S,1,2026-10-11T10:00:00,70.00,SWAP,Shop'));
        await shop.import(
          invoices(
            'E2,S,Coat S,-1,2026-10-12T10:00:00,70.00,SWAP,Shop',
            'E2,M,Coat M,1,2026-10-12T10:00:00,90.00,SWAP,Shop',
          ),
        );
        await shop.expectPoints('SWAP', 90);
      },
      testMs,
    );

    test(
      'free lines stay in the sale and earn nothing',
      async () => {
        const member = await shop.member('FREE');
        const session = await shop.sell('free', 'F', member, [
          ...tea('20.00'),
          { sku: 'BAG', quantity: 1, unit_price: '0.00' },
        ]);
        expect(session.total.amount).toBe(2_000);
        expect(
          await shop.import(
            invoices('G,T,Tea,1,2026-10-08T10:00:00,5.00,GIFT,Shop', 'G,X,Gift,1,2026-10-08T10:00:00,0,GIFT,Shop'),
          ),
        ).toBe(accepted(1));
        await shop.expectPoints('FREE', 20);
        await shop.expectPoints('GIFT', 5);
      },
      testMs,
    );

    test(
      'a club within the balance has no members in debt',
      async () => {
        await shop.rest.call('putUnit', {
          path: { unit: 'points' },
          body: {
            version: 0,
            kind: 'points',
            expiry: { model: 'never' },
            negative_policy: 'within_balance',
          },
        });
        const member = await shop.member('DEBT');
        await shop.sell('d1', '1', member, tea('100.00'));
        await shop.expectPoints('DEBT', 100);
        await shop.put('d2', { receipt: '2', member_id: member, lines: tea('0.99') });
        await shop.rest.call('holdSession', { path: { session_id: 'd2' }, body: { points: 80 } });
        await shop.rest.call('closeSession', { path: { session_id: 'd2' }, body: {} });
        await shop.expectPoints('DEBT', 20);
        const { return: taken } = await shop.rest.call('returnLines', {
          path: { session_id: 'd1' },
          body: {
            lines: [{ position: 1, quantity: 1 }],
          },
        });
        expect(taken.points_taken_back).toBe(20);
        await shop.expectPoints('DEBT', 0);
      },
      testMs,
    );
  });

  describe('numbers and files', () => {
    test.each([
      ['BHD', '1.2345', 1_235],
      ['TND', '0.400', 400],
      ['IDR', '599.90', 59_990],
      ['JPY', '599.50', 600],
      ['IRR', '1.50', 150],
      ['RSD', '10.25', 1_025],
    ])(
      '%s has the minor units of ISO 4217',
      async (currency, price, amount) => {
        const club = await ShopClub.open(running, currency);
        expect(await club.totalOf(price)).toBe(amount);
      },
      testMs,
    );

    test(
      'goods by weight',
      async () => {
        const session = await shop.put('kg', {
          receipt: '1',
          lines: [{ sku: 'CHEESE', quantity: 0.35, unit_price: '12.90' }],
        });
        expect(num(session.total.amount)).toBe(452);
      },
      testMs,
    );

    test(
      'a last row without a line break, and record ends of three kinds',
      async () => {
        const file = invoices(
          '1,T,Tea,2,2026-10-01T10:00:00,5.00,LAST,Shop',
          '2,T,Tea,1,2026-10-01T11:00:00,5.00,LAST,Shop',
          '3,T,Tea,4,2026-10-01T12:00:00,5.00,LAST,Shop',
        ).trimEnd();
        let place = 0;
        expect(await shop.import(file.replaceAll('\n', () => ['\r\n', '\n', '\r'][place++ % 3] ?? '\n'))).toBe(
          accepted(3),
        );
        await shop.expectPoints('LAST', 35);
      },
      testMs,
    );

    test(
      'ids that a spreadsheet wrote, and digits of any keyboard',
      async () => {
        const file = invoices(
          '1,T,Tea,2,2026-10-05T10:00:00,5.0,30100.0,Shop',
          '2,T,Tea,3,2026-10-05T12:00:00,5.0,30100,Shop',
          '3,T,Tea,2.0,2026-10-06T10:00:00,5.00,NULL,Shop',
          '4,T,Tea,1,2026-10-06T12:00:00,5.00,۶۰۰۲,Shop',
          '5,T,Tea,1,2026-10-06T13:00:00,5.00,6002,Shop',
        );
        expect(await shop.import(file)).toBe(accepted(5));
        await shop.expectPoints('30100', 25);
        await shop.expectPoints('6002', 10);
        expect(await shop.find('NULL')).toBeUndefined();
      },
      testMs,
    );

    test(
      'an invoice of 2,500 lines',
      async () => {
        expect(
          await shop.import(
            invoices(
              ...Array.from({ length: 2_500 }, (_, line) => `L,S${line},Tea,1,2026-10-01T10:00:00,1.00,LONG,Shop`),
            ),
          ),
        ).toBe(accepted(1));
        await shop.expectPoints('LONG', 2_500);
      },
      testMs,
    );
  });
});
