import { DomainError, type Clock, type Commands } from '@vafa/kernel';
import { changeReward, type Reward, type RewardChange } from '../domain/reward.ts';
import type { RewardsCatalogue } from './rewards-catalogue.ts';

const textOf = (
  rewardId: string,
  { version, name, description, pricePoints, voucherDays, open }: RewardChange,
): string =>
  JSON.stringify([
    rewardId,
    version,
    name,
    description,
    pricePoints === undefined ? undefined : String(pricePoints),
    voucherDays,
    open,
  ]);

/**
 * Other terms for redemptions to come, once per key. Raises `reward_not_found`, `reward_changed`, `invalid_reward`,
 * `key_reused`.
 */
export class ChangeReward {
  constructor(
    private readonly catalogue: RewardsCatalogue,
    private readonly commands: Commands,
    private readonly clock: Clock,
  ) {}

  async execute(clubId: string, key: string, rewardId: string, change: RewardChange): Promise<Reward> {
    const known = await this.catalogue.load(rewardId);
    if (known?.reward.clubId !== clubId)
      throw new DomainError('not_found', 'reward_not_found', 'the club has no such reward');
    await this.commands.enter({ verb: 'change', clubId, key, body: textOf(rewardId, change) }, rewardId);
    const now = this.clock.now();
    const changed = await this.catalogue.change(rewardId, key, (reward) => changeReward(reward, change, now));
    return changed ?? known.reward;
  }
}
