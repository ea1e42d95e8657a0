import type { EarningRule } from '@vafa/contracts/campaigns';
import { z } from 'zod';
import { count, identifierText, instant, instantOut, pageOf, points, text } from '../scalars.ts';
import { toInstant, toInstantOrNull, toNumber } from '../values.ts';

const amountMax = 100_000_000_000_000;

export const NewRule = z
  .strictObject({
    code: text(60).describe('A known code publishes its next version.'),
    name: text(120),
    points: points().describe('For each whole `per_amount`.'),
    per_amount: z.int().min(1).max(amountMax).describe('Minor units.'),
    valid_from: instant()
      .optional()
      .describe(
        "Inclusive; a past moment reaches back to sales that are adjudicated from now on. Default: its publication; of the club's first rule the beginning.",
      ),
    valid_until: instant().optional().describe('Exclusive. The end of the rule, not only of this version.'),
    minimum_total: count().max(amountMax).optional().describe('Least total of the sale, minor units.'),
    branches: z.array(identifierText(120)).max(200).optional().describe('Only these, by code or id. Default: all.'),
    skus: z.array(identifierText(64)).max(1_000).optional().describe('Only lines with these count. Default: all.'),
    enabled: z.boolean().optional().describe('Default true.'),
  })
  .meta({ id: 'NewEarningRule', example: { code: 'pounds', name: 'A point a pound', points: 1, per_amount: 100 } });
export type NewRule = z.infer<typeof NewRule>;

export const RuleAnswer = z
  .object({
    id: z.string(),
    code: z.string(),
    name: z.string(),
    version: z.int(),
    points: z.int(),
    per_amount: z.int(),
    valid_from: instantOut().nullable(),
    valid_until: instantOut().nullable(),
    minimum_total: z.int(),
    branch_ids: z.array(z.string()),
    skus: z.array(z.string()),
    enabled: z.boolean(),
    published_at: instantOut(),
    holds_from: instantOut()
      .nullable()
      .describe('From when it takes the place of the version before it; null: from the beginning.'),
  })
  .meta({ id: 'EarningRule' });
export const RulePage = pageOf(RuleAnswer, 'EarningRulePage');

export const toRule = (rule: EarningRule): z.infer<typeof RuleAnswer> => ({
  id: rule.id,
  code: rule.code,
  name: rule.name,
  version: rule.version,
  points: toNumber(rule.points),
  per_amount: toNumber(rule.perAmount),
  valid_from: toInstantOrNull(rule.validFrom),
  valid_until: toInstantOrNull(rule.validUntil),
  minimum_total: toNumber(rule.minimumTotal),
  branch_ids: rule.branchIds,
  skus: rule.skus,
  enabled: rule.enabled,
  published_at: toInstant(rule.publishedAt),
  holds_from: toInstantOrNull(rule.holdsFrom),
});
