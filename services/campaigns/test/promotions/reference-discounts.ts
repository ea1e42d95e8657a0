import type { EffectOf, Off, PromotionEffect } from '../../src/domain/promotions/terms/effects.ts';
import type { Goods } from '../../src/domain/promotions/terms/goods.ts';
import type { PromotionVersion } from '../../src/domain/promotions/terms/promotion.ts';
import {
  add,
  countsIn,
  isExcluded,
  isMeant,
  isOf,
  mayDiscount,
  netOf,
  rounded,
  share,
  type Group,
  type Unit,
  type World,
} from './reference-units.ts';

/** What a unit gets by itself. */
type Own = readonly [unit: Unit, amount: bigint];

/** Takes discounts of one effect of one promotion off a sale. */
export class Discounts {
  constructor(
    private readonly world: World,
    private readonly version: PromotionVersion,
    private readonly effect: number,
  ) {}

  apply(terms: PromotionEffect): void {
    switch (terms.kind) {
      case 'fixed_price':
        return this.own(
          this.groups(terms.goods)
            .flatMap(({ units }) => units.filter(({ used }) => !used))
            .map((unit): Own => {
              const price = unit.isWhole ? terms.price : rounded(terms.price * unit.milli, 1000n);
              return [unit, unit.net > price ? unit.net - price : 0n];
            }),
        );
      case 'bundle_price':
        return this.bundle(terms);
      case 'off_lines':
        return this.lines(terms);
      case 'off_cheapest':
        return this.cheapest(terms);
      case 'off_each_nth':
        return this.nth(terms);
      case 'buy_get':
        return this.buyGet(terms);
      case 'free_item': {
        const units = this.free({ skus: [terms.sku] })
          .sort(cheapFirst)
          .slice(0, terms.count);
        return this.own(
          units.map((unit): Own => [unit, unit.net]),
          units,
          true,
        );
      }
      case 'off_sale': {
        const units = this.groups(undefined).flatMap((group) => group.units);
        return void this.spread(units, off(terms.off, netOf(units)));
      }
      case 'spend_tiers': {
        const groups = this.groups(undefined);
        const units = groups.flatMap((group) => group.units);
        const spent = terms.of === 'net' ? netOf(units) : add(groups.map(({ gross }) => gross));
        const reached = terms.tiers.filter(({ from }) => from <= spent);
        const best = reached.reduce<(typeof reached)[number] | undefined>(
          (one, other) => (one && one.from >= other.from ? one : other),
          undefined,
        );
        if (best) this.spread(units, off(best.off, netOf(units)));
        return undefined;
      }
      case 'free_shipping': {
        const { shipping } = this.world;
        const amount = this.capped(terms.most !== undefined && terms.most < shipping ? terms.most : shipping);
        this.world.shipping -= amount;
        if (amount > 0n) this.world.shippingLog.push({ code: this.code, amount });
        return undefined;
      }
      default:
        return undefined;
    }
  }

  private get code(): string {
    return this.version.terms.code;
  }

  private groups(goods: Goods | undefined): Group[] {
    return this.world.groups.filter((group) => mayDiscount(group, this.version) && isOf(group, goods) === 'yes');
  }

  private wholes(goods: Goods | undefined): Unit[] {
    return this.groups(goods).flatMap(({ units }) => units.filter(({ isWhole }) => isWhole));
  }

  private free(goods: Goods | undefined): Unit[] {
    return this.wholes(goods).filter(({ used }) => !used);
  }

  private takenBy(code: string | undefined, group?: Group): bigint {
    const ofLines = this.world.log.filter(
      (each) => (code === undefined || each.code === code) && (!group || group.units.includes(each.unit)),
    );
    const ofShipping = group ? [] : this.world.shippingLog.filter((each) => code === undefined || each.code === code);
    return add([...ofLines, ...ofShipping].map(({ amount }) => amount));
  }

  private capped(wanted: bigint): bigint {
    const { caps } = this.version.terms;
    const rooms: bigint[] = [wanted];
    if (caps.discount !== undefined) rooms.push(caps.discount - this.takenBy(this.code));
    const { discountCap } = this.world.sale.club ?? {};
    if (discountCap !== undefined) rooms.push(discountCap - this.takenBy(undefined));
    const allowed = rooms.reduce((one, other) => (other < one ? other : one));
    return allowed < 0n ? 0n : allowed;
  }

  private floorRoom(group: Group): bigint | undefined {
    const { floor, floorOnFree } = this.version.terms;
    const held = group.units.filter(({ free }) => floorOnFree || free === '');
    const milli = add(held.map((unit) => unit.milli));
    const max = (amounts: (bigint | undefined)[]): bigint | undefined =>
      amounts.filter((each) => each !== undefined).sort((one, other) => (one > other ? -1 : 1))[0];
    const price = max([group.good?.floorPrice, floor.price]);
    const margin = max([this.world.sale.club?.leastMargin, floor.leastMargin]);
    const tax = group.tax?.included ? group.tax.rate : 0n;
    const up = (top: bigint, bottom: bigint): bigint => top / bottom + (top % bottom === 0n ? 0n : 1n);
    const ofPrice = price === undefined ? undefined : up(price * milli, 1000n);
    const cost = group.good?.cost;
    const ofCost =
      margin === undefined || cost === undefined
        ? undefined
        : up(cost * milli * (1_000_000n + margin) * (1_000_000n + tax), 10n ** 15n);
    const floorAmount = max([ofPrice, ofCost]);
    if (floorAmount === undefined) return undefined;
    const room = netOf(held) - floorAmount;
    return room > 0n ? room : 0n;
  }

  /** One group's part: caps of a line and floors cut it, and what is cut is not moved. */
  private takeOff(group: Group, owns: readonly Own[], wanted: bigint, isFree: boolean): void {
    const { caps, floorOnFree } = this.version.terms;
    let amount = wanted;
    if (caps.line !== undefined && caps.line - this.takenBy(this.code, group) < amount)
      amount = caps.line - this.takenBy(this.code, group);
    const room = isFree && !floorOnFree ? undefined : this.floorRoom(group);
    if (room !== undefined && room < amount) amount = room;
    const shares = share(
      amount,
      owns.map(([, own]) => own),
    );
    owns.forEach(([unit], place) => {
      const taken = shares[place] ?? 0n;
      unit.net -= taken;
      if (taken > 0n) this.world.log.push({ code: this.code, effect: this.effect, unit, amount: taken });
    });
  }

  private mark(used: readonly Unit[], freed: readonly Unit[]): void {
    for (const unit of used) unit.used = true;
    for (const unit of freed) unit.free = `${this.code}/${String(this.effect)}`;
  }

  /** What belongs to units; a cap cuts by line in proportion, then by unit. */
  private own(owns: readonly Own[], used: readonly Unit[] = [], isFree = false): void {
    const groups = this.world.groups
      .map((group) => ({ group, own: owns.filter(([unit]) => group.units.includes(unit)) }))
      .filter(({ own }) => own.length > 0)
      .map(({ group, own }) => ({
        group,
        own: own.toSorted(([one], [other]) => group.units.indexOf(one) - group.units.indexOf(other)),
      }));
    const wanted = groups.map(({ own }) => add(own.map(([, amount]) => amount)));
    const allowed = this.capped(add(wanted));
    if (allowed === 0n) return;
    this.mark(used, isFree ? owns.map(([unit]) => unit) : []);
    const shares = share(allowed, wanted);
    groups.forEach(({ group, own }, place) => this.takeOff(group, own, shares[place] ?? 0n, isFree));
  }

  /** Spreads over lines by net, then over the units of each. */
  private spread(units: readonly Unit[], wanted: bigint, used: readonly Unit[] = []): boolean {
    const allowed = this.capped(wanted);
    if (allowed === 0n) return false;
    const groups = this.world.groups
      .map((group) => ({ group, some: group.units.filter((unit) => units.includes(unit)) }))
      .filter(({ some }) => some.length > 0);
    this.mark(used, []);
    const shares = share(
      allowed,
      groups.map(({ some }) => netOf(some)),
    );
    groups.forEach(({ group, some }, place) => {
      this.takeOff(
        group,
        some.map((unit): Own => [unit, unit.net]),
        shares[place] ?? 0n,
        false,
      );
    });
    return true;
  }

  private lines({ off: terms, goods, perUnit }: EffectOf<'off_lines'>): void {
    const units = this.groups(goods).flatMap((group) => group.units.filter(({ used }) => !used));
    if (!perUnit || 'percent' in terms) return void this.spread(units, off(terms, netOf(units)));
    this.own(
      units.map((unit): Own => {
        const amount = unit.isWhole ? terms.amount : rounded(terms.amount * unit.milli, 1000n);
        return [unit, amount < unit.net ? amount : unit.net];
      }),
    );
  }

  /** Whether a cheaper unit of the same goods is used already. */
  private isBehindUsed(unit: Unit, goods: Goods | undefined): boolean {
    return this.wholes(goods).some(({ used, net }) => used && net < unit.net);
  }

  private cheapest({ off: terms, goods }: EffectOf<'off_cheapest'>): void {
    const [unit] = this.free(goods).sort(cheapFirst);
    if (!unit || this.isBehindUsed(unit, goods)) return;
    this.own([[unit, off(terms, unit.net)]], [unit]);
  }

  private nth({ off: terms, n, goods, times = 10_000 }: EffectOf<'off_each_nth'>): void {
    const units = this.free(goods)
      .sort(dearFirst)
      .filter((_unit, place) => (place + 1) % n === 0)
      .slice(0, times)
      .filter((unit) => !this.isBehindUsed(unit, goods));
    if ('percent' in terms) return void this.spread(units, off(terms, netOf(units)), units);
    this.own(
      units.map((unit): Own => [unit, off(terms, unit.net)]),
      units,
    );
  }

  private bundle({ price, items, times = 10_000 }: EffectOf<'bundle_price'>): void {
    for (let sets = 0; sets < times; sets++) {
      const chosen: Unit[] = [];
      const order = items
        .map((item) => ({ item, open: this.free(item.goods).length }))
        .sort((one, other) => one.open - other.open);
      for (const { item } of order) {
        const open = this.free(item.goods).filter((unit) => !chosen.includes(unit));
        if (open.length < item.count) return;
        chosen.push(...open.sort(dearFirst).slice(0, item.count));
      }
      const less = netOf(chosen) - price;
      if (less <= 0n || !this.spread(chosen, less, chosen)) return;
    }
  }

  private buyGet({ buy, get, off: terms, times = 10_000 }: EffectOf<'buy_get'>): void {
    const groupOf = (unit: Unit): Group => this.world.groups.find(({ units }) => units.includes(unit)) as Group;
    const gets = this.free(get.goods).sort(cheapFirst);
    const buys = this.world.groups
      .filter((group) => isMeant(group, buy.goods, this.version) === 'yes' && countsIn(group, this.version))
      .filter((group) => !isExcluded(group, this.version))
      .flatMap(({ units }) => units.filter(({ isWhole, used }) => isWhole && !used))
      .sort(dearFirst);
    const either = new Set([...gets, ...buys]).size;
    let sets = 0;
    const fits = (count: number): boolean =>
      count <= times &&
      buys.length >= count * buy.count &&
      gets.length >= count * get.count &&
      either >= count * (buy.count + get.count);
    while (fits(sets + 1)) sets++;
    // One after the other, the cheapest that leaves enough to buy.
    const given: Unit[] = [];
    for (const unit of gets) {
      const left = buys.filter((each) => !given.includes(each) && each !== unit).length;
      if (given.length < sets * get.count && left >= sets * buy.count) given.push(unit);
    }
    const bought = [...buys.filter((unit) => !gets.includes(unit)), ...buys.filter((unit) => gets.includes(unit))]
      .filter((unit) => !given.includes(unit))
      .slice(0, sets * buy.count);
    const owns: Own[] = [];
    for (let set = 0; set < sets; set++) {
      const some = given.slice(set * get.count, (set + 1) * get.count);
      const groups = this.world.groups.filter(({ units }) => units.some((unit) => some.includes(unit)));
      const parts = groups.map((group) => group.units.filter((unit) => some.includes(unit) && groupOf(unit) === group));
      const shares = share(off(terms, netOf(some)), parts.map(netOf));
      parts.forEach((units, place) => {
        const own = share(
          shares[place] ?? 0n,
          units.map(({ net }) => net),
        );
        units.forEach((unit, at) => owns.push([unit, own[at] ?? 0n]));
      });
    }
    this.own(owns, [...given, ...bought], true);
  }
}

const place = (one: Unit, other: Unit): number => one.line.position - other.line.position;
const dearFirst = (one: Unit, other: Unit): number =>
  one.net === other.net ? place(one, other) : one.net > other.net ? -1 : 1;
const cheapFirst = (one: Unit, other: Unit): number =>
  one.net === other.net ? place(one, other) : one.net < other.net ? -1 : 1;

const off = (terms: Off, net: bigint): bigint => {
  if ('percent' in terms) return rounded(net * terms.percent, 1_000_000n);
  return terms.amount < net ? terms.amount : net;
};
