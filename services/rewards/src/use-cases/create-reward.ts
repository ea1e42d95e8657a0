import { derivedId, DomainError, type Clock } from '@vafa/kernel';
import { checkReward, rewardText, type Reward, type RewardTerms } from '../domain/reward.ts';
import type { CommandKeys } from './command-keys.ts';
import type { RewardsCatalogue } from './rewards-catalogue.ts';

/** Adds a reward once per key. Raises `invalid_reward`, `reward_code_taken`, `key_reused`. */
export class CreateReward {
  constructor(
    private readonly catalogue: RewardsCatalogue,
    private readonly keys: CommandKeys,
    private readonly clock: Clock,
  ) {}

  async execute(clubId: string, key: string, given: RewardTerms): Promise<Reward> {
    const terms = checkReward(given);
    if (!(await this.keys.claim('create', clubId, key, rewardText(terms)))) throw new DomainError('conflict', 'key_reused', 'this key has created something else');
    const now = this.clock.now();
    const reward = { ...terms, id: derivedId('reward', `${clubId}/${terms.code}`), clubId, createdAt: now, version: 1, changedAt: now };
    if ((await this.catalogue.insert(reward, key)) === 'inserted') return reward;
    const known = await this.catalogue.load(reward.id);
    if (known?.key === key) return known.reward;
    throw new DomainError('conflict', 'reward_code_taken', 'the club has a reward with this code', { code: terms.code });
  }
}
