import { Body, Controller, Get, Inject, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Club } from '@vafa/contracts/membership';
import { z } from 'zod';
import type { Services } from '../../grpc/services.ts';
import { Operation } from '../operation.ts';
import { TheClub, TheCommandKey } from '../request-context.ts';
import { PageQuery, toPage, WholeNumber } from '../scalars.ts';
import { SERVICES } from '../services-token.ts';
import { present, toWhole } from '../values.ts';
import {
  NewRedemption,
  NewReward,
  RewardAnswer,
  RewardChange,
  RewardPage,
  RewardPath,
  toReward,
} from './reward-schemas.ts';
import { toVoucher, VoucherAnswer } from './voucher-schemas.ts';

const RedemptionAnswer = z
  .object({ voucher: VoucherAnswer, points: WholeNumber, available: WholeNumber.describe('Points left.') })
  .meta({ id: 'Redemption' });

@ApiTags('Rewards')
@Controller('v1')
export class RewardsController {
  constructor(@Inject(SERVICES) private readonly services: Services) {}

  @Post('rewards')
  @Operation({
    id: 'createReward',
    summary: 'Add a reward to the catalogue',
    access: 'rewards:write',
    writes: true,
    status: 201,
    answer: RewardAnswer,
    errors: ['invalid_reward', 'reward_code_taken', 'key_reused'],
  })
  async create(
    @Body({ schema: NewReward }) body: NewReward,
    @TheClub() { id: clubId }: Club,
    @TheCommandKey() key: string,
  ) {
    const {
      code,
      name,
      description = '',
      price_points: pricePoints,
      voucher_days: voucherDays = 0,
      open = true,
    } = body;
    const own = { id: '', clubId, version: 0, createdAt: undefined, changedAt: undefined };
    const { reward } = await this.services.rewards.createReward({
      clubId,
      key,
      reward: { ...own, code, name, description, pricePoints: BigInt(pricePoints), voucherDays, open },
    });
    return toReward(present(reward));
  }

  @Patch('rewards/:reward_id')
  @Operation({
    id: 'changeReward',
    summary: 'Change a reward for redemptions to come, or close it',
    description: 'Vouchers that were issued stay as they are, and good. What is left out stays. The code stays.',
    access: 'rewards:write',
    writes: true,
    answer: RewardAnswer,
    errors: ['reward_not_found', 'reward_changed', 'invalid_reward', 'key_reused'],
  })
  async change(
    @Param({ schema: RewardPath }) { reward_id: rewardId }: RewardPath,
    @Body({ schema: RewardChange }) body: RewardChange,
    @TheClub() { id: clubId }: Club,
    @TheCommandKey() key: string,
  ) {
    const { version, name, description, price_points: price, voucher_days: voucherDays, open } = body;
    const pricePoints = price === undefined ? undefined : BigInt(price);
    const { reward } = await this.services.rewards.changeReward({
      clubId,
      key,
      rewardId,
      version,
      name,
      description,
      pricePoints,
      voucherDays,
      open,
    });
    return toReward(present(reward));
  }

  @Get('rewards')
  @Operation({
    id: 'listRewards',
    summary: 'The catalogue, open and closed',
    access: 'rewards:read',
    branches: 'club',
    answer: RewardPage,
    errors: ['invalid_page_token'],
  })
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
    errors: [
      'member_not_found',
      'reward_not_found',
      'reward_closed',
      'balance_too_low',
      'amount_out_of_bounds',
      'not_spendable',
      'account_frozen',
      'account_closed',
      'key_reused',
    ],
  })
  async redeem(
    @Body({ schema: NewRedemption }) { member_id: memberId, reward_id: rewardId }: NewRedemption,
    @TheClub() { id: clubId, timeZone }: Club,
    @TheCommandKey() key: string,
  ) {
    await this.services.membership.getMember({ clubId, memberId });
    const { voucher, points, available } = await this.services.rewards.redeem({
      clubId,
      key,
      memberId,
      rewardId,
      timeZone,
    });
    return { voucher: toVoucher(present(voucher)), points: toWhole(points), available: toWhole(available) };
  }
}
