import { deriveKey, keptKey, keyedHash, Vault } from '@vafa/mongo';
import { randomBytes, type KeyObject } from 'node:crypto';
import { codeFrom, type VoucherCode } from '../../domain/voucher-code.ts';
import type { VoucherCodes } from '../../use-cases/voucher-codes.ts';

const drawnBytes = 17;
/** First byte of what is sealed; an unknown one is refused. */
const sealFormat = 1;

/**
 * HMAC-SHA-256 to find a code, AES-256-GCM to show it again; both keys are derived from the master key, one for each
 * purpose.
 */
export class SealedVoucherCodes implements VoucherCodes {
  private readonly hashKey: KeyObject;
  private readonly vault: Vault;

  constructor(masterKey: Uint8Array) {
    this.hashKey = keptKey(deriveKey(masterKey, 'vafa.rewards.voucher-code.hash'));
    this.vault = new Vault(deriveKey(masterKey, 'vafa.rewards.voucher-code.seal'));
  }

  draw(): VoucherCode {
    for (;;) {
      const code = codeFrom(randomBytes(drawnBytes));
      if (code !== undefined) return code;
    }
  }

  hash(clubId: string, code: VoucherCode): string {
    return keyedHash(this.hashKey, `${clubId}/${code}`).toString('base64url');
  }

  seal(redemptionId: string, code: VoucherCode): string {
    return Buffer.concat([Buffer.of(sealFormat), this.vault.seal(redemptionId, Buffer.from(code))]).toString(
      'base64url',
    );
  }

  open(redemptionId: string, sealed: string): VoucherCode {
    const bytes = Buffer.from(sealed, 'base64url');
    if (bytes[0] !== sealFormat) throw new Error('a sealed voucher code has an unknown format');
    return this.vault.open(redemptionId, bytes.subarray(1)).toString('utf8') as VoucherCode;
  }
}
