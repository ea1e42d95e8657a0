import { deriveKey } from '@vafa/mongo';
import { randomBytes } from 'node:crypto';
import type { Secrets } from '../use-cases/api-keys.ts';
import { drawnBytes, hashOf, sealedDraws } from './sealed-draws.ts';

const saltBytes = 32;
const prefix = 'vafa_';

/**
 * Secrets of API keys: 192 bits, kept as SHA-256. They are made from random bits, which are kept, and from the secret
 * of whoever makes them, which is not. So a repeat is told the same, and the database tells nobody.
 */
export const sealedSecrets = (gatewaySecret: Uint8Array): Secrets => {
  const { seal, isSealed } = sealedDraws(deriveKey(gatewaySecret, 'vafa.gateway.api-key-seal'));
  return {
    salt: () => randomBytes(saltBytes),
    make: (salt, makersSecret, command) => {
      const drawn = deriveKey(makersSecret, `vafa.gateway.api-key ${command}`, salt).subarray(0, drawnBytes);
      return `${prefix}${seal(drawn)}`;
    },
    hash: hashOf,
    isSealed: (secret) => secret.startsWith(prefix) && isSealed(secret.slice(prefix.length)),
  };
};
