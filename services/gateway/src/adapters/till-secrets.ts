import { asciiDigits } from '@vafa/kernel';
import { deriveKey, keptKey, keyedHash } from '@vafa/mongo';
import { randomInt } from 'node:crypto';
import type { TillSecrets } from '../ports/till-codes.ts';

/** Crockford's base 32: nothing that is taken for something else. */
const letters = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const codeLength = 10;

/** Kept are keyed hashes: so short a code could be found by its plain one. */
export const tillSecrets = (gatewaySecret: Uint8Array): TillSecrets => {
  const key = keptKey(deriveKey(gatewaySecret, 'vafa.gateway.till-code'));
  return {
    drawCode: () => {
      const drawn = Array.from({ length: codeLength }, () => letters.charAt(randomInt(letters.length))).join('');
      return `${drawn.slice(0, codeLength / 2)}-${drawn.slice(codeLength / 2)}`;
    },
    hashCode: (code) => {
      const plain = asciiDigits(code.normalize('NFKC'))
        .toUpperCase()
        .replace(/[^0-9A-Z]/g, '')
        .replace(/O/g, '0')
        .replace(/[IL]/g, '1');
      return keyedHash(key, plain).toString('hex');
    },
  };
};
