import { amountOf, isPlainLine, moneyAmountMax, plainLinePattern, plainPrice, quantityMilliMax } from '@vafa/kernel';

/** Characters of a SKU, a till, the number of a receipt or the id of its session. */
export const receiptNameMax = 100;
/** Lines of one receipt. */
export const receiptLinesMax = 10_000;
/** Characters of all its SKUs and descriptions together: with its event, the sale must stay far below 16 MiB. */
export const receiptTextMax = 1_000_000;
const descriptionLengthMax = 500;

/** A line of a receipt as it is submitted. */
export interface ReceiptLine {
  readonly sku: string;
  readonly description: string;
  /** Thousandths of a unit. */
  readonly quantityMilli: bigint;
  /** Decimal text, major unit. */
  readonly unitPrice: string;
}

/** A line that can be sold, or given back. */
export interface ReadReceiptLine extends ReceiptLine {
  /** Plain decimal text, `0` for what is free: equal prices are equal texts. */
  readonly unitPrice: string;
  /** Minor units. */
  readonly amount: bigint;
}

export type LineFault =
  | 'price_negative'
  | 'quantity_not_positive'
  | 'quantity_out_of_range'
  | 'amount_out_of_range'
  | 'invalid_line';

/** Reads one line; `digits` are those of the currency's minor unit. A free line is one like any other. */
export const readReceiptLine = (
  { sku, description, quantityMilli, unitPrice: text }: ReceiptLine,
  digits: number,
): { readonly line: ReadReceiptLine } | { readonly fault: LineFault } => {
  const unitPrice = plainPrice(text);
  if (
    unitPrice === undefined ||
    !isPlainLine(sku, receiptNameMax) ||
    description.length > descriptionLengthMax ||
    !plainLinePattern.test(description)
  )
    return { fault: 'invalid_line' };
  if (unitPrice.startsWith('-')) return { fault: 'price_negative' };
  if (quantityMilli <= 0n) return { fault: 'quantity_not_positive' };
  if (quantityMilli > quantityMilliMax) return { fault: 'quantity_out_of_range' };
  const amount = amountOf(unitPrice, quantityMilli, digits);
  return amount > moneyAmountMax
    ? { fault: 'amount_out_of_range' }
    : { line: { sku, description, quantityMilli, unitPrice, amount } };
};

/** What stands against the lines as a whole. */
export const receiptSizeFault = (
  lines: readonly Pick<ReceiptLine, 'sku' | 'description'>[],
): 'too_many_lines' | 'too_much_text' | undefined => {
  if (lines.length > receiptLinesMax) return 'too_many_lines';
  const length = lines.reduce((sum, { sku, description }) => sum + sku.length + description.length, 0);
  return length > receiptTextMax ? 'too_much_text' : undefined;
};

export const amountsOf = (lines: readonly { readonly amount: bigint }[]): bigint =>
  lines.reduce((sum, { amount }) => sum + amount, 0n);
