import { DomainError, pointsPerEntryMax } from '@vafa/kernel';

export interface RewardTerms {
  /** Unique in the club. */
  readonly code: string;
  readonly name: string;
  readonly pricePoints: bigint;
  /** Days that a voucher lives from its issue; 0: no end. */
  readonly voucherDays: number;
  /** Whether it can be redeemed. */
  readonly open: boolean;
}

export interface Reward extends RewardTerms {
  readonly id: string;
  readonly clubId: string;
  readonly createdAt: Date;
}

const codePattern = /^[a-z0-9][a-z0-9_-]{0,39}$/;
const nameLengthMax = 200;
const voucherDaysMax = 36_500;
/** Control characters, and those that turn the direction of the text around them. */
const hostileText = /[\p{Cc}\u202a-\u202e\u2066-\u2069]/u;

/** The terms with the name trimmed. Raises `invalid_reward`; its details name every wrong field. */
export const checkReward = (given: RewardTerms): RewardTerms => {
  const terms = { ...given, name: given.name.trim() };
  const right = {
    code: codePattern.test(terms.code),
    name: terms.name.length > 0 && terms.name.length <= nameLengthMax && !hostileText.test(terms.name),
    price_points: terms.pricePoints >= 1n && terms.pricePoints <= pointsPerEntryMax,
    voucher_days: Number.isInteger(terms.voucherDays) && terms.voucherDays >= 0 && terms.voucherDays <= voucherDaysMax,
  };
  const expected = {
    code: 'must have from 1 to 40 of a-z, 0-9, - and _, and start with a letter or digit',
    name: `must have from 1 to ${nameLengthMax} characters and no control characters`,
    price_points: `must be from 1 to ${pointsPerEntryMax}`,
    voucher_days: `must be from 0 to ${voucherDaysMax}`,
  };
  const wrong = (Object.keys(right) as (keyof typeof right)[]).filter((field) => !right[field]);
  if (wrong.length === 0) return terms;
  throw new DomainError('invalid', 'invalid_reward', `the reward is wrong in ${wrong.join(', ')}`, Object.fromEntries(wrong.map((field) => [field, expected[field]])));
};

/** Text that is equal for two rewards that say the same. */
export const rewardText = (terms: RewardTerms): string => JSON.stringify([terms.code, terms.name, String(terms.pricePoints), terms.voucherDays, terms.open]);
