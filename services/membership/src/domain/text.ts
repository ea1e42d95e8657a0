import { DomainError } from '@vafa/kernel';

const zeroOf = [0x06f0, 0x0660];

/** Persian and Arabic digits as 0–9. */
export const latinDigits = (text: string): string =>
  text.replace(/[۰-۹٠-٩]/g, (digit) => {
    const code = digit.charCodeAt(0);
    const zero = zeroOf.find((first) => code >= first && code <= first + 9) ?? code;
    return String(code - zero);
  });

/** Arabic yeh and kaf as the Persian letters, composed, without space at the ends. */
export const persianLetters = (text: string): string => text.normalize('NFC').replaceAll('ي', 'ی').replaceAll('ى', 'ی').replaceAll('ك', 'ک').trim();

// Control characters, and the marks that turn the direction of what follows.
const hidden = /[\p{Cc}\u202a-\u202e\u2066-\u2069\u200e\u200f\ufeff]/u;

/** Text as it is stored: normalised; raises `invalid_member` when it is too long or holds what a person cannot see. */
export const plainText = (field: string, text: string, lengthMax: number): string => {
  const plain = persianLetters(text);
  if (plain.length > lengthMax) throw new DomainError('invalid', 'invalid_member', `${field} is longer than ${String(lengthMax)} characters`, { field });
  if (hidden.test(plain)) throw new DomainError('invalid', 'invalid_member', `${field} holds control characters`, { field });
  return plain;
};

const prefixLengths = { min: 2, max: 10 };

/** Words as they are compared: lower case, Latin digits, split at anything that is no letter or digit (ZWNJ included). */
export const words = (text: string): string[] => latinDigits(persianLetters(text)).toLocaleLowerCase('en').split(/[^\p{L}\p{N}]+/u).filter(Boolean);

/** How a query word is looked up: cut to the longest beginning that is indexed. */
export const queryPrefix = (word: string): string => [...word].slice(0, prefixLengths.max).join('');

/** Every beginning of every word by which a name is found. */
export const namePrefixes = (name: string): string[] => {
  const beginnings = words(name).flatMap((word) => {
    const letters = [...word];
    const longest = Math.min(letters.length, prefixLengths.max);
    const shortest = Math.min(letters.length, prefixLengths.min);
    return Array.from({ length: longest - shortest + 1 }, (_, more) => letters.slice(0, shortest + more).join(''));
  });
  return [...new Set(beginnings)];
};
