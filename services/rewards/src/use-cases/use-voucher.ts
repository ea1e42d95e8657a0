import type { Clock, Commands } from '@vafa/kernel';
import { useVoucher, type VoucherUse } from '../domain/voucher.ts';
import type { FindVoucher, FoundVoucher } from './find-voucher.ts';
import type { Redemptions } from './redemptions.ts';

/**
 * Uses a voucher at most once. Raises `voucher_not_found`, `voucher_used`, `voucher_expired`, `voucher_cancelled`,
 * `key_reused`.
 */
export class UseVoucher {
  constructor(
    private readonly finding: FindVoucher,
    private readonly redemptions: Redemptions,
    private readonly commands: Commands,
    private readonly clock: Clock,
  ) {}

  async execute(clubId: string, text: string, use: VoucherUse): Promise<FoundVoucher> {
    const found = await this.finding.execute(clubId, text);
    const { id } = found.redemption;
    // Only after the voucher is found: whoever guesses codes leaves nothing behind.
    await this.commands.enter(
      { verb: 'use', clubId, key: use.key, body: [id, use.branchId, use.till, use.receipt, use.saleId].join('/') },
      id,
    );
    const now = this.clock.now();
    const redemption = await this.redemptions.change(id, (current) => useVoucher(current, use, now));
    return { ...found, redemption: redemption ?? found.redemption };
  }
}
