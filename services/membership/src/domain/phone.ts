import { DomainError } from '@vafa/kernel';
import { latinDigits } from './text.ts';

/** Calling codes of the zones in which a number without country is understood. */
const callingCodes: Readonly<Record<string, string>> = { 'Asia/Tehran': '98', 'Europe/London': '44' };

/** Written like this it is Iranian in any club: 09 elsewhere is no number that a person is reached at. */
const iranianMobile = /^09\d{9}$/;

const refuse = (): DomainError => new DomainError('invalid', 'invalid_phone', 'not a phone number; write it with its country, as in +98 912 123 4567');

const international = (digits: string, timeZone: string): string => {
  if (digits.startsWith('+')) return digits.slice(1);
  if (digits.startsWith('00')) return digits.slice(2);
  if (iranianMobile.test(digits)) return `98${digits.slice(1)}`;
  const code = callingCodes[timeZone];
  if (code !== undefined && digits.startsWith('0')) return `${code}${digits.slice(1)}`;
  if (code === '98' && /^9\d{9}$/.test(digits)) return `${code}${digits}`;
  if (code !== undefined && digits.startsWith(code)) return digits;
  throw refuse();
};

/**
 * One E.164 form (ITU-T E.164: at most 15 digits) of +98…, 0098…, 0… and bare mobile numbers, in Latin, Persian or Arabic
 * digits. Raises `invalid_phone`.
 */
export const normalisePhone = (text: string, timeZone: string): string => {
  const digits = latinDigits(text).replace(/[\s()\-.\u200c\u200e\u200f]/g, '');
  if (!/^\+?\d{5,20}$/.test(digits)) throw refuse();
  // +98 0912 … is often written with the trunk zero.
  const number = international(digits, timeZone).replace(/^(98|44)0/, '$1');
  if (!/^[1-9]\d{7,14}$/.test(number)) throw refuse();
  if (number.startsWith('98') && number.length !== 12) throw refuse();
  return `+${number}`;
};
