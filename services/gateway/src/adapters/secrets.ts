import { createHash, randomBytes } from 'node:crypto';
import type { Secrets } from '../use-cases/api-keys.ts';

/** Secrets of API keys: 240 random bits, kept as SHA-256; so long a secret needs no slow hash. */
export const secrets: Secrets = {
  make: () => `vafa_${randomBytes(30).toString('base64url')}`,
  hash: (secret) => createHash('sha256').update(secret).digest('hex'),
};
