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
}

const thousandths = 1000;

const isWhole = ({ quantityMilli, good }: SaleLine): boolean =>
  quantityMilli % thousandths === 0 && good?.decimals !== true;

const attributesKey = (attributes: SaleLine['attributes']): string =>
  attributes ? JSON.stringify(Object.entries(attributes).sort(([one], [other]) => (one < other ? -1 : 1))) : '';

const keyOf = (line: SaleLine): string => {
  const { sku, unitPrice = '', tax, attributes } = line;
  const ofTax = tax ? `${tax.class}\n${String(tax.rate)}\n${String(tax.included)}` : '';
  const units = isWhole(line) ? 'units' : '';
  return tax || attributes
    ? `${sku}\n${unitPrice}\n${units}\n${ofTax}\n${attributesKey(attributes)}`
    : `${sku}\n${unitPrice}\n${units}`;
};

const inOrder = (lines: readonly SaleLine[]): readonly SaleLine[] =>
  lines.every(({ position }, place) => place === 0 || position > (lines[place - 1]?.position ?? 0))
    ? lines
    : lines.toSorted((one, other) => one.position - other.position);

const merged = (parts: readonly [SaleLine, ...SaleLine[]]): GoodsLine => {
  const [first] = parts;
  let [gross, milli] = [0n, 0];
  for (const part of parts) {
    gross += part.gross;
    milli += part.quantityMilli;
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

/** The order of lines makes no difference: they are taken by position. */
export const measureSale = (sale: PromotedSale): MeasuredSale => {
  const lines = new Map<string, [SaleLine, ...SaleLine[]]>();
  for (const line of inOrder(sale.lines)) {
    const key = keyOf(line);
    const known = lines.get(key);
    if (known) known.push(line);
    else lines.set(key, [line]);
  }
  return { sale, lines: Array.from(lines.values(), merged) };
};
