import { derivedId, DomainError, type Clock, type Commands } from '@vafa/kernel';
import { idPrefixes } from '../domain/ids.ts';
import { checkReward, rewardText, type Reward, type RewardTerms } from '../domain/reward.ts';
import type { RewardsCatalogue } from './rewards-catalogue.ts';

/** Adds a reward once per key. Raises `invalid_reward`, `reward_code_taken`, `key_reused`. */
export class CreateReward {
  constructor(
    private readonly catalogue: RewardsCatalogue,
    private readonly commands: Commands,
    private readonly clock: Clock,
  ) {}

  async execute(clubId: string, key: string, given: RewardTerms): Promise<Reward> {
    const terms = checkReward(given);
    const id = derivedId(idPrefixes.reward, `${clubId}/${terms.code}`);
    await this.commands.enter({ verb: 'create', clubId, key, body: rewardText(terms) }, id);
    const now = this.clock.now();
    const reward = { ...terms, id, clubId, createdAt: now, version: 1, changedAt: now };
    if ((await this.catalogue.insert(reward, key)) === 'inserted') return reward;
    const known = await this.catalogue.load(reward.id);
    if (known?.key === key) return known.reward;
    throw new DomainError('conflict', 'reward_code_taken', 'the club has a reward with this code', {
      code: terms.code,
    });
  }
}
