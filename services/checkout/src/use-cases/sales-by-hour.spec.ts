import { expect, test } from '@jest/globals';
import { SalesByHour } from './sales-by-hour.ts';
import type { SoldHead } from './sessions.ts';

const sold = (...heads: readonly SoldHead[]) => ({
  async *soldIn(): AsyncIterable<SoldHead> {
    await Promise.resolve();
    yield* heads;
  },
});
const terms = (timeZone: string) => ({
  terms: () => Promise.resolve({ currency: 'IRR', currencyDigits: 2, timeZone, pointValue: 1n }),
});
const head = (at: string, memberId = 'mem_1'): SoldHead => ({ soldAt: new Date(at), memberId, total: 10n });
const from = new Date('2026-03-20T00:00:00Z');
const to = new Date('2026-03-30T00:00:00Z');

test('hours are those of the zone, half hours and days that begin elsewhere too', async () => {
  const sales = sold(head('2026-03-21T20:29:59Z'), head('2026-03-21T20:30:00Z', ''));
  const hours = await new SalesByHour(sales, terms('Asia/Tehran')).execute('club', from, to);
  expect(hours.map(({ day, hour, memberSales }) => [day, hour, memberSales])).toEqual([
    ['2026-03-21', 23, 1],
    ['2026-03-22', 0, 0],
  ]);
});

test('an hour that a clock has twice is one hour', async () => {
  const sales = sold(head('2026-10-25T00:30:00Z'), head('2026-10-25T01:30:00Z'));
  const hours = await new SalesByHour(sales, terms('Europe/London')).execute('club', from, to);
  expect(hours).toEqual([{ day: '2026-10-25', hour: 1, sales: 2, memberSales: 2, amount: 20n, memberAmount: 20n }]);
});
