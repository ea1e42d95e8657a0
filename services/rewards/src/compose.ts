import type { Clock, Commands } from '@vafa/kernel';
import { CancelRedemption } from './use-cases/cancel-redemption.ts';
import { ChangeReward } from './use-cases/change-reward.ts';
import { CreateReward } from './use-cases/create-reward.ts';
import { FindVoucher } from './use-cases/find-voucher.ts';
import { FinishPendingRedemptions } from './use-cases/finish-pending-redemptions.ts';
import { ListRewards } from './use-cases/list-rewards.ts';
import { ListVouchers } from './use-cases/list-vouchers.ts';
import type { PointsLedger } from './use-cases/points-ledger.ts';
import { Redeem } from './use-cases/redeem.ts';
import type { Redemptions } from './use-cases/redemptions.ts';
import type { RewardsCatalogue } from './use-cases/rewards-catalogue.ts';
import { SettleRedemption } from './use-cases/settle-redemption.ts';
import { UseVoucher } from './use-cases/use-voucher.ts';
import type { VoucherCodes } from './use-cases/voucher-codes.ts';

export interface Ports {
  readonly catalogue: RewardsCatalogue;
  readonly redemptions: Redemptions;
  readonly commands: Commands;
  readonly codes: VoucherCodes;
  readonly ledger: PointsLedger;
  readonly clock: Clock;
}

/** The use cases on their ports. */
export const composeUseCases = ({ catalogue, redemptions, commands, codes, ledger, clock }: Ports) => {
  const settling = new SettleRedemption(redemptions, ledger, clock);
  const finding = new FindVoucher(redemptions, catalogue, codes);
  return {
    useCases: [
      new CreateReward(catalogue, commands, clock),
      new ChangeReward(catalogue, commands, clock),
      new ListRewards(catalogue),
      new Redeem(catalogue, redemptions, settling, codes, clock),
      finding,
      new UseVoucher(finding, redemptions, commands, clock),
      new ListVouchers(redemptions, codes),
      new CancelRedemption(redemptions, settling, codes, commands, clock),
    ],
    finishing: new FinishPendingRedemptions(redemptions, settling, clock),
  };
};
