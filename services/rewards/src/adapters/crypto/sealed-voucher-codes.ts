import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';
import { codeFrom, type VoucherCode } from '../../domain/voucher-code.ts';
import type { VoucherCodes } from '../../use-cases/voucher-codes.ts';

const drawnBytes = 17;
const nonceBytes = 12;
const tagBytes = 16;
/** First byte of what is sealed; an unknown one is refused. */
const sealFormat = 1;

const keyFor = (masterKey: Uint8Array, purpose: string): Buffer =>
  Buffer.from(hkdfSync('sha256', masterKey, '', `vafa.rewards.voucher-code.${purpose}`, 32));

/** HMAC-SHA-256 to find a code, AES-256-GCM to show it again; both keys are derived from the master key, one for each purpose. */
export class SealedVoucherCodes implements VoucherCodes {
  private readonly hashKey: Buffer;
  private readonly sealKey: Buffer;

  constructor(masterKey: Uint8Array) {
    this.hashKey = keyFor(masterKey, 'hash');
    this.sealKey = keyFor(masterKey, 'seal');
  }

  draw(): VoucherCode {
    for (;;) {
      const code = codeFrom(randomBytes(drawnBytes));
      if (code !== undefined) return code;
    }
  }

  hash(clubId: string, code: VoucherCode): string {
    return createHmac('sha256', this.hashKey).update(`${clubId}/${code}`).digest('base64url');
  }

  seal(redemptionId: string, code: VoucherCode): string {
    const nonce = randomBytes(nonceBytes);
    const cipher = createCipheriv('aes-256-gcm', this.sealKey, nonce).setAAD(Buffer.from(redemptionId));
    const sealed = Buffer.concat([cipher.update(code, 'utf8'), cipher.final()]);
    return Buffer.concat([Buffer.of(sealFormat), nonce, cipher.getAuthTag(), sealed]).toString('base64url');
  }

  open(redemptionId: string, sealed: string): VoucherCode {
    const bytes = Buffer.from(sealed, 'base64url');
    if (bytes[0] !== sealFormat) throw new Error('a sealed voucher code has an unknown format');
    const [nonceEnd, tagEnd] = [1 + nonceBytes, 1 + nonceBytes + tagBytes];
    const decipher = createDecipheriv('aes-256-gcm', this.sealKey, bytes.subarray(1, nonceEnd), { authTagLength: tagBytes });
    decipher.setAAD(Buffer.from(redemptionId)).setAuthTag(bytes.subarray(nonceEnd, tagEnd));
    return Buffer.concat([decipher.update(bytes.subarray(tagEnd)), decipher.final()]).toString('utf8') as VoucherCode;
  }
}
