import { deriveKey, keyedHash } from '@vafa/mongo';
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Secrets } from '../use-cases/api-keys.ts';

const drawnBytes = 24;
const saltBytes = 32;
const drawnLength = 32;
const sealBytes = 9;
const sealed = /^vafa_[A-Za-z0-9_-]{44}$/;
const prefix = 'vafa_';

/**
 * Secrets of API keys: 192 bits, kept as SHA-256; so long a secret needs no slow hash. They are made from random bits,
 * which are kept, and from the secret of whoever makes them, which is not. So a repeat is told the same, and the
 * database tells nobody. Behind them stands a seal under a key of the gateway's own. By it what somebody made up is
 * refused without a look into the database.
 */
export const sealedSecrets = (gatewaySecret: Uint8Array): Secrets => {
  const key = deriveKey(gatewaySecret, 'vafa.gateway.api-key-seal');
  const sealOf = (drawn: string): string => keyedHash(key, drawn).subarray(0, sealBytes).toString('base64url');
  return {
    salt: () => randomBytes(saltBytes),
    make: (salt, makersSecret, command) => {
      const drawn = deriveKey(makersSecret, `vafa.gateway.api-key ${command}`, salt)
        .subarray(0, drawnBytes)
        .toString('base64url');
      return `${prefix}${drawn}${sealOf(drawn)}`;
    },
    hash: (secret) => createHash('sha256').update(secret).digest('hex'),
    isSealed: (secret) => {
      if (!sealed.test(secret)) return false;
      const [drawn, seal] = [
        secret.slice(prefix.length, prefix.length + drawnLength),
        secret.slice(prefix.length + drawnLength),
      ];
      return timingSafeEqual(Buffer.from(seal), Buffer.from(sealOf(drawn)));
    },
  };
};
