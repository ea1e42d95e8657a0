import { stringify as uuidText, v5, v7 } from 'uuid';
import { DomainError } from './errors.ts';

/** Prefixes of the typed ids, one per kind of thing. */
const idPrefixes = {
  club: 'clb',
  branch: 'brn',
  member: 'mem',
  sale: 'sal',
  rule: 'rul',
  reward: 'rwd',
  redemption: 'rdm',
  voucher: 'vch',
  survey: 'srv',
  response: 'rsp',
  complaint: 'cmp',
  answer: 'ans',
  event: 'evt',
  task: 'tsk',
  apiKey: 'key',
  tier: 'tie',
  return: 'ret',
  correction: 'cor',
} as const;

export type IdKind = keyof typeof idPrefixes;

const alphabet = '0123456789abcdefghjkmnpqrstvwxyz';
const suffixPattern = /^[0-7][0-9a-hjkmnp-tv-z]{25}$/;

/**
 * TypeID text form (https://github.com/jetify-com/typeid/tree/main/spec): prefix, underscore, 26 characters of
 * Crockford base 32.
 */
const encode = (kind: IdKind, uuid: Uint8Array): string => {
  let text = `${idPrefixes[kind]}_`;
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
export const newId = (kind: IdKind): string => encode(kind, v7(undefined, new Uint8Array(16)));

const derivedIds = uuidText(
  new Uint8Array([0x5e, 0x1f, 0xa0, 0x77, 0x0b, 0x61, 0x4e, 0x0c, 0x9a, 0x1d, 0x56, 0x61, 0x66, 0x61, 0x00, 0x01]),
);

/** The same id for the same text, whoever asks: for effects whose id must follow from their cause (UUIDv5). */
export const derivedId = (kind: IdKind, text: string): string => encode(kind, v5(text, derivedIds, new Uint8Array(16)));

export const isId = (kind: IdKind, text: string): boolean =>
  text.startsWith(`${idPrefixes[kind]}_`) && suffixPattern.test(text.slice(idPrefixes[kind].length + 1));

/** Returns `text` when it is an id of that kind; raises `invalid_id` otherwise. */
export const parseId = (kind: IdKind, text: string): string => {
  if (!isId(kind, text)) throw new DomainError('invalid', 'invalid_id', `not an id of kind ${kind}`, { kind });
  return text;
};
