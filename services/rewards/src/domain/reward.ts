import { pointsPerEntryMax } from '@vafa/contracts/points';
import { codePattern, DomainError, isPlainLine, plainLinesPattern } from '@vafa/kernel';

export interface RewardTerms {
  /** Unique in the club. */
  readonly code: string;
  readonly name: string;
  /** May be empty. */
  readonly description: string;
  readonly pricePoints: bigint;
  /** A voucher lives to the end of the club's day so many days after its issue; 0: no end. */
  readonly voucherDays: number;
  /** Whether it can be redeemed. */
  readonly open: boolean;
}

export interface Reward extends RewardTerms {
  readonly id: string;
  readonly clubId: string;
  readonly createdAt: Date;
  /** From 1, one more with each change. */
  readonly version: number;
  readonly changedAt: Date;
}

/** What is absent stays. */
export interface RewardChange extends Partial<Omit<RewardTerms, 'code'>> {
  /** That the author saw. */
  readonly version: number;
}

const nameLengthMax = 200;
const descriptionLengthMax = 2_000;
const voucherDaysMax = 36_500;

/** The terms with the name trimmed. Raises `invalid_reward`; its details name every wrong field. */
export const checkReward = (given: RewardTerms): RewardTerms => {
  const terms = { ...given, name: given.name.trim(), description: given.description.trim() };
  const right = {
    code: codePattern.test(terms.code),
    name: isPlainLine(terms.name, nameLengthMax),
    description: terms.description.length <= descriptionLengthMax && plainLinesPattern.test(terms.description),
    price_points: terms.pricePoints >= 1n && terms.pricePoints <= pointsPerEntryMax,
    voucher_days: Number.isInteger(terms.voucherDays) && terms.voucherDays >= 0 && terms.voucherDays <= voucherDaysMax,
  };
  const expected = {
    code: 'must have from 1 to 40 of a-z, 0-9, - and _, and start with a letter or digit',
    name: `must have from 1 to ${nameLengthMax} characters and no control characters`,
    description: `must have at most ${descriptionLengthMax} characters and no control characters`,
    price_points: `must be from 1 to ${pointsPerEntryMax}`,
    voucher_days: `must be from 0 to ${voucherDaysMax}`,
  };
  const wrong = (Object.keys(right) as (keyof typeof right)[]).filter((field) => !right[field]);
  if (wrong.length === 0) return terms;
  throw new DomainError(
    'invalid',
    'invalid_reward',
    `the reward is wrong in ${wrong.join(', ')}`,
    Object.fromEntries(wrong.map((field) => [field, expected[field]])),
  );
};

/** Text that is equal for two rewards that say the same. */
export const rewardText = (terms: RewardTerms): string =>
  JSON.stringify([terms.code, terms.name, terms.description, String(terms.pricePoints), terms.voucherDays, terms.open]);

/** The next version. Raises `reward_changed`, and what `checkReward` does. */
export const changeReward = (reward: Reward, { version, ...given }: RewardChange, now: Date): Reward => {
  if (version !== reward.version)
    throw new DomainError('conflict', 'reward_changed', 'the reward is not as it was seen', {
      version: String(reward.version),
    });
  return { ...reward, ...checkReward({ ...reward, ...given }), version: version + 1, changedAt: now };
};
