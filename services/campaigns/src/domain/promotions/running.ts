import { goodsKey } from '@vafa/contracts/goods';
import { needsOf, type MemberNeeds } from './asking/member-needs.ts';
import type { CompiledPromotion } from './compile-promotion.ts';
import type { MeasuredSale } from './sale/goods-line.ts';
import type { Condition } from './terms/conditions.ts';
import type { Goods } from './terms/goods.ts';

/** What a sale must have so that a promotion can apply. */
type KeyKind = 'code' | 'sku' | 'till' | 'branch' | 'segment' | 'brand' | 'family' | 'category' | 'tier' | 'channel';

interface Keys {
  readonly kind: KeyKind;
  readonly names: readonly string[];
}

/** The more selective first. */
const bestFirst: readonly KeyKind[] = [
  'code',
  'sku',
  'till',
  'segment',
  'family',
  'brand',
  'category',
  'branch',
  'tier',
  'channel',
];

const keysOfGoods = (goods: Goods | undefined): Keys | undefined => {
  if (goods?.skus) return { kind: 'sku', names: goods.skus.map(goodsKey) };
  if (goods?.families) return { kind: 'family', names: goods.families };
  if (goods?.brands) return { kind: 'brand', names: goods.brands };
  return goods?.categories && { kind: 'category', names: goods.categories };
};

const keysOf = (condition: Condition): Keys | undefined => {
  switch (condition.kind) {
    case 'code':
    case 'segment':
    case 'tier':
    case 'branch':
    case 'till':
    case 'channel':
      return { kind: condition.kind, names: condition.in };
    case 'total':
    case 'quantity':
      return condition.atLeast !== undefined && condition.atLeast > 0 ? keysOfGoods(condition.goods) : undefined;
    default:
      return undefined;
  }
};

const bestKeys = ({ version }: CompiledPromotion): Keys | undefined =>
  version.terms.conditions
    .map(keysOf)
    .filter((keys) => keys !== undefined)
    .sort((one, other) => bestFirst.indexOf(one.kind) - bestFirst.indexOf(other.kind))[0];

const namesIn = (measured: MeasuredSale, kind: KeyKind): Iterable<string> => {
  const { sale } = measured;
  switch (kind) {
    case 'code':
      return sale.codes ?? [];
    case 'segment':
      return sale.member?.segments ?? [];
    case 'tier':
      return [sale.member?.tier ?? ''];
    case 'till':
    case 'branch':
    case 'channel':
      return [sale.place[kind] ?? ''];
    case 'sku':
      return measured.bySku.keys();
    case 'category':
      return new Set(measured.lines.flatMap(({ good }) => good?.categories ?? []));
    default:
      return new Set(measured.lines.map(({ good }) => good?.[kind] ?? ''));
  }
};

/** What runs in a club, and those of it that a sale could meet, in its order. */
export interface Running {
  readonly all: readonly CompiledPromotion[];
  candidates(measured: MeasuredSale): readonly CompiledPromotion[];
}

/** Few versions, of which each is asked. */
export const runningAll = (all: readonly CompiledPromotion[]): Running => ({ all, candidates: () => all });

/** The running versions of a club, with an index of those that a sale could meet. */
export class RunningPromotions implements Running {
  readonly all: readonly CompiledPromotion[];
  /** What any of them asks of a member. */
  readonly needs: MemberNeeds;
  private readonly unkeyed: number[] = [];
  private readonly keyed = new Map<KeyKind, Map<string, number[]>>();

  constructor(all: readonly CompiledPromotion[]) {
    this.all = all;
    this.needs = needsOf(all.map(({ version }) => version.terms));
    all.forEach((promotion, place) => {
      const keys = bestKeys(promotion);
      if (keys) this.enter(keys, place);
      else this.unkeyed.push(place);
    });
  }

  /** Those that could apply: every other one has a condition that this sale cannot meet. */
  candidates(measured: MeasuredSale): readonly CompiledPromotion[] {
    if (this.keyed.size === 0) return this.all;
    const places = [...this.unkeyed];
    for (const [kind, index] of this.keyed)
      for (const name of namesIn(measured, kind)) {
        const named = index.get(name);
        if (named) for (const place of named) places.push(place);
      }
    places.sort((one, other) => one - other);
    const found: CompiledPromotion[] = [];
    let before = -1;
    for (const place of places) if (place !== before) found.push(this.all[(before = place)] as CompiledPromotion);
    return found;
  }

  private enter({ kind, names }: Keys, place: number): void {
    const index = this.keyed.get(kind) ?? new Map<string, number[]>();
    this.keyed.set(kind, index);
    for (const name of new Set(names)) {
      const known = index.get(name);
      if (known) known.push(place);
      else index.set(name, [place]);
    }
  }
}
