import { goodsKey, milliText, moneyAmountMax, quantityMilliMax } from '@vafa/kernel';
import { isPrintable } from './printable.ts';
import { amountOf, plainPrice } from './price.ts';

/** Lines of one receipt. */
export const linesMax = 10_000;
/** Characters of all its SKUs and descriptions together: with its event, the sale must stay far below 16 MiB. */
export const textLengthMax = 1_000_000;
const descriptionLengthMax = 500;

/** A line as it is submitted. */
export interface NewLine {
  readonly sku: string;
  readonly description: string;
  /** Thousandths of a unit. */
  readonly quantityMilli: bigint;
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
  /** Thousandths of a unit. */
  readonly quantityMilli: bigint;
  /** Plain decimal text, `0` for what is free: equal prices are equal texts. */
  readonly unitPrice: string;
  /** Minor units. */
  readonly amount: bigint;
  /** Returned so far, in thousandths of a unit. */
  readonly returnedMilli: bigint;
}

export type LineFault = 'price_negative' | 'quantity_not_positive' | 'quantity_out_of_range' | 'amount_out_of_range' | 'invalid_line';

export type ReadLine = { readonly line: Omit<SoldLine, 'position'> } | { readonly fault: LineFault };

/** Reads one line; `digits` are those of the currency's minor unit. A free line is one like any other. */
export const readLine = ({ sku, description, quantityMilli, unitPrice: text }: NewLine, digits: number): ReadLine => {
  const unitPrice = plainPrice(text);
  if (unitPrice === undefined || !isPrintable(sku) || description.length > descriptionLengthMax) return { fault: 'invalid_line' };
  if (unitPrice.startsWith('-')) return { fault: 'price_negative' };
  if (quantityMilli <= 0n) return { fault: 'quantity_not_positive' };
  if (quantityMilli > quantityMilliMax) return { fault: 'quantity_out_of_range' };
  const amount = amountOf(unitPrice, quantityMilli, digits);
  if (amount > moneyAmountMax) return { fault: 'amount_out_of_range' };
  return { line: { sku, description, quantityMilli, unitPrice, amount, returnedMilli: 0n } };
};

/** What stands against the lines as a whole. */
export const sizeFault = (lines: readonly Pick<NewLine, 'sku' | 'description'>[]): 'too_many_lines' | 'too_much_text' | undefined => {
  if (lines.length > linesMax) return 'too_many_lines';
  const length = lines.reduce((sum, { sku, description }) => sum + sku.length + description.length, 0);
  return length > textLengthMax ? 'too_much_text' : undefined;
};

export const totalOf = (lines: readonly { readonly amount: bigint }[]): bigint => lines.reduce((sum, { amount }) => sum + amount, 0n);

/** What the lines are, whatever their order, descriptions and ways to write a price: the text behind a receipt's fingerprint. */
export const linesText = (lines: readonly Pick<NewLine, 'sku' | 'quantityMilli' | 'unitPrice'>[]): string =>
  JSON.stringify(lines.map(({ sku, quantityMilli, unitPrice }) => JSON.stringify([goodsKey(sku), milliText(quantityMilli), plainPrice(unitPrice) ?? unitPrice])).sort());
