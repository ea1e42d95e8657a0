import type { Documents, Versioned } from '@vafa/mongo';
import type { Reward } from '../../domain/reward.ts';
import type { RewardsCatalogue } from '../../use-cases/rewards-catalogue.ts';
import type { RewardState } from './models.ts';

const toReward = ({ _id: id, clubId, code, name, pricePoints, voucherDays, open, createdAt }: Versioned<RewardState>): Reward => ({
  id,
  clubId,
  code,
  name,
  pricePoints,
  voucherDays,
  open,
  createdAt,
});

export class MongoRewardsCatalogue implements RewardsCatalogue {
  constructor(private readonly rewards: Documents<RewardState>) {}

  insert({ id, clubId, ...state }: Reward, key: string): Promise<'inserted' | 'exists'> {
    return this.rewards.insert({ id, clubId, key, state, at: state.createdAt });
  }

  async load(id: string): Promise<{ reward: Reward; key: string } | undefined> {
    const found = await this.rewards.load(id);
    return found && { reward: toReward(found), key: found.keys[0] ?? '' };
  }

  async list(clubId: string, after: string, limit: number): Promise<readonly Reward[]> {
    const found = await this.rewards.find({ clubId, code: { $gt: after } }, { sort: { code: 1 }, limit });
    return found.map(toReward);
  }
}
