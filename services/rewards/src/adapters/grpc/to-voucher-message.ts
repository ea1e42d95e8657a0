import { VoucherStatus, type Reward as RewardMessage, type Voucher as VoucherMessage } from '@vafa/contracts/rewards';
import type { Redemption } from '../../domain/redemption.ts';
import type { Reward } from '../../domain/reward.ts';
import { voucherState, type VoucherState } from '../../domain/voucher.ts';
import { showVoucherCode, type VoucherCode } from '../../domain/voucher-code.ts';

export const toRewardMessage = (reward: Reward): RewardMessage => ({ ...reward });

const statuses: Readonly<Record<VoucherState, VoucherStatus>> = {
  issued: VoucherStatus.VOUCHER_STATUS_ISSUED,
  used: VoucherStatus.VOUCHER_STATUS_USED,
  expired: VoucherStatus.VOUCHER_STATUS_EXPIRED,
  cancelled: VoucherStatus.VOUCHER_STATUS_CANCELLED,
};

/** The voucher as it was when it was issued: the first answer of a redemption, whenever it is asked for again. */
export const toIssuedVoucher = (
  { id, rewardId, memberId, issuedAt, expiresAt, points, rewardVersion = 1, rewardName = '' }: Redemption,
  code: VoucherCode,
): VoucherMessage => ({
  code: showVoucherCode(code),
  redemptionId: id,
  rewardId,
  memberId,
  status: VoucherStatus.VOUCHER_STATUS_ISSUED,
  issuedAt,
  expiresAt,
  usedAt: undefined,
  usedAtBranchId: '',
  usedAtTill: '',
  usedForReceipt: '',
  usedForSaleId: '',
  points,
  rewardVersion,
  rewardName,
  cancelledAt: undefined,
  cancelReason: '',
});

/** The voucher as it is at a moment. */
export const toVoucherMessage = (redemption: Redemption, code: VoucherCode, now: Date): VoucherMessage => {
  const {
    usedAt,
    usedAtBranchId = '',
    usedAtTill = '',
    usedForReceipt = '',
    usedForSaleId = '',
    cancelAskedAt,
    cancelledAt = cancelAskedAt,
    cancelReason = '',
  } = redemption;
  const use = { usedAt, usedAtBranchId, usedAtTill, usedForReceipt, usedForSaleId };
  return {
    ...toIssuedVoucher(redemption, code),
    ...use,
    status: statuses[voucherState(redemption, now)],
    cancelledAt,
    cancelReason,
  };
};
