import { DomainError } from '@vafa/kernel';
import { deriveKey, keptKey, keyedHash, Vault } from '@vafa/mongo';
import { randomBytes } from 'node:crypto';
import type { ClientSecrets, TripSecrets } from '../ports/identity-providers.ts';
import { drawnBytes } from './sealed-draws.ts';

/** Seals by a secret that is not in the database: whoever reads that alone reads no client's secret. */
export const clientSecrets = (outerSecret: Uint8Array | string): ClientSecrets => {
  const vault = new Vault(deriveKey(outerSecret, 'vafa.gateway.identity-provider'));
  return {
    seal: (providerId, secret) => vault.seal(providerId, Buffer.from(secret)),
    open: (providerId, sealed) => {
      try {
        return vault.open(providerId, sealed).toString('utf8');
      } catch {
        throw new DomainError(
          'refused',
          'identity_provider_refused',
          "the client's secret was sealed with another key: send it again",
        );
      }
    },
  };
};

export const tripSecrets = (gatewaySecret: Uint8Array): TripSecrets => {
  const key = keptKey(deriveKey(gatewaySecret, 'vafa.gateway.provider-trip'));
  return {
    draw: () => randomBytes(drawnBytes).toString('base64url'),
    hash: (browser, state) => keyedHash(key, JSON.stringify([browser, state])).toString('base64url'),
  };
};
