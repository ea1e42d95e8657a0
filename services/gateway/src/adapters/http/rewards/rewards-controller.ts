import { Body, Controller, Get, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiBody, ApiTags } from '@nestjs/swagger';
import type { Club } from '@vafa/contracts/membership';
import type { z } from 'zod';
import type { Caller } from '../../../domain/api-key.ts';
import { Clubs } from '../../grpc/clubs.ts';
import type { Services } from '../../grpc/services.ts';
import { Operation } from '../operation.ts';
import { TheCaller, TheClub, TheCommandKey } from '../request-context.ts';
import { PageQuery, toPage } from '../scalars.ts';
import { InvalidRequest } from '../schema-pipe.ts';
import { SERVICES } from '../services-token.ts';
import { present, toWhole } from '../values.ts';
import { NewRedemption, NewReward, RedemptionAnswer, RewardAnswer, RewardPage, toReward, toVoucher, UsedVoucherAnswer, VoucherPath, VoucherUse } from './reward-schemas.ts';

const OptionalUse = VoucherUse.optional();

@ApiTags('Rewards')
@Controller('v1')
export class RewardsController {
  constructor(
    @Inject(SERVICES) private readonly services: Services,
    private readonly clubs: Clubs,
  ) {}

  @Post('rewards')
  @Operation({ id: 'createReward', summary: 'Add a reward to the catalogue', access: 'rewards:write', writes: true, status: 201, answer: RewardAnswer, errors: ['invalid_reward', 'reward_code_taken', 'key_reused'] })
  async create(@Body({ schema: NewReward }) body: NewReward, @TheClub() { id: clubId }: Club, @TheCommandKey() key: string) {
    const { code, name, price_points: pricePoints, voucher_days: voucherDays = 0, open = true } = body;
    const { reward } = await this.services.rewards.createReward({ clubId, key, reward: { id: '', clubId, code, name, pricePoints: BigInt(pricePoints), voucherDays, open, createdAt: undefined } });
    return toReward(present(reward));
  }

  @Get('rewards')
  @Operation({ id: 'listRewards', summary: 'The catalogue', access: 'rewards:read', branches: 'club', answer: RewardPage, errors: ['invalid_page_token'] })
  async list(@Query({ schema: PageQuery }) page: PageQuery, @TheClub() { id: clubId }: Club) {
    const { rewards, nextPageToken } = await this.services.rewards.listRewards({ clubId, page: toPage(page) });
    return { items: rewards.map(toReward), next_page_token: nextPageToken };
  }

  @Post('redemptions')
  @Operation({
    id: 'redeemReward',
    summary: "Burn a reward's price and issue a voucher",
    access: 'redemptions:write',
    branches: 'club',
    writes: true,
    status: 201,
    answer: RedemptionAnswer,
    errors: ['member_not_found', 'reward_not_found', 'reward_closed', 'balance_too_low', 'key_reused'],
  })
  async redeem(@Body({ schema: NewRedemption }) { member_id: memberId, reward_id: rewardId }: NewRedemption, @TheClub() { id: clubId }: Club, @TheCommandKey() key: string) {
    await this.services.membership.getMember({ clubId, memberId });
    const { voucher, points, available } = await this.services.rewards.redeem({ clubId, key, memberId, rewardId });
    return { voucher: toVoucher(present(voucher)), points: toWhole(points), available: toWhole(available) };
  }

  @Post('vouchers/:code/use')
  @ApiBody({ required: false })
  @Operation({
    id: 'useVoucher',
    summary: 'Use a voucher, at most once',
    access: 'vouchers:write',
    branches: 'judged',
    code: 'code',
    writes: true,
    answer: UsedVoucherAnswer,
    errors: ['voucher_not_found', 'voucher_used', 'voucher_expired', 'branch_not_found'],
  })
  async use(@Param({ schema: VoucherPath }) { code }: VoucherPath, @Body({ schema: OptionalUse }) body: z.infer<typeof OptionalUse>, @TheClub() { id: clubId }: Club, @TheCaller() caller: Caller, @TheCommandKey() key: string) {
    const branchId = await this.branchOf(caller, clubId, body?.branch);
    const { voucher, reward } = await this.services.rewards.useVoucher({ clubId, key, code, branchId });
    return { voucher: toVoucher(present(voucher)), reward: toReward(present(reward)) };
  }

  /** Where a voucher is used: a key of one branch need not name it, a key of several has to. */
  private async branchOf(caller: Caller, clubId: string, named: string | undefined): Promise<string> {
    const [only = '', ...others] = caller.branchIds;
    if (named === undefined && others.length === 0) return only;
    if (named === undefined) throw new InvalidRequest([{ pointer: '/branch', code: 'missing', detail: 'name the branch: this key has several' }]);
    return (await this.clubs.branchFor(caller, clubId, named)).id;
  }
}
