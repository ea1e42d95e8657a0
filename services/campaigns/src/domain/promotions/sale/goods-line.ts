import type { CatalogueGood, LineTax, PromotedSale, SaleLine } from './sale.ts';

/** Lines of the same SKU, price, tax and attributes: they are one for spreading, floors and caps of lines. */
export interface GoodsLine {
  /** Of the first of its lines. */
  readonly position: number;
  readonly sku: string;
  readonly good: CatalogueGood | undefined;
  readonly tax: LineTax | undefined;
  readonly attributes: Readonly<Record<string, string>> | undefined;
  readonly gross: bigint;
  readonly milli: number;
  /** Whole units; 0 of goods with decimals. */
  readonly units: number;
  readonly parts: readonly SaleLine[];
}

/** A sale as promotions see it: measured once, asked by all of them. */
export interface MeasuredSale {
  readonly sale: PromotedSale;
  /** By position. */
  readonly lines: readonly GoodsLine[];
  /** Of all goods but gift cards. */
  readonly gross: bigint;
}

const thousandths = 1000;

const isWhole = ({ quantityMilli, good }: SaleLine): boolean =>
  quantityMilli % thousandths === 0 && good?.decimals !== true;

const sameAttributes = (one: SaleLine['attributes'] = {}, other: SaleLine['attributes'] = {}): boolean => {
  const names = Object.keys(one);
  return names.length === Object.keys(other).length && names.every((name) => one[name] === other[name]);
};

const sameTax = (one: SaleLine['tax'], other: SaleLine['tax']): boolean =>
  one?.class === other?.class && one?.rate === other?.rate && one?.included === other?.included;

/** Whether two lines of one SKU are one. */
const isOne = (one: SaleLine, other: SaleLine): boolean =>
  one.unitPrice === other.unitPrice &&
  isWhole(one) === isWhole(other) &&
  sameTax(one.tax, other.tax) &&
  sameAttributes(one.attributes, other.attributes);

const inOrder = (lines: readonly SaleLine[]): readonly SaleLine[] =>
  lines.every(({ position }, place) => place === 0 || position > (lines[place - 1]?.position ?? 0))
    ? lines
    : lines.toSorted((one, other) => one.position - other.position);

const merged = (parts: readonly [SaleLine, ...SaleLine[]]): GoodsLine => {
  const [first] = parts;
  let { gross, quantityMilli: milli } = first;
  for (let place = 1; place < parts.length; place++) {
    gross += parts[place]?.gross ?? 0n;
    milli += parts[place]?.quantityMilli ?? 0;
  }
  return {
    position: first.position,
    sku: first.sku,
    good: first.good,
    tax: first.tax,
    attributes: first.attributes,
    gross,
    milli,
    units: isWhole(first) ? milli / thousandths : 0,
    parts,
  };
};

type Parts = [SaleLine, ...SaleLine[]];

/** Lines that are one, in the order of their first. */
const partsOf = (lines: readonly SaleLine[]): Parts[] => {
  if (new Set(lines.map(({ sku }) => sku)).size === lines.length) return lines.map((line): Parts => [line]);
  const all: Parts[] = [];
  const bySku = new Map<string, Parts[]>();
  for (const line of lines) {
    const known = bySku.get(line.sku);
    const same = known?.find(([first]) => isOne(first, line));
    if (same) {
      same.push(line);
      continue;
    }
    const parts: Parts = [line];
    all.push(parts);
    if (known) known.push(parts);
    else bySku.set(line.sku, [parts]);
  }
  return all;
};

/** The order of lines makes no difference: they are taken by position. */
export const measureSale = (sale: PromotedSale): MeasuredSale => {
  const lines = partsOf(inOrder(sale.lines)).map(merged);
  let gross = 0n;
  for (const line of lines) if (!line.good?.giftCard) gross += line.gross;
  return { sale, lines, gross };
};
