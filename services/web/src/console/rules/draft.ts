import type { EarningRule, NewEarningRule } from '@vafa/client';
import { isTaken } from '../../kit/formats/number-range.ts';
import type { RulesWordId } from './words-en.ts';

/** Limits of the contract that the form keeps; a test holds them against the OpenAPI document. */
export const limits = {
  code: 40,
  name: 120,
  points: 1_000_000_000,
  amount: 100_000_000_000_000,
  branches: 200,
  skus: 1_000,
  sku: 64,
} as const;

/** What its numbers may be. */
export const ranges = {
  points: { least: 1, most: limits.points },
  amount: { least: 0, most: limits.amount },
} as const;

/** What a rule is before it is published; a number that is not typed yet is undefined. */
export interface Draft {
  readonly code: string;
  readonly name: string;
  readonly points: number | undefined;
  readonly per_amount: number | undefined;
  readonly valid_from: Date | undefined;
  readonly valid_until: Date | undefined;
  readonly minimum_total: number;
  readonly branches: readonly string[];
  readonly skus: readonly string[];
  readonly enabled: boolean;
}

/** Every field of the contract but the version that was seen is one of the draft; a new one does not compile here. */
export const draftFields = {
  code: true,
  name: true,
  points: true,
  per_amount: true,
  valid_from: true,
  valid_until: true,
  minimum_total: true,
  branches: true,
  skus: true,
  enabled: true,
} as const satisfies Record<Exclude<keyof NewEarningRule, 'version'>, true> & Record<keyof Draft, true>;

export const emptyDraft: Draft = {
  code: '',
  name: '',
  points: 1,
  per_amount: undefined,
  valid_from: undefined,
  valid_until: undefined,
  minimum_total: 0,
  branches: [],
  skus: [],
  enabled: true,
};

const dateOf = (text: string | null): Date | undefined => (text === null ? undefined : new Date(text));

/** The terms of a version, to be changed. */
export const draftOf = (rule: EarningRule): Draft => ({
  code: rule.code,
  name: rule.name,
  points: rule.points,
  per_amount: rule.per_amount,
  valid_from: dateOf(rule.valid_from),
  valid_until: dateOf(rule.valid_until),
  minimum_total: rule.minimum_total,
  branches: rule.branch_ids,
  skus: rule.skus,
  enabled: rule.enabled,
});

const keptDate = (kept: unknown): Date | undefined =>
  typeof kept === 'string' && !Number.isNaN(Date.parse(kept)) ? new Date(kept) : undefined;

const keptNumber = (kept: unknown): number | undefined => (typeof kept === 'number' ? kept : undefined);

/** A draft as storage gives it back: days are texts there, and what is not typed is not there. */
export const keptDraft = (kept: unknown): Draft | undefined => {
  const { code, name, branches, skus, ...terms } = kept as Partial<Record<keyof Draft, unknown>>;
  if (typeof code !== 'string' || typeof name !== 'string' || !Array.isArray(branches) || !Array.isArray(skus))
    return undefined;
  return {
    code,
    name,
    points: keptNumber(terms.points),
    per_amount: keptNumber(terms.per_amount),
    valid_from: keptDate(terms.valid_from),
    valid_until: keptDate(terms.valid_until),
    minimum_total: keptNumber(terms.minimum_total) ?? 0,
    branches: branches.map(String),
    skus: skus.map(String),
    enabled: terms.enabled !== false,
  };
};

/** Fields that are not right, with what to do. */
export type Faults = Readonly<Partial<Record<keyof Draft, RulesWordId>>>;

export const faultsOf = (draft: Draft): Faults => ({
  ...(draft.name.trim() === '' && { name: 'rule.need.name' as const }),
  ...(!/^[a-z0-9][a-z0-9_-]{0,39}$/.test(draft.code) && { code: 'rule.need.code' as const }),
  ...(!isTaken(draft.points, ranges.points) && { points: 'rule.need.points' as const }),
  ...(!isTaken(draft.per_amount, { ...ranges.amount, least: 1 }) && { per_amount: 'rule.need.per' as const }),
  ...(!isTaken(draft.minimum_total, ranges.amount) && {
    minimum_total: 'rule.need.total' as const,
  }),
  ...(draft.valid_from !== undefined &&
    draft.valid_until !== undefined &&
    draft.valid_until <= draft.valid_from && { valid_until: 'rule.need.until' as const }),
});

/** As the gateway takes it; only of a draft without faults. */
export const ruleOf = (draft: Draft): NewEarningRule => ({
  code: draft.code,
  name: draft.name.trim(),
  points: draft.points ?? 0,
  per_amount: draft.per_amount ?? 0,
  minimum_total: draft.minimum_total,
  branches: [...draft.branches],
  skus: [...draft.skus],
  enabled: draft.enabled,
  ...(draft.valid_from !== undefined && { valid_from: draft.valid_from.toISOString() }),
  ...(draft.valid_until !== undefined && { valid_until: draft.valid_until.toISOString() }),
});

/** Whether publishing would make a version that says the same as the last one. */
export const isSame = (one: Draft, other: Draft): boolean =>
  JSON.stringify(ruleOf(one)) === JSON.stringify(ruleOf(other));
