import { z } from 'zod';
import { count, factor, money, moneyAboveNothing, name, percent, points } from './amounts.ts';
import { goods } from './goods.ts';

const off = z.union([z.strictObject({ percent }), z.strictObject({ amount: moneyAboveNothing })]);

/** What a discount takes: a share of the price, or an amount. */
export type Off = z.output<typeof off>;

const some = z.strictObject({ goods: goods.optional(), count });

/** How often a set may repeat; not given: as often as it fits. */
const times = count.optional();

export const effect = z.discriminatedUnion('kind', [
  // Prices.
  z.strictObject({ kind: z.literal('fixed_price'), price: money, goods: goods.optional() }),
  z.strictObject({ kind: z.literal('bundle_price'), price: money, items: z.array(some).min(1).max(20), times }),
  // Lines.
  z.strictObject({ kind: z.literal('off_lines'), off, goods: goods.optional(), perUnit: z.boolean().optional() }),
  z.strictObject({ kind: z.literal('off_cheapest'), off, goods: goods.optional() }),
  z.strictObject({ kind: z.literal('off_each_nth'), off, n: count, goods: goods.optional(), times }),
  z.strictObject({ kind: z.literal('buy_get'), buy: some, get: some, off, times }),
  /** In the basket its price falls away; else it is handed out, and is worth `value` to the member. */
  z.strictObject({ kind: z.literal('free_item'), sku: name, count, value: money }),
  // The sale.
  z.strictObject({ kind: z.literal('off_sale'), off }),
  z.strictObject({
    kind: z.literal('spend_tiers'),
    tiers: z
      .array(z.strictObject({ from: money, off }))
      .min(1)
      .max(20),
    /** What is spent: before discounts, or what earlier stages left. */
    of: z.enum(['gross', 'net']),
  }),
  z.strictObject({ kind: z.literal('free_shipping'), most: money.optional() }),
  // What the member gets.
  z.strictObject({
    kind: z.literal('points_per_money'),
    points,
    perAmount: moneyAboveNothing,
    base: z.enum(['gross', 'net_of_discount', 'money_part_only']),
    goods: goods.optional(),
    withoutTax: z.boolean().optional(),
    /** Only for each whole `perAmount`, as earning rules have it. */
    wholeAmounts: z.boolean().optional(),
  }),
  z.strictObject({ kind: z.literal('points'), points, goods: goods.optional(), perUnit: z.boolean().optional() }),
  z.strictObject({
    kind: z.literal('points_multiplied'),
    times: factor,
    goods: goods.optional(),
    compound: z.boolean().optional(),
  }),
  z.strictObject({ kind: z.literal('gift_credit'), amount: moneyAboveNothing }),
  z.strictObject({ kind: z.literal('voucher'), rewardId: name, count, value: money }),
  z.strictObject({ kind: z.literal('entitlement'), code: name }),
  z.strictObject({ kind: z.literal('message'), code: name }),
]);

export type PromotionEffect = z.output<typeof effect>;

export type EffectOf<Kind extends PromotionEffect['kind']> = Extract<PromotionEffect, { kind: Kind }>;
