import { derivedId, DomainError, isTimeZone, type Clock } from '@vafa/kernel';
import { idPrefixes } from '../domain/ids.ts';
import { request, sameOrder, type RedeemOrder, type Redemption } from '../domain/redemption.ts';
import type { VoucherCode } from '../domain/voucher-code.ts';
import type { Redemptions } from './redemptions.ts';
import type { RewardsCatalogue } from './rewards-catalogue.ts';
import type { SettleRedemption } from './settle-redemption.ts';
import type { VoucherCodes } from './voucher-codes.ts';

export interface Redeemed {
  readonly redemption: Redemption;
  readonly code: VoucherCode;
}

const refusals: Record<string, string> = {
  reward_closed: 'this reward cannot be redeemed',
  balance_too_low: 'the member has too few points for this reward',
};

/**
 * Burns a reward's price and issues its voucher, once per key. The redemption is written before the ledger is asked, so
 * a repeat, or the sweep, goes on from wherever it was. Raises `reward_not_found`, `reward_closed`, `balance_too_low`,
 * `key_reused`.
 */
export class Redeem {
  constructor(
    private readonly catalogue: RewardsCatalogue,
    private readonly redemptions: Redemptions,
    private readonly settling: SettleRedemption,
    private readonly codes: VoucherCodes,
    private readonly clock: Clock,
  ) {}

  async execute(order: RedeemOrder): Promise<Redeemed> {
    const id = derivedId(idPrefixes.redemption, `${order.clubId}/${order.key}`);
    const asked = (await this.redemptions.load(id)) ?? (await this.begin(id, order));
    sameOrder(asked, order);
    const redemption = await this.settling.execute(asked);
    if (redemption.refusal !== undefined)
      throw new DomainError(
        'refused',
        redemption.refusal,
        refusals[redemption.refusal] ?? 'the ledger refused the burn',
      );
    return { redemption, code: this.codes.open(id, redemption.sealedCode) };
  }

  private async begin(id: string, order: RedeemOrder): Promise<Redemption> {
    const known = await this.catalogue.load(order.rewardId);
    if (known?.reward.clubId !== order.clubId)
      throw new DomainError('not_found', 'reward_not_found', 'the club has no such reward');
    if (!isTimeZone(order.timeZone))
      throw new DomainError('invalid', 'invalid_time_zone', 'a redemption says the time zone of its club');
    const code = this.codes.draw();
    const sealed = { codeHash: this.codes.hash(order.clubId, code), sealedCode: this.codes.seal(id, code) };
    const redemption = request(id, order, known.reward, sealed, this.clock.now());
    if ((await this.redemptions.insert(redemption, order.key)) === 'inserted') return redemption;
    const first = await this.redemptions.load(id);
    if (first) return first;
    throw new DomainError('unavailable', 'too_busy', 'the redemption cannot be read yet; ask again with the same key');
  }
}
