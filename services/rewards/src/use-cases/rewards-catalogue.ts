import type { Reward } from '../domain/reward.ts';

/** Rewards of all clubs, durable. A reward's id follows from club and code. */
export interface RewardsCatalogue {
  /** `key` is remembered with it. */
  insert(reward: Reward, key: string): Promise<'inserted' | 'exists'>;
  load(id: string): Promise<{ reward: Reward; key: string } | undefined>;
  /**
   * Decides on the stored reward, again after a lost race, and not at all where this key has changed it before; answers
   * it as it then stands.
   */
  change(id: string, key: string, decide: (reward: Reward) => Reward): Promise<Reward | undefined>;
  /** By code, those after `after`, at most `limit`. */
  list(clubId: string, after: string, limit: number): Promise<readonly Reward[]>;
}
