import type { VoucherCode } from '../domain/voucher-code.ts';

/** Codes are bearer values: they are stored sealed, found by a keyed hash, and neither logged nor published. */
export interface VoucherCodes {
  /** A new random code. */
  draw(): VoucherCode;
  /** What a code is found by, different in each club. */
  hash(clubId: string, code: VoucherCode): string;
  /** Readable by `open` for the same redemption only. */
  seal(redemptionId: string, code: VoucherCode): string;
  open(redemptionId: string, sealed: string): VoucherCode;
}
