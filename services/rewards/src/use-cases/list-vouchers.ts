import type { Redemption } from '../domain/redemption.ts';
import type { VoucherCode } from '../domain/voucher-code.ts';
import type { MemberPlace, Redemptions } from './redemptions.ts';
import type { VoucherCodes } from './voucher-codes.ts';

/** A member's vouchers, newest first. */
export class ListVouchers {
  constructor(
    private readonly redemptions: Redemptions,
    private readonly codes: VoucherCodes,
  ) {}

  /** At most `size` of them, after a place. */
  async execute(
    clubId: string,
    memberId: string,
    after: MemberPlace | undefined,
    size: number,
  ): Promise<{ vouchers: readonly { redemption: Redemption; code: VoucherCode }[]; more: boolean }> {
    const found = await this.redemptions.ofMember(clubId, memberId, after, size + 1);
    const vouchers = found
      .slice(0, size)
      .map((redemption) => ({ redemption, code: this.codes.open(redemption.id, redemption.sealedCode) }));
    return { vouchers, more: found.length > size };
  }
}
