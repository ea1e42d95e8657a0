import { VoucherStatus, type Reward as RewardMessage, type Voucher as VoucherMessage } from '@vafa/contracts/rewards';
import type { Redemption } from '../../domain/redemption.ts';
import type { Reward } from '../../domain/reward.ts';
import { showVoucherCode, type VoucherCode } from '../../domain/voucher-code.ts';

export const toRewardMessage = (reward: Reward): RewardMessage => ({ ...reward });

/** The voucher as it was when it was issued: the first answer of a redemption, whenever it is asked for again. */
export const toIssuedVoucher = ({ id, rewardId, memberId, issuedAt, expiresAt }: Redemption, code: VoucherCode): VoucherMessage => ({
  code: showVoucherCode(code),
  redemptionId: id,
  rewardId,
  memberId,
  status: VoucherStatus.VOUCHER_STATUS_ISSUED,
  issuedAt,
  expiresAt,
  usedAt: undefined,
  usedAtBranchId: '',
});

/** The voucher as it is. */
export const toVoucherMessage = (redemption: Redemption, code: VoucherCode): VoucherMessage => ({
  ...toIssuedVoucher(redemption, code),
  ...(redemption.status === 'used' && { status: VoucherStatus.VOUCHER_STATUS_USED, usedAt: redemption.usedAt, usedAtBranchId: redemption.usedAtBranchId ?? '' }),
});
