import { goodsKey } from '@vafa/contracts/goods';
import { amountsOf, readReceiptLine, type LineFault, type ReceiptLine } from '@vafa/contracts/receipts';
import { milliText, plainPrice } from '@vafa/kernel';
import { adjusted, type Adjudication } from './adjudication.ts';

/** A line as it is submitted. */
export interface NewLine extends ReceiptLine {
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

export type ReadLine = { readonly line: Omit<SoldLine, 'position'> } | { readonly fault: LineFault };

/** Reads one line as it is sold; `digits` are those of the currency's minor unit. */
export const readLine = (line: NewLine, digits: number): ReadLine => {
  const read = readReceiptLine(line, digits);
  return 'fault' in read ? read : { line: { ...read.line, returnedMilli: 0n } };
};

/** What the lines cost when promotions have taken theirs off. */
export const totalAfter = (lines: readonly { readonly amount: bigint }[], adjudication: Adjudication): bigint =>
  amountsOf(lines) - adjusted(adjudication);

/**
 * What the lines are, whatever their order, descriptions and ways to write a price: the text behind a receipt's
 * fingerprint.
 */
export const linesText = (lines: readonly Pick<NewLine, 'sku' | 'quantityMilli' | 'unitPrice'>[]): string =>
  JSON.stringify(
    lines
      .map(({ sku, quantityMilli, unitPrice }) =>
        JSON.stringify([goodsKey(sku), milliText(quantityMilli), plainPrice(unitPrice) ?? unitPrice]),
      )
      .sort(),
  );
