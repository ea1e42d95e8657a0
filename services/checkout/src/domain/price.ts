import { currencyDecimals, parseDecimal, rescaleHalfUp } from '@vafa/kernel';

const currencyPattern = /^[A-Z]{3}$/;

/** Decimal places of the currency's minor unit; undefined when it is not a currency code. */
export const minorDecimals = (currency: string): number | undefined => (currencyPattern.test(currency) ? currencyDecimals(currency) : undefined);

/** The one way to write a price: equal numbers give equal text ("2.50" → "2.5"). Undefined when it is not plain decimal text. */
export const plainPrice = (text: string): string | undefined => {
  const parsed = parseDecimal(text);
  if (parsed === undefined) return undefined;
  let { digits, scale } = parsed;
  for (; scale > 0 && digits % 10n === 0n; scale--) digits /= 10n;
  if (scale === 0) return digits.toString();
  const magnitude = (digits < 0n ? -digits : digits).toString().padStart(scale + 1, '0');
  return `${digits < 0n ? '-' : ''}${magnitude.slice(0, -scale)}.${magnitude.slice(-scale)}`;
};

/** quantity × unitPrice in minor units, rounded half up; unitPrice is decimal text. */
export const amountOf = (unitPrice: string, quantity: bigint, decimals: number): bigint => {
  const price = parseDecimal(unitPrice);
  if (price === undefined) throw new RangeError('not a price');
  return rescaleHalfUp(price.digits * quantity, price.scale, decimals);
};
