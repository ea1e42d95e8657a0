import { DomainError } from '@vafa/kernel';
import type { Redemption } from '../domain/redemption.ts';
import type { Reward } from '../domain/reward.ts';
import { givenOut, voucherNotFound } from '../domain/voucher.ts';
import { readVoucherCode, type VoucherCode } from '../domain/voucher-code.ts';
import type { Redemptions } from './redemptions.ts';
import type { RewardsCatalogue } from './rewards-catalogue.ts';
import type { VoucherCodes } from './voucher-codes.ts';

export interface FoundVoucher {
  readonly redemption: Redemption;
  readonly reward: Reward;
  readonly code: VoucherCode;
}

/** A club's voucher by its code as a person gives it. Raises `voucher_not_found`. */
export class FindVoucher {
  constructor(
    private readonly redemptions: Redemptions,
    private readonly catalogue: RewardsCatalogue,
    private readonly codes: VoucherCodes,
  ) {}

  async execute(clubId: string, text: string): Promise<FoundVoucher> {
    const code = readVoucherCode(text);
    if (code === undefined) throw voucherNotFound();
    const redemption = givenOut(await this.redemptions.byCode(clubId, this.codes.hash(clubId, code)));
    const known = await this.catalogue.load(redemption.rewardId);
    if (!known) throw new DomainError('internal', 'reward_missing', 'the reward of a voucher is gone');
    return { redemption, reward: known.reward, code };
  }
}
