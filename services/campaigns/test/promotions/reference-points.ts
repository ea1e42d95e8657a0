import type { PromotionEffect } from '../../src/domain/promotions/terms/effects.ts';
import type { PromotionVersion } from '../../src/domain/promotions/terms/promotion.ts';
import { add, isExcluded, isOf, netOf, rounded, share, type Group, type World } from './reference-units.ts';

export interface Points {
  readonly code: string;
  readonly effect: number;
  readonly points: bigint;
}

interface Fallen extends Points {
  readonly version: PromotionVersion;
  readonly byGroup: readonly bigint[];
  readonly isPerMoney: boolean;
}

const earns = (group: Group, version: PromotionVersion, terms: PromotionEffect): boolean =>
  !group.good?.noPoints &&
  !group.good?.giftCard &&
  !isExcluded(group, version) &&
  isOf(group, 'goods' in terms ? terms.goods : undefined) === 'yes';

const paidInOtherMeans = (world: World, isPaid: boolean): bigint[] => {
  const paid = isPaid ? add((world.sale.payments ?? []).filter((one) => !one.isMoney).map((one) => one.amount)) : 0n;
  const nets = world.groups.map(({ good, units }) => (good?.giftCard ? 0n : netOf(units)));
  const all = [...nets, world.shipping];
  return share(paid < add(all) ? paid : add(all), all);
};

const withoutTax = (world: World, amounts: bigint[]): bigint[] => {
  const result = [...amounts];
  const key = ({ tax }: Group): string => (tax?.included ? `${tax.class}/${String(tax.rate)}` : '');
  for (const each of new Set(world.groups.map(key))) {
    if (each === '') continue;
    const places = [...world.groups.keys()].filter((place) => key(world.groups[place] as Group) === each);
    const rate = world.groups[places[0] as number]?.tax?.rate ?? 0n;
    const some = places.map((place) => amounts[place] as bigint);
    const taxes = share(rounded(add(some) * rate, 1_000_000n + rate), some);
    places.forEach((place, at) => (result[place] = (amounts[place] as bigint) - (taxes[at] as bigint)));
  }
  return result;
};

const cappedBy = (version: PromotionVersion, points: bigint, before: readonly Fallen[]): bigint => {
  const cap = version.terms.caps.points;
  if (cap === undefined) return points;
  const left = cap - add(before.filter((each) => each.version === version).map((each) => each.points));
  return points < left ? points : left;
};

/** Points before the club's cap and limits: per money, then fixed, then multiplied, each in the order of promotions. */
const uncut = (world: World, order: readonly PromotionVersion[], isPaid: boolean): Fallen[] => {
  const fallen: Fallen[] = [];
  const effects = order.flatMap((version) =>
    version.terms.effects.map((terms, effect) => ({ version, terms, effect, code: version.terms.code })),
  );
  const enter = (of: (typeof effects)[number], points: bigint, weights: bigint[], isPerMoney = false): void => {
    const amount = cappedBy(of.version, points, fallen);
    if (amount > 0n) fallen.push({ ...of, points: amount, byGroup: share(amount, weights), isPerMoney });
  };
  for (const each of effects) {
    const { terms, version } = each;
    if (terms.kind !== 'points_per_money') continue;
    const other = paidInOtherMeans(world, isPaid);
    const priced = world.groups.map(({ gross, units }, place) => {
      if (terms.base === 'gross') return gross;
      return netOf(units) - (terms.base === 'money_part_only' ? (other[place] ?? 0n) : 0n);
    });
    const amounts = terms.withoutTax ? withoutTax(world, priced) : priced;
    const bases = world.groups.map((group, place) => (earns(group, version, terms) ? (amounts[place] as bigint) : 0n));
    const base = add(bases);
    const points = terms.wholeAmounts
      ? (base / terms.perAmount) * terms.points
      : (base * terms.points) / terms.perAmount;
    enter(each, points, bases, true);
  }
  for (const each of effects) {
    const { terms, version } = each;
    if (terms.kind !== 'points') continue;
    const groups = world.groups.filter((group) => earns(group, version, terms));
    if (groups.every(({ gross }) => gross === 0n)) continue;
    const units = groups
      .filter(({ gross }) => gross > 0n || version.terms.countFreeLines)
      .flatMap((group) => group.units.filter(({ isWhole }) => isWhole)).length;
    enter(
      each,
      terms.perUnit ? terms.points * BigInt(units) : terms.points,
      world.groups.map(() => 0n),
    );
  }
  for (const each of effects) {
    const { terms, version } = each;
    if (terms.kind !== 'points_multiplied') continue;
    const seen = fallen.filter(({ isPerMoney }) => terms.compound || isPerMoney);
    const weights = world.groups.map((group, place) =>
      earns(group, version, terms) ? add(seen.map(({ byGroup }) => byGroup[place] ?? 0n)) : 0n,
    );
    enter(each, (add(weights) * (terms.times - 1_000_000n)) / 1_000_000n, weights);
  }
  return fallen;
};

export const pointsOf = (world: World, order: readonly PromotionVersion[], isPaid: boolean): Points[] => {
  const sorted = order.flatMap((version) =>
    uncut(world, order, isPaid).filter((each) => each.version.terms.code === version.terms.code),
  );
  let over = add(sorted.map(({ points }) => points)) - (world.sale.club?.pointsCap ?? 10n ** 30n);
  const cut = sorted.map(({ points }) => points);
  for (let place = cut.length - 1; over > 0n && place >= 0; place--) {
    const less = (cut[place] as bigint) < over ? (cut[place] as bigint) : over;
    cut[place] = (cut[place] as bigint) - less;
    over -= less;
  }
  return sorted
    .map(({ code, effect }, place) => ({ code, effect, points: cut[place] as bigint }))
    .filter(({ points }) => points > 0n);
};
