import { expect, test } from '@jest/globals';
import { saleRows, type SaleBlock } from '../src/sale/sale-rows.ts';

const block = (side: SaleBlock['side'], round: number, changes: Partial<SaleBlock> = {}): SaleBlock => ({
  side,
  round,
  tills: 1,
  pays: true,
  idle: side === 'here' ? 1.5 : 31,
  perSecond: 40,
  cpuMillis: 10,
  commands: 18,
  calls: 6,
  closeMillis: 12,
  costs: { commands: {}, calls: {} },
  ...changes,
});

test('figures of one build alone have no ratios', () => {
  const rows = saleRows([block('here', 0), block('here', 1, { commands: 20 })]);
  expect(rows.map(({ name }) => name)).toEqual([
    'idle: database commands',
    '1 till, with a hold: sales a second',
    '1 till, with a hold: CPU a sale',
    '1 till, with a hold: database commands a sale',
    '1 till, with a hold: gRPC calls a sale',
    '1 till, with a hold: close, 99 of 100 within',
  ]);
  expect(rows[3]).toMatchObject({ value: 19, low: 18, high: 20, must: 20, aim: 12 });
});

test('two builds are compared round by round, in whatever order they sold', () => {
  const rows = saleRows([
    block('here', 0, { perSecond: 30 }),
    block('there', 0, { perSecond: 10 }),
    block('there', 1, { perSecond: 20 }),
    block('here', 1, { perSecond: 100 }),
  ]);
  expect(rows.find(({ unit }) => unit === 'ratio')).toMatchObject({ value: 4, low: 3, high: 5, must: 3, aim: 6 });
});

test('what must be depends on how many tills there are, and on the hold', () => {
  const of = (changes: Partial<SaleBlock>) =>
    saleRows([block('here', 0, changes), block('there', 0, changes)]).map(({ name, must }) => [name, must]);
  expect(of({ tills: 32, pays: false })).toContainEqual(['32 tills: database commands a sale', undefined]);
  expect(of({ tills: 32 }).filter(([, must]) => must === 4)).toHaveLength(1);
  expect(of({ tills: 8 }).filter(([, must]) => must === 0.3)).toHaveLength(1);
});
