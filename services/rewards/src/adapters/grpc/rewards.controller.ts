import {
  RewardsServiceService,
  type CancelRedemptionRequest,
  type CancelRedemptionResponse,
  type ChangeRewardRequest,
  type ChangeRewardResponse,
  type CreateRewardRequest,
  type CreateRewardResponse,
  type GetVoucherRequest,
  type GetVoucherResponse,
  type ListRewardsRequest,
  type ListRewardsResponse,
  type ListVouchersRequest,
  type ListVouchersResponse,
  type RedeemRequest,
  type RedeemResponse,
  type RewardsServiceController,
  type UseVoucherRequest,
  type UseVoucherResponse,
} from '@vafa/contracts/rewards';
import { keyOf } from '@vafa/grpc';
import { sharedIdPrefixes } from '@vafa/contracts/ids';
import { DomainError, parseId } from '@vafa/kernel';
import { decodePageToken, pageSize, toPage } from '@vafa/mongo';
import { RpcController, ServiceClock, type Answers } from '@vafa/process';
import { CancelRedemption } from '../../use-cases/cancel-redemption.ts';
import { ChangeReward } from '../../use-cases/change-reward.ts';
import { CreateReward } from '../../use-cases/create-reward.ts';
import { FindVoucher } from '../../use-cases/find-voucher.ts';
import { ListRewards } from '../../use-cases/list-rewards.ts';
import { ListVouchers } from '../../use-cases/list-vouchers.ts';
import { Redeem } from '../../use-cases/redeem.ts';
import type { MemberPlace } from '../../use-cases/redemptions.ts';
import { UseVoucher } from '../../use-cases/use-voucher.ts';
import { toIssuedVoucher, toRewardMessage, toVoucherMessage } from './to-voucher-message.ts';

const toPlace = (token: string | undefined): MemberPlace | undefined => {
  const position = decodePageToken(token, ['at', 'id']);
  if (!position) return undefined;
  const requestedAt = new Date(position.at);
  if (Number.isNaN(requestedAt.getTime()))
    throw new DomainError('invalid', 'invalid_page_token', 'the page token is not one of this list');
  return { requestedAt, id: position.id };
};

@RpcController(RewardsServiceService)
export class RewardsController implements Answers<RewardsServiceController> {
  constructor(
    private readonly creation: CreateReward,
    private readonly list: ListRewards,
    private readonly redemption: Redeem,
    private readonly finding: FindVoucher,
    private readonly use: UseVoucher,
    private readonly vouchers: ListVouchers,
    private readonly cancellation: CancelRedemption,
    private readonly changing: ChangeReward,
    private readonly clock: ServiceClock,
  ) {}

  async createReward(request: CreateRewardRequest): Promise<CreateRewardResponse> {
    const key = keyOf(request);
    if (!request.reward)
      throw new DomainError('invalid', 'invalid_reward', 'there is no reward in the request', { reward: 'missing' });
    const { code, name, description, pricePoints, voucherDays, open } = request.reward;
    return {
      reward: toRewardMessage(
        await this.creation.execute(request.clubId, key, { code, name, description, pricePoints, voucherDays, open }),
      ),
    };
  }

  async changeReward(request: ChangeRewardRequest): Promise<ChangeRewardResponse> {
    const key = keyOf(request);
    const { clubId, rewardId, version, name, description, pricePoints, voucherDays, open } = request;
    const given = {
      version,
      ...(name !== undefined && { name }),
      ...(description !== undefined && { description }),
      ...(pricePoints !== undefined && { pricePoints }),
      ...(voucherDays !== undefined && { voucherDays }),
      ...(open !== undefined && { open }),
    };
    return { reward: toRewardMessage(await this.changing.execute(clubId, key, rewardId, given)) };
  }

  async listRewards({ clubId, page }: ListRewardsRequest): Promise<ListRewardsResponse> {
    const after = decodePageToken(page?.pageToken, ['code'])?.code ?? '';
    const { rewards: found, more } = await this.list.execute(clubId, after, pageSize(page));
    const { items: rewards, nextPageToken } = toPage({
      found,
      more,
      toMessage: toRewardMessage,
      behind: ({ code }) => ({ code }),
    });
    return { rewards, nextPageToken };
  }

  async redeem(request: RedeemRequest): Promise<RedeemResponse> {
    const order = {
      clubId: request.clubId,
      key: keyOf(request),
      memberId: parseId(sharedIdPrefixes.member, request.memberId, 'member'),
      rewardId: request.rewardId,
      timeZone: request.timeZone,
    };
    const { redemption, code } = await this.redemption.execute(order);
    return {
      voucher: toIssuedVoucher(redemption, code),
      points: redemption.points,
      available: redemption.available ?? 0n,
    };
  }

  async useVoucher(request: UseVoucherRequest): Promise<UseVoucherResponse> {
    const { branchId, till, receipt, saleId } = request;
    const { redemption, reward, code } = await this.use.execute(request.clubId, request.code, {
      key: keyOf(request),
      branchId,
      till,
      receipt,
      saleId,
    });
    return { voucher: toVoucherMessage(redemption, code, this.clock.now()), reward: toRewardMessage(reward) };
  }

  async getVoucher(request: GetVoucherRequest): Promise<GetVoucherResponse> {
    const { redemption, reward, code } = await this.finding.execute(request.clubId, request.code);
    return { voucher: toVoucherMessage(redemption, code, this.clock.now()), reward: toRewardMessage(reward) };
  }

  async listVouchers({ clubId, memberId, page }: ListVouchersRequest): Promise<ListVouchersResponse> {
    const { vouchers: found, more } = await this.vouchers.execute(
      clubId,
      memberId,
      toPlace(page?.pageToken),
      pageSize(page),
    );
    const now = this.clock.now();
    const { items: vouchers, nextPageToken } = toPage({
      found,
      more,
      toMessage: ({ redemption, code }) => toVoucherMessage(redemption, code, now),
      behind: ({ redemption: { requestedAt, id } }) => ({ at: requestedAt.toISOString(), id }),
    });
    return { vouchers, nextPageToken };
  }

  async cancelRedemption(request: CancelRedemptionRequest): Promise<CancelRedemptionResponse> {
    const { clubId, redemptionId, reason, person } = request;
    const { redemption, code } = await this.cancellation.execute(clubId, redemptionId, {
      key: keyOf(request),
      reason,
      person,
    });
    return {
      voucher: toVoucherMessage(redemption, code, this.clock.now()),
      points: redemption.returned ?? 0n,
      available: redemption.availableThen ?? 0n,
    };
  }
}
