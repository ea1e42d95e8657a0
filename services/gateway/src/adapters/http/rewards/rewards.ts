import type {
  CancelRedemptionResponse,
  ChangeRewardRequest,
  GetVoucherResponse,
  RedeemResponse,
  Reward,
  UseVoucherRequest,
  UseVoucherResponse,
  Voucher,
} from '@vafa/contracts/rewards';
import { z } from 'zod';
import { overlay } from '../contract/overlay.ts';
import { count, identifierText, points, prose, seenVersion, text } from '../scalars.ts';

const longestDescription = 2_000;

export const reward = overlay<Reward>(
  'vafa.rewards.v1.Reward',
  {
    clubId: { hidden: true },
    code: { given: text(60) },
    name: { given: text(120) },
    description: { given: prose(longestDescription), otherwise: '' },
    pricePoints: { given: points() },
    voucherDays: { given: count().max(3_660), otherwise: 0 },
    open: { given: true, otherwise: true },
  },
  {
    id: 'Reward',
    derived: { state: { schema: z.enum(['open', 'closed']), of: ({ open }) => (open ? 'open' : 'closed') } },
  },
);

export const rewardChange = overlay<ChangeRewardRequest>(
  'vafa.rewards.v1.ChangeRewardRequest',
  { version: { given: seenVersion() }, description: { given: z.union([prose(longestDescription), z.literal('')]) } },
  { like: reward },
);

export const voucher = overlay<Voucher>(
  'vafa.rewards.v1.Voucher',
  {
    expiresAt: { orNull: true },
    usedAt: { orNull: true },
    usedAtBranchId: { orNull: true },
    usedAtTill: { orNull: true },
    usedForReceipt: { orNull: true },
    usedForSaleId: { orNull: true },
    cancelledAt: { orNull: true },
    cancelReason: { orNull: true },
  },
  { id: 'Voucher' },
);

const shown = { voucher: { of: voucher }, reward: { of: reward } };
export const voucherSeen = overlay<GetVoucherResponse>('vafa.rewards.v1.GetVoucherResponse', shown, {
  id: 'VoucherOfReward',
});
export const voucherUsed = overlay<UseVoucherResponse>('vafa.rewards.v1.UseVoucherResponse', shown, {
  id: 'VoucherOfReward',
});

const moved = { voucher: { of: voucher }, points: { whole: true }, available: { whole: true } } as const;
export const redemption = overlay<RedeemResponse>('vafa.rewards.v1.RedeemResponse', moved, { id: 'Redemption' });
export const cancelled = overlay<CancelRedemptionResponse>('vafa.rewards.v1.CancelRedemptionResponse', moved, {
  id: 'CancelledRedemption',
});

export const voucherUse = overlay<UseVoucherRequest>('vafa.rewards.v1.UseVoucherRequest', {
  branchId: {
    as: 'branch',
    given: identifierText(120),
    otherwise: '',
    says: 'Code or id of where it is used; a key of one branch may leave it out.',
  },
  till: { given: identifierText(60), otherwise: '' },
  receipt: { given: identifierText(60), otherwise: '' },
  saleId: { given: true, otherwise: '' },
});
