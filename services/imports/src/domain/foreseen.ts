import { moneyAmountMax, quantityMilliMax } from '@vafa/kernel';
import { amountOf } from './amount-of.ts';
import type { SaleRow } from './reading/sale-row.ts';
import type { Receipt } from './receipt.ts';

const dayMs = 86_400_000;
/** As checkout has it: clocks that were never set say less. */
const earliest = Date.UTC(1990, 0, 1);
/** Characters of goods in one receipt that checkout takes at most. */
const textLengthMax = 1_000_000;

/** What would become of a receipt by what it says alone; what stored sales say is not looked at. */
export interface Foreseen {
  readonly fit: readonly SaleRow[];
  /** A code for each row that would be refused. */
  readonly refused: readonly string[];
}

const sizeOf = (amount: bigint): bigint => (amount < 0n ? -amount : amount);

const isTooMuch = (amounts: readonly bigint[]): boolean => sizeOf(amounts.reduce((sum, amount) => sum + amount, 0n)) > moneyAmountMax;

const timeFault = (at: Date, now: Date): string | undefined => {
  if (at.getTime() > now.getTime() + dayMs) return 'sold_in_future';
  return at.getTime() < earliest ? 'sold_too_early' : undefined;
};

const textFault = (rows: readonly SaleRow[]): string | undefined =>
  rows.reduce((sum, { sku, description }) => sum + sku.length + description.length, 0) > textLengthMax ? 'too_much_text' : undefined;

const rowFault = (row: SaleRow, { isReturn, member }: Receipt, isExchange: boolean, digits: number): string | undefined => {
  const { quantityMilli } = row;
  if (row.unitPrice.startsWith('-')) return 'price_negative';
  if (quantityMilli === 0n || (quantityMilli < 0n && !isReturn && !isExchange) || (quantityMilli > 0n && isReturn)) return 'quantity_not_positive';
  if (sizeOf(quantityMilli) > quantityMilliMax) return 'quantity_out_of_range';
  if (sizeOf(amountOf(row, digits)) > moneyAmountMax) return 'amount_out_of_range';
  return quantityMilli < 0n && member === '' ? 'no_member' : undefined;
};

/** Judges a receipt as checkout will, in the same order. */
export const foresee = (receipt: Receipt, digits: number, now: Date): Foreseen => {
  const { rows } = receipt;
  const refuseAll = (code: string): Foreseen => ({ fit: [], refused: rows.map(() => code) });
  const fault = rows.length > 0 ? (textFault(rows) ?? timeFault(receipt.at, now)) : undefined;
  if (fault !== undefined) return refuseAll(fault);
  const isExchange = rows.some(({ quantityMilli }) => quantityMilli > 0n) && rows.some(({ quantityMilli }) => quantityMilli < 0n);
  const refused: string[] = [];
  const fit = rows.filter((row) => {
    const code = rowFault(row, receipt, isExchange, digits);
    if (code !== undefined) refused.push(code);
    return code === undefined;
  });
  const sold = fit.filter(({ quantityMilli }) => quantityMilli > 0n);
  const back = fit.filter(({ quantityMilli }) => quantityMilli < 0n);
  if ([sold, back].some((some) => isTooMuch(some.map((row) => amountOf(row, digits))))) return refuseAll('amount_out_of_range');
  // Free goods alone are a price that somebody forgot.
  if (sold.length === 0 || sold.some(({ unitPrice }) => unitPrice !== '0')) return { fit, refused };
  return { fit: back, refused: [...refused, ...sold.map(() => 'price_not_positive')] };
};
