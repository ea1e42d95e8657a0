import { DomainError } from '@vafa/kernel';
import { LocalDays } from '../domain/local-days.ts';
import { ReceiptPlan } from '../domain/receipt-plan.ts';
import type { Receipt } from '../domain/receipt.ts';
import { Receipts, type ReceiptTerms } from '../domain/receipts.ts';
import type { Rows } from './import-ports.ts';

/** Rows of receipts that are not complete yet; a file that mixes more of them is to be sorted. */
const heldRowsMax = 1_500_000;

/** First pass over the rows. */
export const planReceipts = async (rows: Rows, timeZone: string): Promise<ReceiptPlan> => {
  const plan = new ReceiptPlan(new LocalDays(timeZone));
  for await (const slice of rows) for (const row of slice) plan.add(row);
  plan.finish(rows.end());
  return plan;
};

/** Second pass: receipts as the file completes them; memory holds the open ones only. Raises `rows_too_mixed`. */
export async function* readReceipts(
  rows: Rows,
  plan: ReceiptPlan,
  timeZone: string,
  terms: ReceiptTerms,
): AsyncGenerator<Receipt> {
  const receipts = new Receipts(plan, new LocalDays(timeZone), terms);
  for await (const slice of rows) {
    for (const row of slice) {
      const receipt = receipts.add(row);
      if (receipt) yield receipt;
    }
    if (receipts.held > heldRowsMax)
      throw new DomainError(
        'invalid',
        'rows_too_mixed',
        'the rows of too many receipts are mixed; sort the file by receipt and send it again',
      );
  }
  const rest = receipts.rest();
  if (rest) yield rest;
}
