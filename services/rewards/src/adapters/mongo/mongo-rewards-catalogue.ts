import type { Documents, Versioned } from '@vafa/mongo';
import type { Reward } from '../../domain/reward.ts';
import type { RewardsCatalogue } from '../../use-cases/rewards-catalogue.ts';
import type { RewardState } from './models.ts';

/** What older documents have not is empty, or of their creation. The document's version is the reward's. */
const toReward = ({
  _id: id,
  clubId,
  version,
  code,
  name,
  description = '',
  pricePoints,
  voucherDays,
  open,
  createdAt,
  changedAt = createdAt,
}: Versioned<RewardState>): Reward => ({
  id,
  clubId,
  code,
  name,
  description,
  pricePoints,
  voucherDays,
  open,
  createdAt,
  version,
  changedAt,
});

export class MongoRewardsCatalogue implements RewardsCatalogue {
  constructor(private readonly rewards: Documents<RewardState>) {}

  insert({ id, clubId, version: _first, ...state }: Reward, key: string): Promise<'inserted' | 'exists'> {
    return this.rewards.insert({ id, clubId, key, state, at: state.createdAt });
  }

  async load(id: string): Promise<{ reward: Reward; key: string } | undefined> {
    const found = await this.rewards.load(id);
    return found && { reward: toReward(found), key: found.keys[0] ?? '' };
  }

  async change(id: string, key: string, decide: (reward: Reward) => Reward): Promise<Reward | undefined> {
    const changed = await this.rewards.change(id, (document) => {
      if (document.keys.includes(key)) return undefined;
      const { id: _id, clubId: _club, version: _next, ...state } = decide(toReward(document));
      return { set: state, key, at: state.changedAt };
    });
    return changed && toReward(changed);
  }

  async list(clubId: string, after: string, limit: number): Promise<readonly Reward[]> {
    const found = await this.rewards.find({ clubId, code: { $gt: after } }, { sort: { code: 1 }, limit });
    return found.map(toReward);
  }
}
