import { expect, test } from '@jest/globals';
import { keptSales, type SaleFact } from './purchases.ts';

const day = (day: number): Date => new Date(Date.UTC(2026, 2, day));
const sale = (saleId: string, amount: bigint, at: Date): SaleFact => ({ saleId, kind: 'sale', at, amount });

test('a sale counts while something of it is left', () => {
  const facts: SaleFact[] = [
    sale('partly', 500n, day(1)),
    { ...sale('partly', -300n, day(1)), kind: 'return' },
    sale('whole', 500n, day(2)),
    { ...sale('whole', -300n, day(2)), kind: 'return' },
    { ...sale('whole', -200n, day(2)), kind: 'return' },
    sale('corrected', 500n, day(3)),
    { ...sale('corrected', -500n, day(3)), kind: 'correction' },
    sale('back again', 500n, day(4)),
    { ...sale('back again', -500n, day(4)), kind: 'return' },
    { ...sale('back again', 100n, day(4)), kind: 'correction' },
  ];
  expect(keptSales(facts)).toEqual([day(1), day(4)]);
});

test('a sale that cost nothing counts, unless it went to another member', () => {
  const moved: SaleFact = { ...sale('free', 0n, day(1)), kind: 'moved' };
  expect(keptSales([sale('free', 0n, day(1))])).toEqual([day(1)]);
  expect(keptSales([sale('free', 0n, day(1)), moved])).toEqual([]);
  expect(keptSales([sale('dear', 900n, day(1)), { ...moved, saleId: 'dear', amount: -900n }])).toEqual([]);
});

test('what was returned of a sale that is not known is no sale', () => {
  expect(keptSales([{ ...sale('other', -100n, day(1)), kind: 'return' }])).toEqual([]);
});
