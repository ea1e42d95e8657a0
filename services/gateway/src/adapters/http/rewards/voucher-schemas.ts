import { VoucherStatus, type Voucher } from '@vafa/contracts/rewards';
import { z } from 'zod';
import { identifierText, instantOut, pageOf, reference, text, WholeNumber } from '../scalars.ts';
import { orNull, toInstant, toInstantOrNull, toNumber } from '../values.ts';
import { RewardAnswer } from './reward-schemas.ts';

const statuses = ['issued', 'used', 'expired', 'cancelled'] as const;

const statusOf = (status: VoucherStatus): (typeof statuses)[number] => {
  if (status === VoucherStatus.VOUCHER_STATUS_USED) return 'used';
  if (status === VoucherStatus.VOUCHER_STATUS_EXPIRED) return 'expired';
  return status === VoucherStatus.VOUCHER_STATUS_CANCELLED ? 'cancelled' : 'issued';
};

export const VoucherAnswer = z
  .object({
    code: z.string(),
    redemption_id: z.string(),
    reward_id: z.string(),
    reward_version: z.int().describe('Of the reward when it was redeemed.'),
    reward_name: z.string().describe('Then.'),
    points: z.int().describe('The price that was paid.'),
    member_id: z.string(),
    status: z.enum(statuses),
    issued_at: instantOut(),
    expires_at: instantOut().nullable().describe('Exclusive: the end of a day of the club. Null: it has none.'),
    used_at: instantOut().nullable(),
    used_at_branch_id: z.string().nullable(),
    used_at_till: z.string().nullable(),
    used_for_receipt: z.string().nullable(),
    used_for_sale_id: z.string().nullable(),
    cancelled_at: instantOut().nullable(),
    cancel_reason: z.string().nullable(),
  })
  .meta({ id: 'Voucher' });
type VoucherAnswer = z.infer<typeof VoucherAnswer>;
export const VoucherPage = pageOf(VoucherAnswer, 'VoucherPage');
export const VoucherOfReward = z
  .object({ voucher: VoucherAnswer, reward: RewardAnswer.describe('As it is now.') })
  .meta({ id: 'VoucherOfReward' });

export const toVoucher = (voucher: Voucher): VoucherAnswer => ({
  code: voucher.code,
  redemption_id: voucher.redemptionId,
  reward_id: voucher.rewardId,
  reward_version: voucher.rewardVersion,
  reward_name: voucher.rewardName,
  points: toNumber(voucher.points),
  member_id: voucher.memberId,
  status: statusOf(voucher.status),
  issued_at: toInstant(voucher.issuedAt),
  expires_at: toInstantOrNull(voucher.expiresAt),
  used_at: toInstantOrNull(voucher.usedAt),
  used_at_branch_id: orNull(voucher.usedAtBranchId),
  used_at_till: orNull(voucher.usedAtTill),
  used_for_receipt: orNull(voucher.usedForReceipt),
  used_for_sale_id: orNull(voucher.usedForSaleId),
  cancelled_at: toInstantOrNull(voucher.cancelledAt),
  cancel_reason: orNull(voucher.cancelReason),
});

const memberShown = 4;
const codeShown = 6;

/** Enough to compare with what a person says, too little to find the member by. */
export const withMemberMasked = (voucher: VoucherAnswer): VoucherAnswer => ({
  ...voucher,
  member_id: `mem_…${voucher.member_id.slice(-memberShown)}`,
});

/** The last group of the code: enough to tell vouchers apart, too little to use one. */
export const withCodeMasked = (voucher: VoucherAnswer): VoucherAnswer => ({
  ...voucher,
  code: `…${voucher.code.slice(-codeShown)}`,
});

export const VoucherPath = z.strictObject({ code: reference() });
export type VoucherPath = z.infer<typeof VoucherPath>;
export const RedemptionPath = z.strictObject({ redemption_id: reference() });
export type RedemptionPath = z.infer<typeof RedemptionPath>;

export const VoucherUse = z
  .strictObject({
    branch: identifierText(120)
      .optional()
      .describe('Code or id of where it is used; a key of one branch may leave it out.'),
    till: identifierText(60).optional(),
    receipt: identifierText(60).optional().describe('Of the sale that it was used for.'),
    sale_id: reference().optional().describe('The sale itself, where it is known.'),
  })
  .meta({ id: 'VoucherUse', example: { branch: 'United Kingdom', till: '1', receipt: '5001' } });
export type VoucherUse = z.infer<typeof VoucherUse>;

export const Cancellation = z
  .strictObject({ reason: text(500).describe('Kept with the redemption.') })
  .meta({ id: 'Cancellation', example: { reason: 'Ordered twice' } });
export type Cancellation = z.infer<typeof Cancellation>;

export const CancelledAnswer = z
  .object({
    voucher: VoucherAnswer,
    points: WholeNumber.describe('Came back to the account.'),
    available: WholeNumber.describe('Points right after.'),
  })
  .meta({ id: 'CancelledRedemption' });
