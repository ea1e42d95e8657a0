import type { CatalogueGood, PromotedSale, SaleLine } from '../../src/domain/promotions/sale/sale.ts';
import type { Condition } from '../../src/domain/promotions/terms/conditions.ts';
import type { Off, PromotionEffect } from '../../src/domain/promotions/terms/effects.ts';
import type { Goods } from '../../src/domain/promotions/terms/goods.ts';
import type { Promotion, PromotionVersion } from '../../src/domain/promotions/terms/promotion.ts';

/** A stream of chance that a seed decides (mulberry32). */
export class Chance {
  private state: number;

  constructor(seed: number) {
    this.state = seed >>> 0;
  }

  below(most: number): number {
    this.state = (this.state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(this.state ^ (this.state >>> 15), this.state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296) * most);
  }

  is(share: number): boolean {
    return this.below(1000) < share * 1000;
  }

  of<T>(all: readonly T[]): T {
    return all[this.below(all.length)] as T;
  }

  some<T>(all: readonly T[]): T[] {
    const chosen = all.filter(() => this.is(0.5));
    return chosen.length > 0 ? chosen : [this.of(all)];
  }
}

const good = (categories: string[], more: Partial<CatalogueGood> = {}): CatalogueGood => ({ categories, ...more });

/** SKUs; the catalogue does not know the last. */
const catalogue: Readonly<Record<string, CatalogueGood | undefined>> = {
  tea: good(['drinks', 'food'], { brand: 'ahmad', cost: 150n, family: 'hot' }),
  coffee: good(['drinks', 'food'], { brand: 'ahmad', cost: 320n, floorPrice: 300n }),
  cup: good(['kitchen'], { brand: 'nova' }),
  pot: good(['kitchen'], { brand: 'nova', cost: 900n, floorPrice: 700n }),
  rice: good(['food'], { decimals: true, cost: 40n }),
  cigarettes: good(['tobacco'], { noDiscount: true, noPoints: true }),
  card: good(['cards'], { giftCard: true }),
  newspaper: good(['press'], { noPoints: true }),
  mystery: undefined,
};
const skus = Object.keys(catalogue);
const prices: Readonly<Record<string, bigint>> = {
  tea: 250n,
  coffee: 499n,
  cup: 333n,
  pot: 1249n,
  rice: 97n,
  cigarettes: 600n,
  card: 2000n,
  newspaper: 101n,
  mystery: 777n,
};

export const randomSale = (chance: Chance): PromotedSale => {
  const lines = Array.from({ length: 1 + chance.below(7) }, (_, position): SaleLine => {
    const sku = chance.of(skus);
    const known = catalogue[sku];
    const quantityMilli = known?.decimals ? 1 + chance.below(3000) : 1000 * (1 + chance.below(4));
    const price = chance.is(0.06) ? 0n : (prices[sku] ?? 1n) + (chance.is(0.2) ? 13n : 0n);
    const gross = (price * BigInt(quantityMilli) * 2n + 1000n) / 2000n;
    const tax = { class: chance.of(['std', 'low']), rate: chance.of([90_000n, 200_000n]), included: chance.is(0.7) };
    return {
      position: position * 2 + 1,
      sku,
      quantityMilli,
      gross,
      unitPrice: String(price),
      ...(known && { good: known }),
      ...(chance.is(0.3) && { tax }),
      ...(chance.is(0.2) && { attributes: { colour: chance.of(['red', 'blue']) } }),
    };
  });
  const sum = lines.reduce((total, { gross }) => total + gross, 0n);
  return {
    at: new Date(Date.UTC(2026, 2, 20 + chance.below(10), chance.below(24), chance.below(60))),
    zone: chance.of(['Asia/Tehran', 'Europe/London', 'UTC']),
    calendar: 'persian',
    place: { branch: chance.of(['oxford', 'leeds']) },
    lines,
    ...(chance.is(0.8) && {
      member: {
        id: 'sara',
        tier: chance.of(['silver', 'gold']),
        segments: chance.some(['new', 'loyal']),
        heldOut: chance.is(0.2) ? ['trial'] : [],
      },
    }),
    ...(chance.is(0.5) && { shipping: 350n }),
    codes: chance.is(0.5) ? ['WELCOME'] : [],
    payments: chance.is(0.4)
      ? [
          { method: 'points', amount: BigInt(chance.below(Number(sum) + 1)), isMoney: false },
          { method: 'cash', amount: sum, isMoney: true },
        ]
      : [],
    club: {
      pointValue: chance.of([0n, 5_000n, 10_000n]),
      ...(chance.is(0.2) && { discountCap: BigInt(chance.below(1500)) }),
      ...(chance.is(0.2) && { pointsCap: BigInt(chance.below(60)) }),
      ...(chance.is(0.2) && { leastMargin: BigInt(chance.below(300_000)) }),
    },
  };
};

const randomGoods = (chance: Chance): Goods | undefined => {
  if (chance.is(0.3)) return undefined;
  const plain: Goods = chance.of<Goods>([
    { skus: chance.some(skus) },
    { categories: chance.some(['drinks', 'food', 'kitchen', 'tobacco', 'cards']) },
    { brands: [chance.of(['ahmad', 'nova'])] },
    { attributes: { colour: ['red'] } },
    { skus: chance.some(skus), categories: ['food', 'drinks'] },
  ]);
  return chance.is(0.2) ? { ...plain, except: { categories: [chance.of(['drinks', 'tobacco'])] } } : plain;
};

const withGoods = (chance: Chance): { goods?: Goods } => {
  const goods = randomGoods(chance);
  return goods ? { goods } : {};
};

const randomCondition = (chance: Chance, depth = 0): Condition => {
  const nested = (): Condition[] =>
    Array.from({ length: 1 + chance.below(3) }, () => randomCondition(chance, depth + 1));
  if (depth < 2 && chance.is(0.25))
    return chance.is(0.4)
      ? { kind: 'not', condition: randomCondition(chance, depth + 1) }
      : { kind: chance.of(['all', 'any']), of: nested() };
  return chance.of<() => Condition>([
    () => ({ kind: 'member' }),
    () => ({ kind: 'tier', in: chance.some(['silver', 'gold']) }),
    () => ({ kind: 'segment', in: chance.some(['new', 'loyal']) }),
    () => ({ kind: 'branch', in: chance.some(['oxford', 'leeds']) }),
    () => ({ kind: 'code', in: ['WELCOME'] }),
    () => ({ kind: 'weekdays', in: chance.some([1, 2, 3, 4, 5, 6, 7]) }),
    () => ({ kind: 'hours', from: chance.of(['08:00', '22:00']), until: chance.of(['16:30', '06:00']) }),
    () => ({ kind: 'total', atLeast: BigInt(chance.below(1500)), ...withGoods(chance) }),
    () => ({ kind: 'total', atMost: BigInt(1000 + chance.below(5000)), ...withGoods(chance) }),
    () => ({ kind: 'quantity', atLeast: 1 + chance.below(3000), ...withGoods(chance) }),
    () => ({
      kind: 'any_of',
      count: 1 + chance.below(2),
      set: [{ skus: ['tea'] }, { categories: ['kitchen'] }, { brands: ['ahmad'] }],
    }),
  ])();
};

const randomOff = (chance: Chance): Off =>
  chance.is(0.6)
    ? { percent: chance.of([50_000n, 100_000n, 125_000n, 333_333n, 500_000n, 1_000_000n]) }
    : { amount: BigInt(1 + chance.below(400)) };

const times = (chance: Chance): { times?: number } => (chance.is(0.4) ? { times: 1 + chance.below(2) } : {});

const randomEffect = (chance: Chance): PromotionEffect =>
  chance.of<() => PromotionEffect>([
    () => ({ kind: 'fixed_price', price: BigInt(chance.below(500)), ...withGoods(chance) }),
    () => ({
      kind: 'bundle_price',
      price: BigInt(200 + chance.below(900)),
      items: Array.from({ length: 1 + chance.below(2) }, () => ({ count: 1 + chance.below(2), ...withGoods(chance) })),
      ...times(chance),
    }),
    () => ({ kind: 'off_lines', off: randomOff(chance), perUnit: chance.is(0.4), ...withGoods(chance) }),
    () => ({ kind: 'off_cheapest', off: randomOff(chance), ...withGoods(chance) }),
    () => ({
      kind: 'off_each_nth',
      off: randomOff(chance),
      n: 1 + chance.below(3),
      ...times(chance),
      ...withGoods(chance),
    }),
    () => ({
      kind: 'buy_get',
      buy: { count: 1 + chance.below(2), ...withGoods(chance) },
      get: { count: 1 + chance.below(2), ...withGoods(chance) },
      off: chance.is(0.5) ? { percent: 1_000_000n } : randomOff(chance),
      ...times(chance),
    }),
    () => ({ kind: 'free_item', sku: chance.of(['tea', 'cup']), count: 1 + chance.below(2), value: 250n }),
    () => ({ kind: 'off_sale', off: randomOff(chance) }),
    () => ({
      kind: 'spend_tiers',
      tiers: [
        { from: 500n, off: randomOff(chance) },
        { from: 2000n, off: randomOff(chance) },
      ],
      of: chance.of(['gross', 'net']),
    }),
    () => ({ kind: 'free_shipping', ...(chance.is(0.5) && { most: 200n }) }),
    () => ({
      kind: 'points_per_money',
      points: BigInt(1 + chance.below(5)),
      perAmount: BigInt(1 + chance.below(300)),
      base: chance.of(['gross', 'net_of_discount', 'money_part_only']),
      withoutTax: chance.is(0.3),
      wholeAmounts: chance.is(0.3),
      ...withGoods(chance),
    }),
    () => ({ kind: 'points', points: BigInt(1 + chance.below(50)), perUnit: chance.is(0.5), ...withGoods(chance) }),
    () => ({
      kind: 'points_multiplied',
      times: chance.of([1_500_000n, 2_000_000n, 3_000_000n]),
      compound: chance.is(0.4),
      ...withGoods(chance),
    }),
    () => ({ kind: 'gift_credit', amount: BigInt(1 + chance.below(300)) }),
    () => ({ kind: 'voucher', rewardId: 'cinema', count: 1, value: 120n }),
    () => ({ kind: 'message', code: 'thanks' }),
  ])();

const randomTerms = (chance: Chance, code: string): Promotion => {
  const combine = chance.of([
    'stackable',
    'stackable',
    'best_in_group',
    'best_in_group',
    'exclusive',
    'always',
  ] as const);
  const max = (most: number): bigint => BigInt(1 + chance.below(most));
  return {
    code,
    name: code,
    priority: chance.below(3),
    combine,
    ...(combine === 'best_in_group' && { group: chance.of(['a', 'b', 'c']) }),
    ...(combine === 'exclusive' && { excludesAll: chance.is(0.3) }),
    conditions: Array.from({ length: chance.below(3) }, () => randomCondition(chance)),
    effects: Array.from({ length: chance.is(0.25) ? 2 : 1 }, () => randomEffect(chance)),
    exclusions: chance.is(0.2) ? [{ categories: [chance.of(['tobacco', 'kitchen'])] }] : [],
    caps: {
      ...(chance.is(0.2) && { discount: max(500) }),
      ...(chance.is(0.15) && { line: max(200) }),
      ...(chance.is(0.15) && { points: max(40) }),
    },
    floor: {
      ...(chance.is(0.1) && { price: max(200) }),
      ...(chance.is(0.15) && { leastMargin: max(400_000) }),
    },
    floorOnFree: chance.is(0.2),
    countFreeLines: chance.is(0.2),
    countNoDiscount: chance.is(0.8),
    limits: [],
    ...(chance.is(0.1) && { holdOut: 'trial' }),
  };
};

export const randomVersions = (chance: Chance): PromotionVersion[] =>
  Array.from({ length: 1 + chance.below(6) }, (_, place) => ({
    id: `prm_${String(place)}`,
    version: 1,
    publishedAt: new Date(Date.UTC(2026, 0, 1 + chance.below(3))),
    terms: randomTerms(chance, `p${String(place)}`),
  }));
