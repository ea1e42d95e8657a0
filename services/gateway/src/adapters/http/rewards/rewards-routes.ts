import type { CancelRedemptionRequest } from '@vafa/contracts/rewards';
import { controllerOf } from '../contract/controller-of.ts';
import { overlay } from '../contract/overlay.ts';
import { route } from '../contract/route.ts';
import { theMember } from '../members/the-member.ts';
import { text } from '../scalars.ts';
import {
  cancelled,
  redemption,
  reward,
  rewardChange,
  voucher,
  voucherSeen,
  voucherUse,
  voucherUsed,
} from './rewards.ts';
import { branchOfUse, withCodeMasked, withMemberMasked } from './vouchers.ts';

const cancellation = overlay<CancelRedemptionRequest>('vafa.rewards.v1.CancelRedemptionRequest', {
  reason: { given: text(500) },
});

export const RewardsController = controllerOf('Rewards', [
  route('POST /v1/rewards', 'rewards.createReward', {
    id: 'createReward',
    summary: 'Add a reward to the catalogue',
    access: 'rewards:write',
    writes: true,
    status: 201,
    body: {
      of: reward,
      id: 'NewReward',
      example: { code: 'coffee', name: 'A coffee', price_points: 100, voucher_days: 30 },
    },
    answer: reward,
  }),
  route('PATCH /v1/rewards/:reward_id', 'rewards.changeReward', {
    id: 'changeReward',
    summary: 'Change a reward for redemptions to come, or close it',
    description: 'Vouchers that were issued stay as they are, and good. What is left out stays. The code stays.',
    access: 'rewards:write',
    writes: true,
    body: { of: rewardChange, id: 'RewardChange', example: { version: 1, price_points: 120 } },
    answer: reward,
  }),
  route('GET /v1/rewards', 'rewards.listRewards', {
    id: 'listRewards',
    summary: 'The catalogue, open and closed',
    access: 'rewards:read',
    branches: 'club',
    answer: reward,
  }),
  route('POST /v1/redemptions', 'rewards.redeem', {
    id: 'redeemReward',
    summary: "Burn a reward's price and issue a voucher",
    access: 'redemptions:write',
    branches: 'club',
    writes: true,
    status: 201,
    fill: { timeZone: ({ club }) => club.timeZone },
    body: { id: 'NewRedemption', example: { member_id: 'mem_01hv…', reward_id: 'rwd_01hv…' } },
    prepare: theMember,
    answer: redemption,
    asks: ['membership.getMember'],
  }),
  route('GET /v1/vouchers/:code', 'rewards.getVoucher', {
    id: 'getVoucher',
    summary: 'Look at a voucher without using it',
    description: 'A key that is bound to branches sees of the member only the end of the id.',
    access: 'vouchers:read',
    branches: 'club',
    code: 'code',
    answer: voucherSeen,
    show: withMemberMasked,
  }),
  route('GET /v1/members/:member_id/vouchers', 'rewards.listVouchers', {
    id: 'listMemberVouchers',
    summary: "A member's vouchers, newest first",
    description: 'A key that is bound to branches sees only the end of each code: who uses a voucher brings it.',
    access: 'vouchers:read',
    branches: 'club',
    prepare: theMember,
    answer: voucher,
    show: withCodeMasked,
    asks: ['membership.getMember'],
  }),
  route('POST /v1/vouchers/:code/use', 'rewards.useVoucher', {
    id: 'useVoucher',
    summary: 'Use a voucher, at most once',
    access: 'vouchers:write',
    branches: 'judged',
    code: 'code',
    writes: true,
    body: { of: voucherUse, id: 'VoucherUse', example: { branch: 'United Kingdom', till: '1', receipt: '5001' } },
    prepare: branchOfUse,
    answer: voucherUsed,
    asks: ['membership.getBranch'],
  }),
  route('POST /v1/redemptions/:redemption_id/cancel', 'rewards.cancelRedemption', {
    id: 'cancelRedemption',
    summary: 'End a voucher that was not used, and give its points back to the lots they came from',
    access: 'redemptions:cancel',
    writes: true,
    fill: { person: ({ caller }) => caller.id },
    body: { of: cancellation, id: 'Cancellation', example: { reason: 'Ordered twice' } },
    answer: cancelled,
  }),
]);
