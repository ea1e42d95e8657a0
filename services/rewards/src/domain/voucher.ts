import { DomainError } from '@vafa/kernel';
import type { Decision, Redemption } from './redemption.ts';

export interface VoucherUse {
  readonly key: string;
  /** May be empty. */
  readonly branchId: string;
}

/** One answer for a code that never was, is mistyped, or belongs to a redemption that gave none out. */
export const voucherNotFound = (): DomainError => new DomainError('not_found', 'voucher_not_found', 'there is no such voucher');

/** The redemption when it has given out its voucher. Raises `voucher_not_found`. */
export const givenOut = (redemption: Redemption | undefined): Redemption => {
  if (redemption?.status === 'issued' || redemption?.status === 'used') return redemption;
  throw voucherNotFound();
};

/** Uses the voucher; undefined when this key has used it before. Raises `voucher_not_found`, `voucher_used`, `voucher_expired`. */
export const useVoucher = (redemption: Redemption, use: VoucherUse, now: Date): Decision | undefined => {
  const voucher = givenOut(redemption);
  if (voucher.status === 'used') {
    if (voucher.usedBy === use.key) return undefined;
    throw new DomainError('conflict', 'voucher_used', 'this voucher was used before');
  }
  if (voucher.expiresAt && now >= voucher.expiresAt) {
    throw new DomainError('refused', 'voucher_expired', 'this voucher has expired', { expired_at: voucher.expiresAt.toISOString() });
  }
  return {
    set: { status: 'used', usedAt: now, usedAtBranchId: use.branchId, usedBy: use.key },
    key: use.key,
    at: now,
    fact: { kind: 'voucherUsed', branchId: use.branchId },
  };
};
