import { judgeReceipt, type JudgedReceipt } from '@vafa/contracts/receipts';
import { asUnfit, type Receipt } from './receipt.ts';
import type { SaleRow } from './reading/sale-row.ts';

/** What can be accepted of a receipt by what it says alone, as checkout judges it; what is stored is not looked at. */
export const judged = ({ rows, at, isReturn }: Receipt, digits: number, now: Date): JudgedReceipt<SaleRow> =>
  // What comes back is negative in a file; a return says so as a whole.
  judgeReceipt(
    { at, isReturn, lines: isReturn ? rows.map((row) => ({ ...row, quantityMilli: -row.quantityMilli })) : rows },
    digits,
    now,
  );

/**
 * A receipt of which no row can be accepted becomes one of exceptions, which names nobody: nobody is enrolled for it.
 * Others stay as they are.
 */
export const withoutRefused = (receipt: Receipt, digits: number, now: Date): Receipt => {
  if (receipt.rows.length === 0) return receipt;
  const verdict = judged(receipt, digits, now);
  if (verdict.fault === undefined && verdict.sold.length + verdict.back.length > 0) return receipt;
  const rows =
    verdict.fault === undefined
      ? verdict.refused.map(({ of, code }) => asUnfit(of, code))
      : receipt.rows.map((row) => asUnfit(row, verdict.fault));
  return { ...receipt, member: '', rows: [], unfit: [...receipt.unfit, ...rows] };
};
