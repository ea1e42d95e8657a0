// The reference: slow and obvious. Every unit of a sale is an object of its own. Nothing of production but types.
import type { CatalogueGood, LineTax, PromotedSale, SaleLine } from '../../src/domain/promotions/sale/sale.ts';
import type { Goods } from '../../src/domain/promotions/terms/goods.ts';
import type { PromotionVersion } from '../../src/domain/promotions/terms/promotion.ts';

export interface Unit {
  readonly line: SaleLine;
  readonly milli: bigint;
  readonly isWhole: boolean;
  net: bigint;
  used: boolean;
  free: string;
}

/** Lines of the same SKU, price, tax and attributes. */
export interface Group {
  readonly sku: string;
  readonly good: CatalogueGood | undefined;
  readonly tax: LineTax | undefined;
  readonly attributes: Readonly<Record<string, string>> | undefined;
  readonly gross: bigint;
  readonly milli: bigint;
  readonly units: Unit[];
}

export interface Taken {
  readonly code: string;
  readonly effect: number;
  readonly unit: Unit;
  readonly amount: bigint;
}

export interface World {
  readonly sale: PromotedSale;
  readonly groups: Group[];
  shipping: bigint;
  readonly log: Taken[];
  readonly shippingLog: { code: string; amount: bigint }[];
}

export const add = (amounts: readonly bigint[]): bigint => amounts.reduce((one, other) => one + other, 0n);

/** Largest remainder, one unit after the other. */
export const share = (amount: bigint, weights: readonly bigint[]): bigint[] => {
  const total = add(weights);
  if (total === 0n) return weights.map(() => 0n);
  const shares = weights.map((weight) => (amount * weight) / total);
  const rests = weights.map((weight) => (amount * weight) % total);
  for (let left = amount - add(shares); left > 0n; left--) {
    let best = 0;
    for (let place = 1; place < rests.length; place++) if ((rests[place] ?? 0n) > (rests[best] ?? 0n)) best = place;
    shares[best] = (shares[best] ?? 0n) + 1n;
    rests[best] = -1n;
  }
  return shares;
};

export const rounded = (top: bigint, bottom: bigint): bigint => {
  const down = top / bottom;
  return (top - down * bottom) * 2n >= bottom ? down + 1n : down;
};

const wholeLine = (line: SaleLine): boolean => line.quantityMilli % 1000 === 0 && !line.good?.decimals;

const sameGoods = (one: SaleLine, other: SaleLine): boolean => {
  const key = (line: SaleLine) =>
    JSON.stringify([
      line.sku,
      line.unitPrice ?? '',
      line.tax ? [line.tax.class, String(line.tax.rate), line.tax.included] : [],
      Object.entries(line.attributes ?? {}).sort(),
      wholeLine(line),
    ]);
  return key(one) === key(other);
};

const unitsOf = (line: SaleLine): Unit[] => {
  const fresh = { line, used: false, free: '' };
  if (!wholeLine(line)) return [{ ...fresh, isWhole: false, milli: BigInt(line.quantityMilli), net: line.gross }];
  const count = line.quantityMilli / 1000;
  const nets = share(
    line.gross,
    Array.from({ length: count }, () => 1n),
  );
  return nets.map((net) => ({ ...fresh, isWhole: true, milli: 1000n, net }));
};

export const worldOf = (sale: PromotedSale): World => {
  const groups: SaleLine[][] = [];
  for (const line of [...sale.lines].sort((one, other) => one.position - other.position)) {
    const known = groups.find(([first]) => first && sameGoods(first, line));
    if (known) known.push(line);
    else groups.push([line]);
  }
  return {
    sale,
    groups: groups.map((lines): Group => {
      const [first] = lines as [SaleLine];
      return {
        sku: first.sku,
        good: first.good,
        tax: first.tax,
        attributes: first.attributes,
        gross: add(lines.map(({ gross }) => gross)),
        milli: add(lines.map(({ quantityMilli }) => BigInt(quantityMilli))),
        units: lines.flatMap(unitsOf),
      };
    }),
    shipping: sale.shipping ?? 0n,
    log: [],
    shippingLog: [],
  };
};

export type Answer = 'yes' | 'no' | 'unknown';

const opposite: Record<Answer, Answer> = { yes: 'no', no: 'yes', unknown: 'unknown' };

/** Whether a line is of these goods. */
export const isOf = (group: Group, goods: Goods | undefined): Answer => {
  const answers: Answer[] = [];
  const plain = (isSo: boolean): Answer => (isSo ? 'yes' : 'no');
  const known = (isSo: (good: CatalogueGood) => boolean): Answer => (group.good ? plain(isSo(group.good)) : 'unknown');
  if (goods?.skus) answers.push(plain(goods.skus.includes(group.sku)));
  if (goods?.categories)
    answers.push(known(({ categories }) => categories.some((one) => goods.categories?.includes(one))));
  if (goods?.brands) answers.push(known(({ brand }) => goods.brands?.includes(brand ?? '') === true));
  if (goods?.families) answers.push(known(({ family }) => goods.families?.includes(family ?? '') === true));
  for (const [name, values] of Object.entries(goods?.attributes ?? {}))
    answers.push(plain(values.includes(group.attributes?.[name] ?? '')));
  if (goods?.except) answers.push(opposite[isOf(group, goods.except)]);
  if (answers.includes('no')) return 'no';
  return answers.includes('unknown') ? 'unknown' : 'yes';
};

/** As conditions see it. */
export const isMeant = (group: Group, goods: Goods | undefined, { terms }: PromotionVersion): Answer => {
  if (group.good?.giftCard && !goods?.skus && !goods?.categories) return 'no';
  if (group.good?.noDiscount && !terms.countNoDiscount) return 'no';
  return isOf(group, goods);
};

export const isExcluded = (group: Group, { terms }: PromotionVersion): boolean =>
  terms.exclusions.some((goods) => isOf(group, goods) === 'yes');

export const mayDiscount = (group: Group, version: PromotionVersion): boolean =>
  group.gross > 0n && !group.good?.noDiscount && !group.good?.giftCard && !isExcluded(group, version);

export const countsIn = (group: Group, { terms }: PromotionVersion): boolean =>
  group.gross > 0n || terms.countFreeLines === true;

export const netOf = (units: readonly Unit[]): bigint => add(units.map(({ net }) => net));
