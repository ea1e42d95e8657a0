import { DomainError, type Clock, type Commands } from '@vafa/kernel';
import { cancel, checkReason, type CancelOrder } from '../domain/cancellation.ts';
import type { Redemption } from '../domain/redemption.ts';
import type { VoucherCode } from '../domain/voucher-code.ts';
import type { Redemptions } from './redemptions.ts';
import type { SettleRedemption } from './settle-redemption.ts';
import type { VoucherCodes } from './voucher-codes.ts';

/**
 * Ends a voucher that was not used and gives its points back, once. The redemption says so before the ledger is asked.
 * So the voucher cannot be used meanwhile, and a repeat, or the sweep, goes on from there. Raises
 * `redemption_not_found`, `redemption_not_issued`, `redemption_cancelled`, `voucher_used`, `invalid_reason`,
 * `key_reused`.
 */
export class CancelRedemption {
  constructor(
    private readonly redemptions: Redemptions,
    private readonly settling: SettleRedemption,
    private readonly codes: VoucherCodes,
    private readonly commands: Commands,
    private readonly clock: Clock,
  ) {}

  async execute(
    clubId: string,
    id: string,
    given: CancelOrder,
  ): Promise<{ readonly redemption: Redemption; readonly code: VoucherCode }> {
    const order = { ...given, reason: checkReason(given.reason) };
    const asked = await this.redemptions.load(id);
    if (asked?.clubId !== clubId)
      throw new DomainError('not_found', 'redemption_not_found', 'the club has no such redemption');
    await this.commands.enter({ verb: 'cancel', clubId, key: order.key, body: `${id}/${order.reason}` }, id);
    // What a crash left pending is ended first: its points may be gone already.
    await this.settling.execute(asked);
    const now = this.clock.now();
    const cancelling = await this.redemptions.change(id, (current) => cancel(current, order, now));
    const redemption = await this.settling.execute(cancelling ?? asked);
    return { redemption, code: this.codes.open(id, redemption.sealedCode) };
  }
}
