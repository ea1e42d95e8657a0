import type { CatalogueGood, LineTax, PromotedSale, SaleLine } from './sale.ts';

/** What tests of goods look at: of a line as it was sold, or of lines that are one. */
export type GoodsFacts = Pick<SaleLine, 'sku' | 'good' | 'attributes'>;

const thousandths = 1000;

const isWhole = ({ quantityMilli, good, isMeasured }: SaleLine): boolean =>
  quantityMilli % thousandths === 0 && good?.decimals !== true && !isMeasured;

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

/** Lines of the same SKU, price, tax and attributes: they are one for spreading, floors and caps of lines. */
export class GoodsLine implements GoodsFacts {
  /** Of the first of its lines. */
  readonly position: number;
  /** Among the lines of goods, from 0. */
  readonly place: number;
  readonly sku: string;
  readonly good: CatalogueGood | undefined;
  readonly tax: LineTax | undefined;
  readonly attributes: Readonly<Record<string, string>> | undefined;
  readonly parts: SaleLine[];
  gross: bigint;
  milli: number;

  constructor(first: SaleLine, place: number) {
    this.position = first.position;
    this.place = place;
    this.sku = first.sku;
    this.good = first.good;
    this.tax = first.tax;
    this.attributes = first.attributes;
    this.parts = [first];
    this.gross = first.gross;
    this.milli = first.quantityMilli;
  }

  /** Whole units; 0 of goods with decimals. */
  get units(): number {
    return isWhole(this.parts[0] as SaleLine) ? this.milli / thousandths : 0;
  }

  get mayBeDiscounted(): boolean {
    return this.gross > 0n && !this.good?.noDiscount && !this.good?.giftCard;
  }

  isOneWith(line: SaleLine): boolean {
    return isOne(this.parts[0] as SaleLine, line);
  }

  add(line: SaleLine): void {
    this.parts.push(line);
    this.gross += line.gross;
    this.milli += line.quantityMilli;
  }
}

interface Goods {
  /** In the order of their first lines. */
  readonly lines: readonly GoodsLine[];
  readonly bySku: ReadonlyMap<string, readonly GoodsLine[]>;
}

const goodsOf = (sold: readonly SaleLine[]): Goods => {
  const lines: GoodsLine[] = [];
  const bySku = new Map<string, GoodsLine[]>();
  for (const line of inOrder(sold)) {
    const known = bySku.get(line.sku);
    const same = known?.find((goods) => goods.isOneWith(line));
    if (same) {
      same.add(line);
      continue;
    }
    const goods = new GoodsLine(line, lines.length);
    lines.push(goods);
    if (known) known.push(goods);
    else bySku.set(line.sku, [goods]);
  }
  return { lines, bySku };
};

export const mayEarn = ({ noPoints, giftCard }: CatalogueGood): boolean => !noPoints && !giftCard;

const grossOf = (lines: readonly SaleLine[], counts: (good: CatalogueGood) => boolean): bigint => {
  let gross = 0n;
  for (const line of lines) if (!line.good || counts(line.good)) gross += line.gross;
  return gross;
};

/** A sale as promotions see it. What is asked of it is reckoned once. */
export class MeasuredSale {
  readonly sale: PromotedSale;
  private known: Goods | undefined;
  private total: bigint | undefined;
  private earning: bigint | undefined;

  constructor(sale: PromotedSale) {
    this.sale = sale;
  }

  /** By position, whatever their order in the sale. */
  get lines(): readonly GoodsLine[] {
    return this.goods.lines;
  }

  get bySku(): ReadonlyMap<string, readonly GoodsLine[]> {
    return this.goods.bySku;
  }

  /** Of all goods but gift cards. */
  get gross(): bigint {
    return (this.total ??= grossOf(this.sale.lines, ({ giftCard }) => !giftCard));
  }

  /** Of all goods that may earn points. */
  get earningGross(): bigint {
    return (this.earning ??= grossOf(this.sale.lines, mayEarn));
  }

  private get goods(): Goods {
    return (this.known ??= goodsOf(this.sale.lines));
  }
}
