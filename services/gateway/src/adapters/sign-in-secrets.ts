import { deriveKey, keyedHash } from '@vafa/mongo';
import { randomBytes } from 'node:crypto';
import type { SignInSecrets } from '../ports/passwords.ts';
import { drawnBytes, hashOf, sealedDraws } from './sealed-draws.ts';

/** Secrets of sign-ins: random, kept as SHA-256, and sealed as those of API keys are. */
export const signInSecrets = (gatewaySecret: Uint8Array): SignInSecrets => {
  const { seal, isSealed } = sealedDraws(deriveKey(gatewaySecret, 'vafa.gateway.sign-in-seal'));
  const csrfKey = deriveKey(gatewaySecret, 'vafa.gateway.sign-in-csrf');
  return {
    draw: () => seal(randomBytes(drawnBytes)),
    isSealed,
    hash: hashOf,
    csrfOf: (signInId) => keyedHash(csrfKey, signInId).toString('base64url'),
  };
};
