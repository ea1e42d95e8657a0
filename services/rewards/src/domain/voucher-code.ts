/**
 * Voucher codes: 17 characters of Crockford base 32 (85 random bits) and a check character, in three groups of six. The
 * check is the value modulo 37 (https://www.crockford.com/base32.html): 37 is prime, so any one wrong character and any
 * two that changed places are noticed. Codes whose check would be one of Crockford's five extra symbols are not given
 * out: they read badly and need escaping in addresses.
 */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const checkModulus = 37;
const drawnCharacters = 17;
const codeLength = drawnCharacters + 1;
const groupLength = 6;

/** A code without separators, in capitals, with a right check character. */
export type VoucherCode = string & { readonly kind: 'voucher code' };

const checkOf = (values: readonly number[]): number =>
  values.reduce((sum, value) => (sum * alphabet.length + value) % checkModulus, 0);

/**
 * A code from 17 random bytes, of which five bits each count; undefined when its check character is not in the
 * alphabet: draw again.
 */
export const codeFrom = (random: Uint8Array): VoucherCode | undefined => {
  if (random.length !== drawnCharacters) throw new Error(`a voucher code is made of ${drawnCharacters} random bytes`);
  const values = Array.from(random, (byte) => byte % alphabet.length);
  const check = alphabet[checkOf(values)];
  return check === undefined
    ? undefined
    : (`${values.map((value) => alphabet.charAt(value)).join('')}${check}` as VoucherCode);
};

/** Each of the ten digits as written in Arabic and in Persian. */
const foreignDigits = /[\u0660-\u0669\u06f0-\u06f9]/g;
const separators = /[\s\p{Pd}\p{Cf}_.]/gu;

/**
 * The code that a person meant. It may come in upper or lower case, with spaces, dashes, and Persian or Arabic digits.
 * O stands for 0, I and L for 1. Undefined when it is none.
 */
export const readVoucherCode = (text: string): VoucherCode | undefined => {
  if (text.length > codeLength * 4) return undefined;
  const plain = text
    .normalize('NFKC')
    .replace(foreignDigits, (digit) => String(digit.charCodeAt(0) & 0xf))
    .replace(separators, '')
    .toUpperCase()
    .replaceAll('O', '0')
    .replace(/[IL]/g, '1');
  const values = Array.from(plain, (character) => alphabet.indexOf(character));
  if (values.length !== codeLength || values.includes(-1)) return undefined;
  return checkOf(values.slice(0, drawnCharacters)) === values[drawnCharacters] ? (plain as VoucherCode) : undefined;
};

/** As people see it: ABC123-DEF456-GHJ789. */
export const showVoucherCode = (code: VoucherCode): string =>
  (code.match(new RegExp(`.{${groupLength}}`, 'g')) ?? []).join('-');
