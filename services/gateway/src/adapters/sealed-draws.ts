import { keptKey, keyedHash } from '@vafa/mongo';
import { hash, timingSafeEqual } from 'node:crypto';

/** 192 bits. */
export const drawnBytes = 24;
const drawnLength = 32;
const sealBytes = 9;
const sealed = /^[A-Za-z0-9_-]{44}$/;

/**
 * Seals what was drawn under a key of the gateway's own. By the seal, which stands behind it, what somebody made up is
 * refused without a look into the database.
 */
export const sealedDraws = (bytes: Uint8Array) => {
  const key = keptKey(bytes);
  const sealOf = (drawn: string): string => keyedHash(key, drawn).subarray(0, sealBytes).toString('base64url');
  return {
    seal: (random: Buffer): string => {
      const drawn = random.toString('base64url');
      return `${drawn}${sealOf(drawn)}`;
    },
    isSealed: (text: string): boolean =>
      sealed.test(text) &&
      timingSafeEqual(Buffer.from(text.slice(drawnLength)), Buffer.from(sealOf(text.slice(0, drawnLength)))),
  };
};

/** What is stored and looked up instead of a secret; so long a one needs no slow hash. */
export const hashOf = (secret: string): string => hash('sha256', secret);
