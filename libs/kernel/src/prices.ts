import { parseDecimal, rescaleHalfUp } from './amounts.ts';

const milliScale = 3;

/**
 * The one way to write a price: equal numbers give equal text ("2.50" → "2.5"). Undefined when it is not plain decimal
 * text.
 */
export const plainPrice = (text: string): string | undefined => {
  const parsed = parseDecimal(text);
  if (parsed === undefined) return undefined;
  let { digits, scale } = parsed;
  for (; scale > 0 && digits % 10n === 0n; scale--) digits /= 10n;
  if (scale === 0) return digits.toString();
  const magnitude = (digits < 0n ? -digits : digits).toString().padStart(scale + 1, '0');
  return `${digits < 0n ? '-' : ''}${magnitude.slice(0, -scale)}.${magnitude.slice(-scale)}`;
};

/** Thousandths of a unit × unitPrice in minor units, rounded half up once; unitPrice is decimal text. */
export const amountOf = (unitPrice: string, quantityMilli: bigint, digits: number): bigint => {
  const price = parseDecimal(unitPrice);
  if (price === undefined) throw new RangeError('not a price');
  return rescaleHalfUp(price.digits * quantityMilli, price.scale + milliScale, digits);
};
