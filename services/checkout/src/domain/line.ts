import { moneyAmountMax } from '@vafa/kernel';
import { isPrintable } from './printable.ts';
import { amountOf, plainPrice } from './price.ts';

export const linesMax = 1_000;
const descriptionLengthMax = 500;

/** A line as it is submitted. */
export interface NewLine {
  readonly sku: string;
  readonly description: string;
  readonly quantity: bigint;
  /** Decimal text, major unit. */
  readonly unitPrice: string;
  /** The row of the file it comes from; 0 when none. */
  readonly row: number;
}

/** A line of a session. */
export interface SoldLine {
  /** From 1, in the order of the basket. */
  readonly position: number;
  readonly sku: string;
  readonly description: string;
  readonly quantity: bigint;
  /** Plain decimal text: equal prices are equal texts. */
  readonly unitPrice: string;
  /** Minor units. */
  readonly amount: bigint;
  /** Units returned so far. */
  readonly returned: bigint;
}

export type LineFault = 'price_not_positive' | 'quantity_not_positive' | 'amount_out_of_range' | 'invalid_line';

export type ReadLine = { readonly line: Omit<SoldLine, 'position'> } | { readonly fault: LineFault };

/** Reads one line; `decimals` are those of the currency. */
export const readLine = ({ sku, description, quantity, unitPrice: text }: NewLine, decimals: number): ReadLine => {
  const unitPrice = plainPrice(text);
  if (unitPrice === undefined || !isPrintable(sku) || description.length > descriptionLengthMax) return { fault: 'invalid_line' };
  if (unitPrice === '0' || unitPrice.startsWith('-')) return { fault: 'price_not_positive' };
  if (quantity <= 0n) return { fault: 'quantity_not_positive' };
  const amount = amountOf(unitPrice, quantity, decimals);
  if (amount > moneyAmountMax) return { fault: 'amount_out_of_range' };
  return { line: { sku, description, quantity, unitPrice, amount, returned: 0n } };
};

export const totalOf = (lines: readonly { readonly amount: bigint }[]): bigint => lines.reduce((sum, { amount }) => sum + amount, 0n);

/** What the lines are, whatever their order, descriptions and ways to write a price: the text behind a receipt's fingerprint. */
export const linesText = (lines: readonly Pick<NewLine, 'sku' | 'quantity' | 'unitPrice'>[]): string =>
  JSON.stringify(lines.map(({ sku, quantity, unitPrice }) => JSON.stringify([sku, quantity.toString(), plainPrice(unitPrice) ?? unitPrice])).sort());
