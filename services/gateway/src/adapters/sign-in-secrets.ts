import { deriveKey, keyedHash } from '@vafa/mongo';
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { SignInSecrets } from '../ports/passwords.ts';

const drawnBytes = 24;
const drawnLength = 32;
const sealBytes = 9;
const pattern = /^[A-Za-z0-9_-]{44}$/;

/**
 * Secrets of sign-ins: 192 random bits, kept as SHA-256, and behind them a seal of the gateway's own, as API keys have
 * it. What was made up is refused without a look into the database.
 */
export const signInSecrets = (gatewaySecret: Uint8Array): SignInSecrets => {
  const sealKey = deriveKey(gatewaySecret, 'vafa.gateway.sign-in-seal');
  const csrfKey = deriveKey(gatewaySecret, 'vafa.gateway.sign-in-csrf');
  const sealOf = (drawn: string): string => keyedHash(sealKey, drawn).subarray(0, sealBytes).toString('base64url');
  return {
    draw: () => {
      const drawn = randomBytes(drawnBytes).toString('base64url');
      return `${drawn}${sealOf(drawn)}`;
    },
    isSealed: (secret) =>
      pattern.test(secret) &&
      timingSafeEqual(Buffer.from(secret.slice(drawnLength)), Buffer.from(sealOf(secret.slice(0, drawnLength)))),
    hash: (secret) => createHash('sha256').update(secret).digest('hex'),
    csrfOf: (signInId) => keyedHash(csrfKey, signInId).toString('base64url'),
  };
};
