import { createHash, createHmac, hkdfSync } from 'node:crypto';
import type { RunningDigest, Seal } from '../../use-cases/seal.ts';

const keyBytes = 32;

/** Signs the chain with a key of its own, derived from the club's master key (HKDF-SHA-256, RFC 5869). */
export class HmacSeal implements Seal {
  private readonly key: Buffer;

  constructor(masterKey: Uint8Array) {
    this.key = Buffer.from(hkdfSync('sha256', masterKey, '', 'vafa-ledger-chain-1', keyBytes));
  }

  sign(text: string): string {
    return createHmac('sha256', this.key).update(text).digest('base64url');
  }

  digest(text: string): string {
    return createHash('sha256').update(text).digest('base64url');
  }

  running(): RunningDigest {
    const hash = createHash('sha256');
    return {
      add: (text) => void hash.update(text),
      hexadecimal: () => hash.digest('hex'),
    };
  }
}
