import { Controller } from '@nestjs/common';
import {
  RewardsServiceControllerMethods,
  type CreateRewardRequest,
  type CreateRewardResponse,
  type GetRelayStatusResponse,
  type GetVoucherRequest,
  type GetVoucherResponse,
  type ListRewardsRequest,
  type ListRewardsResponse,
  type RedeemRequest,
  type RedeemResponse,
  type RewardsServiceController,
  type UseVoucherRequest,
  type UseVoucherResponse,
} from '@vafa/contracts/rewards';
import { Unrelayed } from '@vafa/events';
import { keyOf } from '@vafa/grpc';
import { DomainError, parseId } from '@vafa/kernel';
import { decodePageToken, encodePageToken, pageSize } from '@vafa/mongo';
import { CreateReward } from '../../use-cases/create-reward.ts';
import { FindVoucher } from '../../use-cases/find-voucher.ts';
import { ListRewards } from '../../use-cases/list-rewards.ts';
import { Redeem } from '../../use-cases/redeem.ts';
import { UseVoucher } from '../../use-cases/use-voucher.ts';
import { toIssuedVoucher, toRewardMessage, toVoucherMessage } from './to-voucher-message.ts';

@Controller()
@RewardsServiceControllerMethods()
export class RewardsController implements RewardsServiceController {
  constructor(
    private readonly creation: CreateReward,
    private readonly list: ListRewards,
    private readonly redemption: Redeem,
    private readonly finding: FindVoucher,
    private readonly use: UseVoucher,
    private readonly events: Unrelayed,
  ) {}

  async createReward(request: CreateRewardRequest): Promise<CreateRewardResponse> {
    const key = keyOf(request);
    if (!request.reward) throw new DomainError('invalid', 'invalid_reward', 'there is no reward in the request', { reward: 'missing' });
    const { code, name, pricePoints, voucherDays, open } = request.reward;
    return { reward: toRewardMessage(await this.creation.execute(request.clubId, key, { code, name, pricePoints, voucherDays, open })) };
  }

  async listRewards({ clubId, page }: ListRewardsRequest): Promise<ListRewardsResponse> {
    const after = decodePageToken(page?.pageToken, ['code'])?.code ?? '';
    const { rewards, more } = await this.list.execute(clubId, after, pageSize(page));
    const last = rewards.at(-1);
    return { rewards: rewards.map(toRewardMessage), nextPageToken: more && last ? encodePageToken({ code: last.code }) : '' };
  }

  async redeem(request: RedeemRequest): Promise<RedeemResponse> {
    const order = { clubId: request.clubId, key: keyOf(request), memberId: parseId('member', request.memberId), rewardId: request.rewardId };
    const { redemption, code } = await this.redemption.execute(order);
    return { voucher: toIssuedVoucher(redemption, code), points: redemption.points, available: redemption.available ?? 0n };
  }

  async useVoucher(request: UseVoucherRequest): Promise<UseVoucherResponse> {
    const { redemption, reward, code } = await this.use.execute(request.clubId, request.code, { key: keyOf(request), branchId: request.branchId });
    return { voucher: toVoucherMessage(redemption, code), reward: toRewardMessage(reward) };
  }

  async getVoucher(request: GetVoucherRequest): Promise<GetVoucherResponse> {
    const { redemption, reward, code } = await this.finding.execute(request.clubId, request.code);
    return { voucher: toVoucherMessage(redemption, code), reward: toRewardMessage(reward) };
  }

  async getRelayStatus(): Promise<GetRelayStatusResponse> {
    return { status: { unrelayed: BigInt(await this.events.count()) } };
  }
}
