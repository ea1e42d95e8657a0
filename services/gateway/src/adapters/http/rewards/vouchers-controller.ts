import { Body, Controller, Get, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Club } from '@vafa/contracts/membership';
import type { Caller } from '../../../domain/api-key.ts';
import { Clubs } from '../../grpc/clubs.ts';
import type { Services } from '../../grpc/services.ts';
import { MemberPath } from '../members/member-schemas.ts';
import { Operation } from '../operation.ts';
import { TheCaller, TheClub, TheCommandKey } from '../request-context.ts';
import { PageQuery, toPage } from '../scalars.ts';
import { InvalidRequest } from '../schema-pipe.ts';
import { SERVICES } from '../services-token.ts';
import { present, toWhole } from '../values.ts';
import { toReward } from './reward-schemas.ts';
import {
  CancelledAnswer,
  Cancellation,
  RedemptionPath,
  toVoucher,
  VoucherOfReward,
  VoucherPage,
  VoucherPath,
  VoucherUse,
  withCodeMasked,
  withMemberMasked,
} from './voucher-schemas.ts';

@ApiTags('Rewards')
@Controller('v1')
export class VouchersController {
  constructor(
    @Inject(SERVICES) private readonly services: Services,
    private readonly clubs: Clubs,
  ) {}

  @Get('vouchers/:code')
  @Operation({
    id: 'getVoucher',
    summary: 'Look at a voucher without using it',
    description: 'A key that is bound to branches sees of the member only the end of the id.',
    access: 'vouchers:read',
    branches: 'club',
    code: 'code',
    answer: VoucherOfReward,
    errors: ['voucher_not_found'],
  })
  async get(
    @Param({ schema: VoucherPath }) { code }: VoucherPath,
    @TheClub() { id: clubId }: Club,
    @TheCaller() { branchIds }: Caller,
  ) {
    const { voucher, reward } = await this.services.rewards.getVoucher({ clubId, code });
    const shown = toVoucher(present(voucher));
    return { voucher: branchIds.length > 0 ? withMemberMasked(shown) : shown, reward: toReward(present(reward)) };
  }

  @Get('members/:member_id/vouchers')
  @Operation({
    id: 'listMemberVouchers',
    summary: "A member's vouchers, newest first",
    description: 'A key that is bound to branches sees only the end of each code: who uses a voucher brings it.',
    access: 'vouchers:read',
    branches: 'club',
    answer: VoucherPage,
    errors: ['member_not_found', 'invalid_page_token'],
  })
  async ofMember(
    @Param({ schema: MemberPath }) { member_id: memberId }: MemberPath,
    @Query({ schema: PageQuery }) page: PageQuery,
    @TheClub() { id: clubId }: Club,
    @TheCaller() { branchIds }: Caller,
  ) {
    await this.services.membership.getMember({ clubId, memberId });
    const { vouchers, nextPageToken } = await this.services.rewards.listVouchers({
      clubId,
      memberId,
      page: toPage(page),
    });
    const items = vouchers.map(toVoucher);
    return { items: branchIds.length > 0 ? items.map(withCodeMasked) : items, next_page_token: nextPageToken };
  }

  @Post('vouchers/:code/use')
  @Operation({
    id: 'useVoucher',
    summary: 'Use a voucher, at most once',
    access: 'vouchers:write',
    branches: 'judged',
    code: 'code',
    writes: true,
    answer: VoucherOfReward,
    errors: [
      'voucher_not_found',
      'voucher_used',
      'voucher_expired',
      'voucher_cancelled',
      'branch_not_found',
      'key_reused',
    ],
  })
  async use(
    @Param({ schema: VoucherPath }) { code }: VoucherPath,
    @Body({ schema: VoucherUse }) body: VoucherUse,
    @TheClub() { id: clubId }: Club,
    @TheCaller() caller: Caller,
    @TheCommandKey() key: string,
  ) {
    const branchId = await this.branchOf(caller, clubId, body.branch);
    const { till = '', receipt = '', sale_id: saleId = '' } = body;
    const { voucher, reward } = await this.services.rewards.useVoucher({
      clubId,
      key,
      code,
      branchId,
      till,
      receipt,
      saleId,
    });
    return { voucher: toVoucher(present(voucher)), reward: toReward(present(reward)) };
  }

  @Post('redemptions/:redemption_id/cancel')
  @Operation({
    id: 'cancelRedemption',
    summary: 'End a voucher that was not used, and give its points back to the lots they came from',
    access: 'redemptions:cancel',
    writes: true,
    answer: CancelledAnswer,
    errors: [
      'redemption_not_found',
      'redemption_not_issued',
      'redemption_cancelled',
      'voucher_used',
      'invalid_reason',
      'key_reused',
    ],
  })
  async cancel(
    @Param({ schema: RedemptionPath }) { redemption_id: redemptionId }: RedemptionPath,
    @Body({ schema: Cancellation }) { reason }: Cancellation,
    @TheClub() { id: clubId }: Club,
    @TheCaller() { id: person }: Caller,
    @TheCommandKey() key: string,
  ) {
    const { voucher, points, available } = await this.services.rewards.cancelRedemption({
      clubId,
      key,
      redemptionId,
      reason,
      person,
    });
    return { voucher: toVoucher(present(voucher)), points: toWhole(points), available: toWhole(available) };
  }

  /** Where a voucher is used: a key of one branch need not name it, every other has to. */
  private async branchOf(caller: Caller, clubId: string, named: string | undefined): Promise<string> {
    if (named !== undefined) return (await this.clubs.branchFor(caller, clubId, named)).id;
    const [only, ...others] = caller.branchIds;
    if (only !== undefined && others.length === 0) return only;
    throw new InvalidRequest([
      { pointer: '/branch', code: 'missing', detail: 'name the branch: this key is not of one branch' },
    ]);
  }
}
