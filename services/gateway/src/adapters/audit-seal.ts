import { deriveKey } from '@vafa/mongo';
import { createHash, createHmac, createSecretKey } from 'node:crypto';
import type { AuditSeal } from '../ports/audit-store.ts';

const keyIdLength = 16;

/** HMAC-SHA-256 under a key of its own; `secret` is nowhere in the database. */
export const auditSeal = (secret: Uint8Array | string): AuditSeal => {
  const bytes = deriveKey(secret, 'vafa.gateway.audit-chain');
  const key = createSecretKey(bytes);
  return {
    keyId: createHash('sha256').update('vafa-audit-key').update(bytes).digest('hex').slice(0, keyIdLength),
    sign: (text) => createHmac('sha256', key).update(text).digest('base64url'),
  };
};
