import type { Reward } from '@vafa/contracts/rewards';
import { z } from 'zod';
import { count, instantOut, pageOf, points, prose, reference, text } from '../scalars.ts';
import { toInstant, toNumber } from '../values.ts';

const longestDescription = 2_000;
const days = () => count().max(3_660);
const daysMeaning = "A voucher lives to the end of the club's day so many days after its issue; 0: no end.";

export const NewReward = z
  .strictObject({
    code: text(60),
    name: text(120),
    description: prose(longestDescription).optional(),
    price_points: points(),
    voucher_days: days().optional().describe(`${daysMeaning} Default 0.`),
    open: z.boolean().optional().describe('Default true.'),
  })
  .meta({ id: 'NewReward', example: { code: 'coffee', name: 'A coffee', price_points: 100, voucher_days: 30 } });
export type NewReward = z.infer<typeof NewReward>;

export const RewardPath = z.strictObject({ reward_id: reference() });
export type RewardPath = z.infer<typeof RewardPath>;

export const RewardChange = z
  .strictObject({
    version: z.int().min(1).describe('That you saw.'),
    name: text(120).optional(),
    description: z.union([prose(longestDescription), z.literal('')]).optional(),
    price_points: points().optional(),
    voucher_days: days().optional().describe(daysMeaning),
    open: z.boolean().optional().describe('False closes it: it is not redeemed any more, and its vouchers stay good.'),
  })
  .meta({ id: 'RewardChange', example: { version: 1, price_points: 120 } });
export type RewardChange = z.infer<typeof RewardChange>;

export const RewardAnswer = z
  .object({
    id: z.string(),
    code: z.string(),
    name: z.string(),
    description: z.string(),
    price_points: z.int(),
    voucher_days: z.int(),
    open: z.boolean(),
    state: z.enum(['open', 'closed']),
    version: z.int().describe('From 1, one more with each change.'),
    created_at: instantOut(),
    changed_at: instantOut(),
  })
  .meta({ id: 'Reward' });
export const RewardPage = pageOf(RewardAnswer, 'RewardPage');

export const toReward = (reward: Reward): z.infer<typeof RewardAnswer> => ({
  id: reward.id,
  code: reward.code,
  name: reward.name,
  description: reward.description,
  price_points: toNumber(reward.pricePoints),
  voucher_days: reward.voucherDays,
  open: reward.open,
  state: reward.open ? 'open' : 'closed',
  version: reward.version,
  created_at: toInstant(reward.createdAt),
  changed_at: toInstant(reward.changedAt),
});

export const NewRedemption = z
  .strictObject({ member_id: reference(), reward_id: reference() })
  .meta({ id: 'NewRedemption', example: { member_id: 'mem_01hv…', reward_id: 'rwd_01hv…' } });
export type NewRedemption = z.infer<typeof NewRedemption>;
