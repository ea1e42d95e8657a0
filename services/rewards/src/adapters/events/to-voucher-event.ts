import { encodeEvent, topics } from '@vafa/contracts';
import { RewardsEvent } from '@vafa/contracts/rewards-events';
import type { NewEvent } from '@vafa/mongo';
import type { Redemption, RedemptionFact } from '../../domain/redemption.ts';

/** The code is a bearer value and stays out. */
export const toVoucherEvent = ({ id: redemptionId, rewardId, memberId, points }: Redemption, fact: RedemptionFact): NewEvent => {
  const voucher = { redemptionId, rewardId, memberId };
  return (place) =>
    fact.kind === 'voucherIssued'
      ? encodeEvent(topics.rewards, RewardsEvent, place, { $case: 'voucherIssued', value: { ...voucher, points } })
      : encodeEvent(topics.rewards, RewardsEvent, place, { $case: 'voucherUsed', value: { ...voucher, branchId: fact.branchId } });
};
