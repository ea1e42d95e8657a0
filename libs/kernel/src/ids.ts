import { stringify as uuidText, v5, v7 } from 'uuid';
import { DomainError } from './errors.ts';

/** Prefix of the id of an event, whichever service publishes it. Owners declare the prefixes of all other things. */
export const eventIdPrefix = 'evt';

const alphabet = '0123456789abcdefghjkmnpqrstvwxyz';
const prefixPattern = /^[a-z]{3}$/;
const suffixPattern = /^[0-7][0-9a-hjkmnp-tv-z]{25}$/;

/**
 * TypeID text form (https://github.com/jetify-com/typeid/tree/main/spec): prefix, underscore, 26 characters of
 * Crockford base 32.
 */
const encode = (prefix: string, uuid: Uint8Array): string => {
  if (!prefixPattern.test(prefix)) throw new RangeError(`not the prefix of an id: ${prefix}`);
  let text = `${prefix}_`;
  // 128 bits and two leading zeros are 26 groups of five.
  let rest = 0;
  let bits = 2;
  for (const byte of uuid) {
    rest = (rest << 8) | byte;
    for (bits += 8; bits >= 5; ) {
      bits -= 5;
      text += alphabet.charAt((rest >> bits) & 31);
    }
    rest &= (1 << bits) - 1;
  }
  return text;
};

/** A new time-ordered id (UUIDv7). */
export const newId = (prefix: string): string => encode(prefix, v7(undefined, new Uint8Array(16)));

const derivedIds = uuidText(
  new Uint8Array([0x5e, 0x1f, 0xa0, 0x77, 0x0b, 0x61, 0x4e, 0x0c, 0x9a, 0x1d, 0x56, 0x61, 0x66, 0x61, 0x00, 0x01]),
);

/** The same id for the same text, whoever asks: for effects whose id must follow from their cause (UUIDv5). */
export const derivedId = (prefix: string, text: string): string =>
  encode(prefix, v5(text, derivedIds, new Uint8Array(16)));

export const isId = (prefix: string, text: string): boolean =>
  text.startsWith(`${prefix}_`) && suffixPattern.test(text.slice(prefix.length + 1));

/** Returns `text` when it is an id with that prefix; raises `invalid_id`, which names the `kind`, otherwise. */
export const parseId = (prefix: string, text: string, kind: string): string => {
  if (!isId(prefix, text)) throw new DomainError('invalid', 'invalid_id', `not an id of kind ${kind}`, { kind });
  return text;
};
