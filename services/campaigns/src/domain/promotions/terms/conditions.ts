import { z } from 'zod';
import { count, days, money, name, names, percent, quantityMilli } from './amounts.ts';
import { goods } from './goods.ts';

const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);
const dayOfYear = z.string().regex(/^\d{2}-\d{2}$/);
const hour = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);
/** In JSON it is text. */
const moment = z.union([z.date(), z.iso.datetime({ offset: true }).transform((text) => new Date(text))]);
const calendar = z.enum(['gregorian', 'persian', 'hijri']);

const leaf = z.discriminatedUnion('kind', [
  // The member.
  z.strictObject({ kind: z.literal('member') }),
  z.strictObject({ kind: z.literal('tier'), in: names }),
  z.strictObject({ kind: z.literal('segment'), in: names }),
  z.strictObject({ kind: z.literal('membership_age'), atLeastDays: days.optional(), atMostDays: days.optional() }),
  z.strictObject({
    kind: z.literal('occasion'),
    /** `birthday`, or another occasion of the member: a wedding. */
    occasion: name,
    daysBefore: z.int().min(0).max(90),
    daysAfter: z.int().min(0).max(90),
  }),
  z.strictObject({ kind: z.literal('consent'), to: name }),
  // The basket, by what it costs before any discount.
  z.strictObject({
    kind: z.literal('total'),
    atLeast: money.optional(),
    atMost: money.optional(),
    goods: goods.optional(),
  }),
  z.strictObject({
    kind: z.literal('quantity'),
    atLeast: quantityMilli.optional(),
    atMost: quantityMilli.optional(),
    goods: goods.optional(),
  }),
  /** So many different ones of a set of goods. */
  z.strictObject({ kind: z.literal('any_of'), count, set: z.array(goods).min(1).max(100) }),
  // The time, in the club's zone.
  z.strictObject({ kind: z.literal('period'), from: moment.optional(), until: moment.optional() }),
  /** Both days count. */
  z.strictObject({ kind: z.literal('dates'), calendar, from: day.optional(), until: day.optional() }),
  /** Every year; both days count, and a season may pass the end of the year. */
  z.strictObject({ kind: z.literal('season'), calendar, from: dayOfYear, until: dayOfYear }),
  /** 1 is Monday, 7 is Sunday. */
  z.strictObject({ kind: z.literal('weekdays'), in: z.array(z.int().min(1).max(7)).min(1) }),
  /** From inclusive, until exclusive; they may pass midnight. */
  z.strictObject({ kind: z.literal('hours'), from: hour, until: hour }),
  // The place.
  z.strictObject({ kind: z.literal('company'), in: names }),
  z.strictObject({ kind: z.literal('banner'), in: names }),
  z.strictObject({ kind: z.literal('branch'), in: names }),
  z.strictObject({ kind: z.literal('channel'), in: names }),
  z.strictObject({ kind: z.literal('till'), in: names }),
  // What is shown and how it is paid.
  z.strictObject({ kind: z.literal('code'), in: names }),
  /** The least share of the cost that these means pay; not given: all that is paid in money. */
  z.strictObject({ kind: z.literal('payment'), methods: names, leastShare: percent.optional() }),
  // What the member bought before.
  z.strictObject({
    kind: z.literal('purchase_number'),
    is: z.array(z.int().min(1)).min(1).optional(),
    every: count.optional(),
  }),
  z.strictObject({ kind: z.literal('since_last_purchase'), atLeastDays: days.optional(), atMostDays: days.optional() }),
  z.strictObject({
    kind: z.literal('spent'),
    counter: name,
    atLeast: money.optional(),
    atMost: money.optional(),
  }),
  z.strictObject({
    kind: z.literal('bought'),
    counter: name,
    atLeast: quantityMilli.optional(),
    atMost: quantityMilli.optional(),
  }),
  // Custom attributes, and whether the promotion is on at all.
  z.strictObject({ kind: z.literal('attribute'), of: z.enum(['sale', 'member', 'line']), name, is: names }),
  z.strictObject({ kind: z.literal('switch'), on: z.boolean() }),
]);

type Leaf = z.output<typeof leaf>;

export type Condition =
  | Leaf
  | { readonly kind: 'all' | 'any'; readonly of: readonly Condition[] }
  | { readonly kind: 'not'; readonly condition: Condition };

export const condition: z.ZodType<Condition> = z.lazy(() =>
  z.union([
    leaf,
    z.strictObject({ kind: z.enum(['all', 'any']), of: z.array(condition).min(1).max(100) }),
    z.strictObject({ kind: z.literal('not'), condition }),
  ]),
);

export type ConditionOf<Kind extends Condition['kind']> = Extract<Condition, { kind: Kind }>;
