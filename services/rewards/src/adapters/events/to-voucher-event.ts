import { encodeEvent, topics } from '@vafa/contracts';
import { RewardsEvent } from '@vafa/contracts/rewards-events';
import type { NewEvent } from '@vafa/mongo';
import type { Redemption, RedemptionFact } from '../../domain/redemption.ts';

type Event = NonNullable<RewardsEvent['event']>;

/** The code is a bearer value and stays out. */
const toEvent = (
  { id: redemptionId, rewardId, memberId, points, rewardVersion = 1 }: Redemption,
  fact: RedemptionFact,
): Event => {
  const voucher = { redemptionId, rewardId, memberId };
  switch (fact.kind) {
    case 'voucherIssued':
      return { $case: 'voucherIssued', value: { ...voucher, points, rewardVersion } };
    case 'voucherUsed': {
      const { branchId, till, receipt, saleId } = fact;
      return { $case: 'voucherUsed', value: { ...voucher, branchId, till, receipt, saleId } };
    }
    case 'voucherCancelled':
      return { $case: 'voucherCancelled', value: { ...voucher, points: fact.points } };
  }
};

export const toVoucherEvent =
  (redemption: Redemption, fact: RedemptionFact): NewEvent =>
  (place) =>
    encodeEvent(topics.rewards, RewardsEvent, place, toEvent(redemption, fact));
