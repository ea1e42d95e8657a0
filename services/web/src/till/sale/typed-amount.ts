import type { Language } from '../../kit/formats/language.ts';
import { formatNumber, plainDigits, withDigits } from '../../kit/formats/numbers.ts';

const digitsMax = 13;

/** What is left of what was typed or pasted: digits, and places where the money has them. */
export const amountTyped = (typed: string, places: number): string => {
  const [whole = '', rest] = plainDigits(typed)
    .replaceAll('٫', '.')
    .replace(/[^\d.]/g, '')
    .split('.');
  const digits = whole.replace(/^0+(?=\d)/, '').slice(0, digitsMax);
  return rest === undefined || places === 0 ? digits : `${digits === '' ? '0' : digits}.${rest.slice(0, places)}`;
};

/** The same as it is shown while it is typed: grouped, in the digits of the language. */
export const amountShown = (amount: string, language: Language): string => {
  const [whole = '', rest] = amount.split('.');
  if (whole === '') return '';
  const mark = language === 'fa' ? '٫' : '.';
  return formatNumber(BigInt(whole), language) + (rest === undefined ? '' : mark + withDigits(rest, language));
};

/** A quantity (`2.5`) in the digits and with the mark of the language. */
export const quantityShown = (quantity: string, language: Language): string =>
  withDigits(language === 'fa' ? quantity.replace('.', '٫') : quantity, language);
