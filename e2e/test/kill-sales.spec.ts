import { expect, test } from '@jest/globals';
import { killSales } from '../src/kill-sales.ts';

test('sales that tills were told of stand once after kills between writing, telling and keeping', async () => {
  const said: string[] = [];
  const told = await killSales({ kills: 3, seed: 20_281, say: (text) => said.push(text) });
  expect(said).toHaveLength(3);
  expect(told.sales).toBeGreaterThan(10);
}, 600_000);
