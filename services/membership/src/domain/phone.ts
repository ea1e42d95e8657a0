import { asciiDigits, DomainError } from '@vafa/kernel';

/** Reads one number, written in digits, `+` and signs of separation: its E.164 form, when it is one that is in use. */
export type ReadNumber = (written: string, country: string) => string | undefined;

const refuse = (): DomainError =>
  new DomainError('invalid', 'invalid_phone', 'not a phone number; write it with its country, as in +98 912 123 4567');

/** Letters would be an extension or a word, which no message reaches. */
const written = /^\+?[\d\s().\/-]{5,60}$/;

const plain = (text: string): string =>
  asciiDigits(
    text
      .slice(0, 200)
      .replace(/\p{Default_Ignorable_Code_Point}/gu, '')
      .normalize('NFKC'),
  )
    .replace(/[\p{Pd}\u2212]/gu, '-')
    .trim()
    .replace(/^\(\s*(\+?\d{1,6})\s*\)/, '$1 ');

/**
 * The E.164 form of a number as people write it: with its country (+98…, 0098…, +49 (0)30…), or as it is dialled within
 * the club's country; in digits of any script. A national form of another country is refused. Raises `invalid_phone`.
 */
export const normalisePhone = (text: string, country: string, read: ReadNumber): string => {
  const typed = plain(text);
  if (!written.test(typed)) throw refuse();
  // 00 is how most countries dial abroad; where it is not (0011 in Australia), the second reading knows it.
  const abroad = /^00\s*(?=\S)/.test(typed) ? read(typed.replace(/^00\s*/, '+'), country) : undefined;
  const number = abroad ?? read(typed, country);
  if (number === undefined) throw refuse();
  return number;
};
