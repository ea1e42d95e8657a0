import { dayMs, moneyAmountMax } from '@vafa/kernel';
import {
  amountsOf,
  readReceiptLine,
  receiptSizeFault,
  type LineFault,
  type ReadReceiptLine,
  type ReceiptLine,
} from './receipt-lines.ts';

const aheadMsMax = dayMs;
/** Clocks that were never set say 1900, 1904, 1970 or 1980; no club keeps sales of before 1990. */
const earliest = Date.UTC(1990, 0, 1);

export interface SubmittedReceipt<L> {
  readonly at: Date;
  /** Its quantities are what goes back, in positive numbers. */
  readonly isReturn: boolean;
  /** Of a sale, negative quantities go back: with positive ones it is an exchange. */
  readonly lines: readonly L[];
}

export interface JudgedLine<L> extends ReadReceiptLine {
  /** The line as submitted, and its place. */
  readonly of: L;
  readonly line: number;
}

export type ReceiptFault =
  | 'sold_in_future'
  | 'sold_too_early'
  | 'too_many_lines'
  | 'too_much_text'
  | 'amount_out_of_range';

/**
 * What can be accepted of a receipt by what it says alone; whether its receipt and its sales are known is not asked.
 */
export type JudgedReceipt<L> =
  /** None of it can be. */
  | { readonly fault: ReceiptFault }
  | {
      readonly fault?: undefined;
      readonly sold: readonly JudgedLine<L>[];
      /** What goes back, in positive quantities. */
      readonly back: readonly JudgedLine<L>[];
      readonly refused: readonly {
        readonly of: L;
        readonly line: number;
        readonly code: LineFault | 'price_not_positive';
      }[];
    };

const timeFault = (at: Date, now: Date): ReceiptFault | undefined => {
  if (at.getTime() > now.getTime() + aheadMsMax) return 'sold_in_future';
  return at.getTime() < earliest ? 'sold_too_early' : undefined;
};

/** Judges a receipt line by line; `digits` are those of the currency's minor unit. The rules are in docs/import.md. */
export const judgeReceipt = <L extends ReceiptLine>(
  { at, isReturn, lines }: SubmittedReceipt<L>,
  digits: number,
  now: Date,
): JudgedReceipt<L> => {
  const fault = lines.length > 0 ? (receiptSizeFault(lines) ?? timeFault(at, now)) : undefined;
  if (fault !== undefined) return { fault };
  const isExchange =
    !isReturn &&
    lines.some(({ quantityMilli }) => quantityMilli > 0n) &&
    lines.some(({ quantityMilli }) => quantityMilli < 0n);
  const sold: JudgedLine<L>[] = [];
  const back: JudgedLine<L>[] = [];
  const refused: { of: L; line: number; code: LineFault | 'price_not_positive' }[] = [];
  for (const [place, of] of lines.entries()) {
    const isBack = isExchange && of.quantityMilli < 0n;
    const read = readReceiptLine(isBack ? { ...of, quantityMilli: -of.quantityMilli } : of, digits);
    if ('fault' in read) refused.push({ of, line: place, code: read.fault });
    else (isReturn || isBack ? back : sold).push({ ...read.line, of, line: place });
  }
  if (amountsOf(sold) > moneyAmountMax || amountsOf(back) > moneyAmountMax) return { fault: 'amount_out_of_range' };
  // Free lines go with what was paid for; alone they are a price that somebody forgot.
  const isFree = sold.length > 0 && sold.every(({ unitPrice }) => unitPrice === '0');
  if (isFree)
    refused.push(...sold.splice(0).map(({ of, line }) => ({ of, line, code: 'price_not_positive' as const })));
  return { sold, back, refused };
};
