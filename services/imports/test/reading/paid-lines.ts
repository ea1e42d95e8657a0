import { amountOf } from '../../src/domain/amount-of.ts';
import { receiptTerms } from '../../src/domain/receipts.ts';
import { planReceipts, readReceipts } from '../../src/use-cases/read-receipts.ts';
import type { Known } from '../../src/reading/reading.ts';
import { london, readTable } from './read-table.ts';

/** What each receipt of a file comes to: its number, goods and amounts in minor units, or why a row is none. */
export const paidLines = async (content: string, known: Known = london): Promise<string[]> => {
  const { rows, end, inspection } = await readTable(content, known);
  const again = () => ({
    async *[Symbol.asyncIterator]() {
      yield await Promise.resolve(rows);
    },
    end: () => end,
  });
  const plan = await planReceipts(again(), known.timeZone);
  const terms = receiptTerms(inspection.mapping, known.currencyDigits);
  const paid: string[] = [];
  for await (const receipt of readReceipts(again(), plan, known.timeZone, terms)) {
    const lines = receipt.rows.map((row) => `${row.sku} ${String(amountOf(row, known.currencyDigits))}`);
    const unfit = receipt.unfit.map(({ row, code }) => `${String(row)} ${code}`);
    paid.push(`${receipt.number}${receipt.isReturn ? ' back' : ''}: ${[...lines, ...unfit].join(', ')}`);
  }
  return paid;
};
