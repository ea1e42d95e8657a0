import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  createSecretKey,
  hkdfSync,
  randomBytes,
  type KeyObject,
} from 'node:crypto';
import { DomainError } from '@vafa/kernel';

const cipher = 'aes-256-gcm';
const keyBytes = 32;
const nonceBytes = 12;
const tagBytes = 16;

/** A key of 32 bytes for one purpose, derived from a secret (HKDF with SHA-256, RFC 5869). */
export const deriveKey = (secret: Uint8Array | string, purpose: string, salt: Uint8Array | string = ''): Buffer =>
  Buffer.from(hkdfSync('sha256', secret, salt, purpose, keyBytes));

/**
 * A key that is used again: Node makes one of bytes at each use, which costs several times what is done with it.
 */
export const keptKey = (key: Uint8Array): KeyObject => createSecretKey(key);

/** What a text is found or proved by, for whoever has the key (HMAC with SHA-256): 32 bytes. */
export const keyedHash = (key: Uint8Array | KeyObject, text: string): Buffer =>
  createHmac('sha256', key).update(text).digest();

/**
 * Seals bytes under one key (AES-256-GCM): nonce, tag, then what is hidden. What is sealed for an owner opens for no
 * other; an empty owner is one as well.
 */
export class Vault {
  private readonly key: KeyObject;

  /** Raises `invalid_key`. */
  constructor(key: Uint8Array) {
    if (key.length !== keyBytes) throw new DomainError('invalid', 'invalid_key', 'a key has 32 bytes');
    this.key = keptKey(key);
  }

  static newKey(): Buffer {
    return randomBytes(keyBytes);
  }

  seal(owner: string, plain: Uint8Array): Buffer {
    const nonce = randomBytes(nonceBytes);
    const sealing = createCipheriv(cipher, this.key, nonce).setAAD(Buffer.from(owner));
    const hidden = Buffer.concat([sealing.update(plain), sealing.final()]);
    return Buffer.concat([nonce, sealing.getAuthTag(), hidden]);
  }

  /** Raises `not_opened` (internal) for another key or owner, and for what was changed or cut. */
  open(owner: string, sealed: Uint8Array): Buffer {
    try {
      const opening = createDecipheriv(cipher, this.key, sealed.subarray(0, nonceBytes), {
        authTagLength: tagBytes,
      }).setAAD(Buffer.from(owner));
      opening.setAuthTag(sealed.subarray(nonceBytes, nonceBytes + tagBytes));
      return Buffer.concat([opening.update(sealed.subarray(nonceBytes + tagBytes)), opening.final()]);
    } catch {
      throw new DomainError('internal', 'not_opened', 'what is sealed does not open with this key');
    }
  }
}
