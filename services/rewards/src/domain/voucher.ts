import { DomainError } from '@vafa/kernel';
import type { Decision, Redemption } from './redemption.ts';

export interface VoucherUse {
  readonly key: string;
  /** Each may be empty. */
  readonly branchId: string;
  readonly till: string;
  readonly receipt: string;
  readonly saleId: string;
}

/** One answer for a code that never was, is mistyped, or belongs to a redemption that gave none out. */
export const voucherNotFound = (): DomainError =>
  new DomainError('not_found', 'voucher_not_found', 'there is no such voucher');

/** The redemption when it has given out its voucher. Raises `voucher_not_found`. */
export const givenOut = (redemption: Redemption | undefined): Redemption => {
  if (redemption && redemption.status !== 'pending' && redemption.status !== 'refused') return redemption;
  throw voucherNotFound();
};

export type VoucherState = 'issued' | 'used' | 'expired' | 'cancelled';

/** How a voucher that was given out stands at a moment. */
export const voucherState = ({ status, expiresAt }: Redemption, now: Date): VoucherState => {
  if (status === 'used') return 'used';
  if (status === 'cancelling' || status === 'cancelled') return 'cancelled';
  return expiresAt && now >= expiresAt ? 'expired' : 'issued';
};

/**
 * Uses the voucher; undefined when this key has used it before. Raises `voucher_not_found`, `voucher_used`,
 * `voucher_cancelled`, `voucher_expired`.
 */
export const useVoucher = (redemption: Redemption, use: VoucherUse, now: Date): Decision | undefined => {
  const voucher = givenOut(redemption);
  if (voucher.status === 'used') {
    if (voucher.usedBy === use.key) return undefined;
    throw new DomainError('conflict', 'voucher_used', 'this voucher was used before');
  }
  const state = voucherState(voucher, now);
  if (state === 'cancelled')
    throw new DomainError('conflict', 'voucher_cancelled', 'the redemption of this voucher was cancelled');
  if (state === 'expired')
    throw new DomainError('refused', 'voucher_expired', 'this voucher has expired', {
      expired_at: voucher.expiresAt?.toISOString() ?? '',
    });
  const { key, branchId, till, receipt, saleId } = use;
  return {
    set: {
      status: 'used',
      usedAt: now,
      usedAtBranchId: branchId,
      usedAtTill: till,
      usedForReceipt: receipt,
      usedForSaleId: saleId,
      usedBy: key,
    },
    key,
    at: now,
    fact: { kind: 'voucherUsed', branchId, till, receipt, saleId },
  };
};
