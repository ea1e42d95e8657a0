import { createHash, createHmac, createSecretKey, hash, type KeyObject } from 'node:crypto';
import { deriveKey } from '@vafa/mongo';
import type { RunningDigest, Seal } from '../../use-cases/ports/seal.ts';

/** Signs the chain with a key of its own, derived from the club's master key (HKDF-SHA-256, RFC 5869). */
export class HmacSeal implements Seal {
  /** As an object: Node turns bytes into one on every signature, which costs four times the signature. */
  private readonly key: KeyObject;

  constructor(masterKey: Uint8Array) {
    this.key = createSecretKey(deriveKey(masterKey, 'vafa-ledger-chain-1'));
  }

  sign(text: string): string {
    return createHmac('sha256', this.key).update(text).digest('base64url');
  }

  digest(text: string): string {
    return hash('sha256', text, 'base64url');
  }

  running(): RunningDigest {
    const running = createHash('sha256');
    return {
      add: (text) => void running.update(text),
      hexadecimal: () => running.digest('hex'),
    };
  }
}
