import type { Reward } from '../domain/reward.ts';
import type { RewardsCatalogue } from './rewards-catalogue.ts';

/** A club's rewards by code, open or not. */
export class ListRewards {
  constructor(private readonly catalogue: RewardsCatalogue) {}

  /** At most `size` rewards whose code follows `after`. */
  async execute(clubId: string, after: string, size: number): Promise<{ rewards: readonly Reward[]; more: boolean }> {
    const rewards = await this.catalogue.list(clubId, after, size + 1);
    return { rewards: rewards.slice(0, size), more: rewards.length > size };
  }
}
