import { goodsKey } from '@vafa/contracts/goods';
import { pointsPerEntryMax } from '@vafa/contracts/points';
import type { PointsEffect } from './points-effect.ts';
import type { MeasuredBasket } from './basket.ts';
import { conditions, rejection, type Rejection, type RejectionCode } from './conditions.ts';
import type { EarningRule } from './earning-rule.ts';

export type Verdict = { readonly effect: PointsEffect } | { readonly rejection: Rejection };

export interface CompiledVersion {
  readonly rule: EarningRule;
  /** Whether it has taken the place of older versions by that moment (epoch milliseconds). */
  holds(at: number): boolean;
  apply(basket: MeasuredBasket): Verdict;
  /** As `apply`, whatever the dates and whether or not it is enabled; everything else counts. */
  applyPinned(basket: MeasuredBasket): Verdict;
}

type Test = (basket: MeasuredBasket) => boolean;

/** The conditions that this version really has. */
const testsOf = (rule: EarningRule): Partial<Record<RejectionCode, Test>> => {
  const from = rule.holdsFrom?.getTime();
  const until = rule.validUntil?.getTime();
  const branches = new Set(rule.branchIds);
  return {
    no_member: (basket) => basket.memberId !== '',
    ...(rule.enabled ? {} : { rule_disabled: () => false }),
    ...(from === undefined ? {} : { not_yet_valid: (basket) => basket.at >= from }),
    ...(until === undefined ? {} : { no_longer_valid: (basket) => basket.at < until }),
    ...(branches.size === 0 ? {} : { other_branch: (basket) => branches.has(basket.branchId) }),
    ...(rule.minimumTotal === 0n ? {} : { total_too_low: (basket) => basket.total >= rule.minimumTotal }),
  };
};

/** Sums the lines that count; undefined when none does. */
const counterOf = (rule: EarningRule): ((basket: MeasuredBasket) => bigint | undefined) => {
  if (rule.skus.length === 0) return (basket) => basket.total;
  const skus = new Set(rule.skus.map(goodsKey));
  return (basket) => {
    let base: bigint | undefined;
    for (const line of basket.lines) if (skus.has(line.sku)) base = (base ?? 0n) + line.amount;
    return base;
  };
};

/** floor(base / perAmount) × points, and never more than one entry of the ledger can hold. */
export const pointsFor = (base: bigint, rule: Pick<EarningRule, 'points' | 'perAmount'>): bigint => {
  const earned = (base / rule.perAmount) * rule.points;
  return earned > pointsPerEntryMax ? pointsPerEntryMax : earned;
};

const ofValidity = new Set<RejectionCode>(['rule_disabled', 'not_yet_valid', 'no_longer_valid']);

/** Turns a version into closures that hold all they need: nothing is looked up or allocated for a rejection. */
export const compile = (rule: EarningRule): CompiledVersion => {
  const tests = testsOf(rule);
  const baseOf = counterOf(rule);
  const refusals = new Map(conditions.map((code) => [code, { rejection: rejection(code, rule.id, rule.version) }]));
  const refusal = (code: RejectionCode): Verdict => refusals.get(code) as Verdict;
  const steps = conditions.flatMap((code) => (tests[code] ? [{ code, test: tests[code] }] : []));
  const verdictAfter =
    (asked: typeof steps) =>
    (basket: MeasuredBasket): Verdict => {
      for (const { code, test } of asked) if (!test(basket)) return refusal(code);
      const base = baseOf(basket);
      if (base === undefined) return refusal('no_matching_line');
      const points = pointsFor(base, rule);
      if (points === 0n) return refusal('below_one_unit');
      return {
        effect: {
          ruleId: rule.id,
          ruleVersion: rule.version,
          ruleCode: rule.code,
          points,
          base,
          ratePoints: rule.points,
          ratePerAmount: rule.perAmount,
        },
      };
    };
  const from = rule.holdsFrom?.getTime() ?? -Infinity;
  return {
    rule,
    holds: (at) => at >= from,
    apply: verdictAfter(steps),
    applyPinned: verdictAfter(steps.filter(({ code }) => !ofValidity.has(code))),
  };
};
