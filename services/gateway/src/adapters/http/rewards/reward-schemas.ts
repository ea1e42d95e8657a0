import { VoucherStatus, type Reward, type Voucher } from '@vafa/contracts/rewards';
import { z } from 'zod';
import { count, identifierText, instantOut, pageOf, points, reference, text, WholeNumber } from '../scalars.ts';
import { orNull, toInstant, toInstantOrNull, toNumber } from '../values.ts';

export const NewReward = z
  .strictObject({
    code: text(60),
    name: text(120),
    price_points: points(),
    voucher_days: count().max(3_660).optional().describe('Days that a voucher lives; 0: no end. Default 0.'),
    open: z.boolean().optional().describe('Default true.'),
  })
  .meta({ id: 'NewReward', example: { code: 'coffee', name: 'A coffee', price_points: 100, voucher_days: 30 } });
export type NewReward = z.infer<typeof NewReward>;

export const RewardAnswer = z
  .object({ id: z.string(), code: z.string(), name: z.string(), price_points: z.int(), voucher_days: z.int(), open: z.boolean(), created_at: instantOut() })
  .meta({ id: 'Reward' });
export const RewardPage = pageOf(RewardAnswer, 'RewardPage');

export const toReward = (reward: Reward): z.infer<typeof RewardAnswer> => ({
  id: reward.id,
  code: reward.code,
  name: reward.name,
  price_points: toNumber(reward.pricePoints),
  voucher_days: reward.voucherDays,
  open: reward.open,
  created_at: toInstant(reward.createdAt),
});

const VoucherAnswer = z
  .object({
    code: z.string(),
    redemption_id: z.string(),
    reward_id: z.string(),
    member_id: z.string(),
    status: z.enum(['issued', 'used']),
    issued_at: instantOut(),
    expires_at: instantOut().nullable(),
    used_at: instantOut().nullable(),
    used_at_branch_id: z.string().nullable(),
  })
  .meta({ id: 'Voucher' });

export const toVoucher = (voucher: Voucher): z.infer<typeof VoucherAnswer> => ({
  code: voucher.code,
  redemption_id: voucher.redemptionId,
  reward_id: voucher.rewardId,
  member_id: voucher.memberId,
  status: voucher.status === VoucherStatus.VOUCHER_STATUS_USED ? 'used' : 'issued',
  issued_at: toInstant(voucher.issuedAt),
  expires_at: toInstantOrNull(voucher.expiresAt),
  used_at: toInstantOrNull(voucher.usedAt),
  used_at_branch_id: orNull(voucher.usedAtBranchId),
});

export const NewRedemption = z.strictObject({ member_id: reference(), reward_id: reference() }).meta({ id: 'NewRedemption', example: { member_id: 'mem_01hv…', reward_id: 'rwd_01hv…' } });
export type NewRedemption = z.infer<typeof NewRedemption>;

export const RedemptionAnswer = z.object({ voucher: VoucherAnswer, points: WholeNumber, available: WholeNumber.describe('Points left.') }).meta({ id: 'Redemption' });

export const VoucherPath = z.strictObject({ code: reference() });
export type VoucherPath = z.infer<typeof VoucherPath>;

export const VoucherUse = z.strictObject({ branch: identifierText(120).optional().describe('Code or id of where it is used.') }).meta({ id: 'VoucherUse', example: { branch: 'United Kingdom' } });

export const UsedVoucherAnswer = z.object({ voucher: VoucherAnswer, reward: RewardAnswer }).meta({ id: 'UsedVoucher' });
