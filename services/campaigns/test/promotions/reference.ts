import type { PromotedSale } from '../../src/domain/promotions/sale/sale.ts';
import type { PromotionVersion } from '../../src/domain/promotions/terms/promotion.ts';
import { refusalOf } from './reference-conditions.ts';
import { Discounts } from './reference-discounts.ts';
import { pointsOf, type Points } from './reference-points.ts';
import { add, worldOf, type World } from './reference-units.ts';

/** What is compared with the engine: texts and numbers only. */
export interface Answer {
  /** By position: what each effect took off, and what is left. */
  readonly lines: readonly {
    readonly position: number;
    readonly shares: Record<string, bigint>;
    readonly net: bigint;
  }[];
  readonly shipping: bigint;
  readonly points: Record<string, bigint>;
  readonly gifts: readonly string[];
  /** By code of promotion; of those that stand back the other's code behind it. */
  readonly rejections: Record<string, string>;
}

interface Outcome {
  readonly world: World;
  readonly points: readonly Points[];
  readonly gifts: readonly string[];
  readonly benefit: bigint;
}

type Versions = readonly PromotionVersion[];

const stageOf = (kind: string, off: object | undefined): number => {
  if (kind === 'fixed_price' || kind === 'bundle_price') return 0;
  if (kind === 'off_sale') return off && 'percent' in off ? 2 : 3;
  if (kind === 'spend_tiers') return 4;
  if (kind === 'free_shipping') return 5;
  return kind.startsWith('off_') || kind === 'buy_get' || kind === 'free_item' ? 1 : 9;
};

const isOnlyGiving = ({ terms }: PromotionVersion): boolean =>
  terms.effects.every((effect) => stageOf(effect.kind, 'off' in effect ? effect.off : undefined) === 9);

const inOrder = (versions: Versions): Versions =>
  [...versions].sort(
    (one, other) => other.terms.priority - one.terms.priority || (one.terms.code < other.terms.code ? -1 : 1),
  );

const preferred = (versions: Versions): Versions =>
  [...versions].sort(
    (one, other) =>
      other.terms.priority - one.terms.priority ||
      one.publishedAt.getTime() - other.publishedAt.getTime() ||
      (one.terms.code < other.terms.code ? -1 : 1),
  );

const giftsOf = (world: World, version: PromotionVersion): { text: string; worth: bigint }[] =>
  version.terms.effects.flatMap((effect, place) => {
    const of = `${version.terms.code}/${String(place)}`;
    switch (effect.kind) {
      case 'gift_credit':
        return [{ text: `${of} credit ${String(effect.amount)}`, worth: effect.amount }];
      case 'voucher':
        return [{ text: `${of} voucher`, worth: effect.value * BigInt(effect.count) }];
      case 'message':
      case 'entitlement':
        return [{ text: `${of} ${effect.kind}`, worth: 0n }];
      case 'free_item': {
        const inBasket = world.groups.flatMap(({ units }) => units).filter(({ free }) => free === of).length;
        const left = effect.count - inBasket;
        return left > 0 ? [{ text: `${of} item ${String(left)}`, worth: effect.value * BigInt(left) }] : [];
      }
      default:
        return [];
    }
  });

const apply = (sale: PromotedSale, always: Versions, others: Versions, isPaid: boolean): Outcome => {
  const world = worldOf(sale);
  for (const phase of [inOrder(always), inOrder(others)])
    for (const stage of [0, 1, 2, 3, 4, 5])
      for (const version of phase)
        version.terms.effects.forEach((effect, place) => {
          if (stageOf(effect.kind, 'off' in effect ? effect.off : undefined) === stage)
            new Discounts(world, version, place).apply(effect);
        });
  const order = [...inOrder(always), ...inOrder(others)];
  const points = pointsOf(world, order, isPaid);
  const gifts = order.flatMap((version) => giftsOf(world, version));
  const discount = add([...world.log, ...world.shippingLog].map(({ amount }) => amount));
  const value = sale.club?.pointValue ?? 0n;
  const benefit =
    (discount + add(gifts.map(({ worth }) => worth))) * 10_000n + add(points.map((each) => each.points)) * value;
  return { world, points, gifts: gifts.map(({ text }) => text), benefit };
};

/** One or none of each group, by name; the preferred first. */
const choices = (groups: readonly Versions[]): Versions[] => {
  const [first, ...others] = groups;
  if (!first) return [[]];
  const rest = choices(others);
  return [...first.map((one) => [one]), []].flatMap((some) => rest.map((more) => [...some, ...more]));
};

const groupsOf = (versions: Versions): Versions[] => {
  const names = [...new Set(versions.map(({ terms }) => terms.group ?? ''))].sort();
  return names.map((name) => preferred(versions.filter(({ terms }) => terms.group === name)));
};

interface Choice {
  readonly some: Versions;
  readonly outcome: Outcome;
}

const best = (options: readonly Versions[], of: (some: Versions) => Outcome): Choice =>
  options
    .map((some) => ({ some, outcome: of(some) }))
    .reduce((one, other) => (other.outcome.benefit > one.outcome.benefit ? other : one));

const choose = (groups: readonly Versions[], of: (some: Versions) => Outcome): Choice => {
  const count = groups.reduce((product, group) => product * (group.length + 1), 1);
  if (count <= 64) return best(choices(groups), of);
  let some: Versions = [];
  for (const group of groups) some = best([...group.map((one) => [...some, one]), some], of).some;
  return { some, outcome: of(some) };
};

const gives = ({ world, points, gifts }: Outcome, { terms: { code } }: PromotionVersion): boolean =>
  world.log.some((each) => each.code === code) ||
  world.shippingLog.some((each) => each.code === code) ||
  points.some((each) => each.code === code) ||
  gifts.some((text) => text.startsWith(`${code}/`));

/** Slow and obvious: what docs/promotions.md says, step by step. Knows no limits. */
export const reference = (versions: Versions, sale: PromotedSale): Answer => {
  const rejections: Record<string, string> = {};
  const start = worldOf(sale);
  const eligible = versions.filter((version) => {
    const code = refusalOf(start, version);
    if (code) rejections[version.terms.code] = code;
    return code === undefined;
  });
  const of = (how: string): Versions => eligible.filter(({ terms }) => terms.combine === how);
  const always = of('always');
  const grouped = of('best_in_group');
  const together = choose(groupsOf(grouped), (some) => apply(sale, always, [...of('stackable'), ...some], false));
  let standing: Versions = [...of('stackable'), ...together.some];
  let outcome = together.outcome;
  let winner: PromotionVersion | undefined;
  let mustBeat = standing.some((version) => gives(outcome, version)) ? outcome.benefit : -1n;
  for (const exclusive of preferred(of('exclusive'))) {
    const isBeside = (version: PromotionVersion): boolean => isOnlyGiving(version) && !exclusive.terms.excludesAll;
    const beside = of('stackable').filter(isBeside);
    const alone = choose(groupsOf(grouped.filter(isBeside)), (some) =>
      apply(sale, always, [exclusive, ...beside, ...some], false),
    );
    if (!gives(alone.outcome, exclusive) || alone.outcome.benefit <= mustBeat) continue;
    [standing, outcome, winner, mustBeat] = [
      [exclusive, ...beside, ...alone.some],
      alone.outcome,
      exclusive,
      alone.outcome.benefit,
    ];
  }
  for (const version of eligible) {
    const { code, combine, group } = version.terms;
    if (standing.includes(version) || combine === 'always') continue;
    const inGroup = group && standing.find(({ terms }) => terms.group === group);
    if (combine === 'best_in_group' && (inGroup || !winner))
      rejections[code] = `better_in_group ${inGroup ? inGroup.terms.code : ''}`;
    else rejections[code] = `excluded_by ${(winner ?? inOrder(standing)[0])?.terms.code ?? ''}`;
  }
  const final = apply(sale, always, standing, true);
  for (const version of [...always, ...standing])
    if (!gives(final, version)) rejections[version.terms.code] = 'without effect';
  return {
    lines: [...sale.lines]
      .sort((one, other) => one.position - other.position)
      .map((line) => {
        const log = final.world.log.filter(({ unit }) => unit.line === line);
        const shares: Record<string, bigint> = {};
        for (const { code, effect, amount } of log)
          shares[`${code}/${String(effect)}`] = (shares[`${code}/${String(effect)}`] ?? 0n) + amount;
        return { position: line.position, shares, net: line.gross - add(log.map(({ amount }) => amount)) };
      }),
    shipping: final.world.shipping,
    points: Object.fromEntries(final.points.map(({ code, effect, points }) => [`${code}/${String(effect)}`, points])),
    gifts: [...final.gifts].sort(),
    rejections,
  };
};
