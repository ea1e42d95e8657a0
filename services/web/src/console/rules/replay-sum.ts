import type { ReplayedRules } from '@vafa/client';

export interface Points {
  readonly given: bigint;
  readonly drafted: bigint;
}

export interface ReplaySum extends Points {
  readonly sales: number;
  /** By rule id. */
  readonly rules: ReadonlyMap<string, Points>;
  readonly differences: readonly ReplayedRules['differences'][number][];
}

const differencesMax = 10;

export const nothingReplayed: ReplaySum = { sales: 0, given: 0n, drafted: 0n, rules: new Map(), differences: [] };

const sizeOf = ({ points_given: given, points_drafted: drafted }: ReplayedRules['differences'][number]): bigint => {
  const difference = BigInt(drafted) - BigInt(given);
  return difference < 0n ? -difference : difference;
};

/** With one answer more: each is about other sales. */
export const withReplayed = (sum: ReplaySum, answer: ReplayedRules): ReplaySum => {
  const rules = new Map(sum.rules);
  for (const { rule_id: id, points_given: given, points_drafted: drafted } of answer.rules) {
    const before = rules.get(id) ?? { given: 0n, drafted: 0n };
    rules.set(id, { given: before.given + BigInt(given), drafted: before.drafted + BigInt(drafted) });
  }
  return {
    sales: sum.sales + answer.sales,
    given: sum.given + BigInt(answer.points_given),
    drafted: sum.drafted + BigInt(answer.points_drafted),
    rules,
    differences: [...sum.differences, ...answer.differences]
      .sort((one, other) => Number(sizeOf(other) - sizeOf(one)))
      .slice(0, differencesMax),
  };
};
