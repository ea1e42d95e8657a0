import { codePattern } from '@vafa/kernel';
import { z } from 'zod';
import { money, moneyAboveNothing, name, points, rate } from './amounts.ts';
import { condition } from './conditions.ts';
import { effect } from './effects.ts';
import { goods } from './goods.ts';

const caps = z.strictObject({
  /** Of all its discounts in one sale. */
  discount: moneyAboveNothing.optional(),
  /** Of its discounts on one line. */
  line: moneyAboveNothing.optional(),
  points: points.optional(),
});

const limit = z.strictObject({
  /** Whose account in the ledger it is; what is left of it comes with the sale. */
  id: name,
  of: z.enum(['uses', 'discount', 'points']),
  /** Cut to what is left, in place of refused. */
  partial: z.boolean().optional(),
});

const combine = z.enum(['stackable', 'best_in_group', 'exclusive', 'always']);

/** What a promotion says, as data. Conditions are asked in the order written; nothing is evaluated as code. */
export const promotion = z
  .strictObject({
    code: z.string().regex(codePattern),
    name: z.string().min(1).max(200),
    /** Higher goes first. */
    priority: z.int().min(-1_000_000).max(1_000_000).default(0),
    combine: combine.default('stackable'),
    group: name.optional(),
    /** Of an exclusive one: nothing stands beside it, not even points. */
    excludesAll: z.boolean().optional(),
    conditions: z.array(condition).max(100),
    effects: z.array(effect).min(1).max(20),
    /** Goods that it never touches, and that earn nothing by it. */
    exclusions: z.array(goods).max(100).default([]),
    caps: caps.default({}),
    floor: z.strictObject({ price: money.optional(), leastMargin: rate.optional() }).default({}),
    /** Floors also hold for free items and for what a set gives. */
    floorOnFree: z.boolean().optional(),
    /** Lines of 0 count in quantities. */
    countFreeLines: z.boolean().optional(),
    /** Lines that may not be discounted count in conditions; true unless said otherwise. */
    countNoDiscount: z.boolean().default(true),
    limits: z.array(limit).max(20).default([]),
    /** False: after a return it keeps its share of what is left, and nothing of it is asked again. */
    reevaluateOnReturn: z.boolean().optional(),
    /** The experiment whose control group gets nothing. */
    holdOut: name.optional(),
  })
  .refine(({ combine: how, group }) => (how === 'best_in_group') === (group !== undefined), {
    message: 'a group belongs to best_in_group, and only to it',
    path: ['group'],
  });

export type Promotion = z.output<typeof promotion>;

/** One publication of a promotion. It never changes. */
export interface PromotionVersion {
  readonly id: string;
  readonly version: number;
  readonly publishedAt: Date;
  readonly terms: Promotion;
}
