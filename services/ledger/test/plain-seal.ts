import { createHash } from 'node:crypto';
import type { Seal } from '../src/use-cases/ports/seal.ts';

/** Hashes without a key, for tests that need a chain and no secret. */
export const plainSeal: Seal = {
  sign: (text) => createHash('sha256').update(text).digest('base64url'),
  digest: (text) => createHash('sha256').update(text).digest('base64url'),
  running: () => {
    const hash = createHash('sha256');
    return { add: (text) => void hash.update(text), hexadecimal: () => hash.digest('hex') };
  },
};
