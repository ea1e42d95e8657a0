import { isSupportedCountry, parsePhoneNumberFromString } from 'libphonenumber-js/max';
import type { ReadNumber } from '../../domain/phone.ts';

/**
 * By the numbering plans of libphonenumber. Only its largest metadata know which numbers are in use (09 41 in Iran is
 * not).
 */
export const readNumber: ReadNumber = (written, country) => {
  const home = isSupportedCountry(country) ? { defaultCountry: country } : {};
  const number = parsePhoneNumberFromString(written, { ...home, extract: false });
  return number?.isValid() === true && number.ext === undefined ? number.number : undefined;
};
