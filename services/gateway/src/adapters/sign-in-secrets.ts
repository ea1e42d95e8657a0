import { deriveKey, keptKey, keyedHash } from '@vafa/mongo';
import { randomBytes } from 'node:crypto';
import type { SignInSecrets } from '../ports/passwords.ts';
import { drawnBytes, hashOf, sealedDraws } from './sealed-draws.ts';

/** Secrets of the sign-ins of that name: random, kept as SHA-256, and sealed as those of API keys are. */
export const signInSecrets = (gatewaySecret: Uint8Array, name: 'sign-in' | 'member-sign-in'): SignInSecrets => {
  const { seal, isSealed } = sealedDraws(deriveKey(gatewaySecret, `vafa.gateway.${name}-seal`));
  const csrfKey = keptKey(deriveKey(gatewaySecret, `vafa.gateway.${name}-csrf`));
  return {
    draw: () => seal(randomBytes(drawnBytes)),
    isSealed,
    hash: hashOf,
    csrfOf: (signInId) => keyedHash(csrfKey, signInId).toString('base64url'),
  };
};
