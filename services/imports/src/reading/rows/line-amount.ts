import { exactQuotient, milliOf } from './decimal-text.ts';
import { remembered } from './memo.ts';

export interface LineAmount {
  readonly quantityMilli: bigint;
  readonly unitPrice: string;
}

/** A thousand million of a thing; more is a number in the wrong column. */
const milliMax = 1_000_000_000_000n;

const thousandths = remembered(milliOf);

const magnitude = (text: string): string => (text.startsWith('-') ? text.slice(1) : text);

/**
 * A total without goods is so many units of money at a price of one: then a part of it can be given back. Too much or
 * too fine for a quantity it is one piece.
 */
export const moneyOf = ({ quantityMilli, unitPrice }: LineAmount): LineAmount => {
  const milli = thousandths(unitPrice);
  if (milli === undefined || milli === 0n || milli > milliMax) return { quantityMilli, unitPrice };
  return { quantityMilli: quantityMilli < 0n ? -milli : milli, unitPrice: '1' };
};

/**
 * Quantity and unit price of a line. Of a total the price is total ÷ quantity where that is finite; otherwise the line
 * is one piece at its total, so that the amount stays exact. A negative total brings goods back, whatever its
 * quantity's sign.
 */
export const lineOf = (
  quantity: string,
  amount: string,
  isUnitPrice: boolean,
  turned: boolean,
): LineAmount | 'invalid_quantity' | 'quantity_too_fine' => {
  const milli = thousandths(quantity);
  if (milli === undefined) return /^-?\d{1,20}(\.\d+)?$/.test(quantity) ? 'quantity_too_fine' : 'invalid_quantity';
  if (milli > milliMax || milli < -milliMax) return 'invalid_quantity';
  if (isUnitPrice) return { quantityMilli: turned && milli > 0n ? -milli : milli, unitPrice: amount };
  const total = magnitude(amount);
  const size = milli < 0n ? -milli : milli;
  const isBack = milli < 0n || amount.startsWith('-') || turned;
  if (size === 0n) return 'invalid_quantity';
  const price = exactQuotient(total, size);
  const quantityMilli = price === undefined ? 1000n : size;
  return { quantityMilli: isBack ? -quantityMilli : quantityMilli, unitPrice: price ?? total };
};
