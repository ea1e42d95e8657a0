import { DomainError, type Clock } from '@vafa/kernel';
import { useVoucher, type VoucherUse } from '../domain/voucher.ts';
import type { CommandKeys } from './command-keys.ts';
import type { FindVoucher, FoundVoucher } from './find-voucher.ts';
import type { Redemptions } from './redemptions.ts';

/** Uses a voucher at most once. Raises `voucher_not_found`, `voucher_used`, `voucher_expired`, `voucher_cancelled`, `key_reused`. */
export class UseVoucher {
  constructor(
    private readonly finding: FindVoucher,
    private readonly redemptions: Redemptions,
    private readonly keys: CommandKeys,
    private readonly clock: Clock,
  ) {}

  async execute(clubId: string, text: string, use: VoucherUse): Promise<FoundVoucher> {
    const found = await this.finding.execute(clubId, text);
    const { id } = found.redemption;
    // Only after the voucher is found: whoever guesses codes leaves nothing behind.
    if (!(await this.keys.claim('use', clubId, use.key, [id, use.branchId, use.till, use.receipt, use.saleId].join('/')))) throw new DomainError('conflict', 'key_reused', 'this key has used something else');
    const now = this.clock.now();
    const redemption = await this.redemptions.change(id, (current) => useVoucher(current, use, now));
    return { ...found, redemption: redemption ?? found.redemption };
  }
}
