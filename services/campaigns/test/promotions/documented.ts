import { divideHalfUp } from '@vafa/kernel';
import type { LineShare } from '../../src/domain/promotions/adjudicated.ts';
import type { Given } from '../../src/domain/promotions/giving/given.ts';
import type { CatalogueGood, PromotedSale, SaleLine } from '../../src/domain/promotions/sale/sale.ts';
import { promotion, type PromotionVersion } from '../../src/domain/promotions/terms/promotion.ts';
import { adjudicated } from './adjudicated.ts';

/** One example of the page: what is given and what comes of it, line by line. */
export interface Example {
  readonly title: string;
  readonly given: readonly string[];
  readonly gives: readonly string[];
}

/** Goods of the page's catalogue: their price, and what is known of them. */
export type Catalogue = ReadonlyMap<string, { readonly price: bigint; readonly good: CatalogueGood | undefined }>;

const minor = (text: string): bigint => BigInt(text.replace('.', ''));

const shown = (amount: bigint): string => {
  const digits = amount.toString().padStart(3, '0');
  return `${digits.slice(0, -2)}.${digits.slice(-2)}`;
};

const cellsOf = (row: string): string[] =>
  row
    .split('|')
    .slice(1, -1)
    .map((cell) => cell.trim());

const flags = ['noDiscount', 'noPoints', 'giftCard', 'decimals'] as const;

const goodOf = ([, , categories = '', brand = '', cost = '', floor = '', more = '']: string[]): CatalogueGood => ({
  categories: categories.split(', '),
  ...(brand !== '' && { brand }),
  ...(cost !== '' && { cost: minor(cost) }),
  ...(floor !== '' && { floorPrice: minor(floor) }),
  ...Object.fromEntries(flags.filter((flag) => more.split(', ').includes(flag)).map((flag) => [flag, true])),
});

export const catalogueOf = (page: string): Catalogue => {
  const table = page.split('### The catalogue\n')[1]?.split('\n### ')[0] ?? '';
  const rows = table.split('\n').filter((line) => line.startsWith('|'));
  return new Map(
    rows
      .slice(2)
      .map(cellsOf)
      .map((cells) => {
        const [sku = '', price = '', categories = ''] = cells;
        return [sku, { price: minor(price), good: categories === 'unknown' ? undefined : goodOf(cells) }];
      }),
  );
};

export const examplesOf = (page: string): Example[] =>
  Array.from(page.matchAll(/^### (\d+\. [^\n]+)\n[^`]*?```text\n(.*?)\n```/gms), ([, title = '', body = '']) => {
    const [given = '', gives = ''] = body.split('\ngives\n');
    return { title, given: given.split('\n'), gives: gives.split('\n') };
  });

/** `2 tea`, `0.350 rice at 1.10`, `1 cup with {"colour":"red"}`. */
const lineOf = (catalogue: Catalogue, text: string, position: number): SaleLine => {
  const [, quantity = '', sku = '', , price, , attributes] =
    /^([\d.]+) (\S+)( at (\S+))?( with (\{.*\}))?$/.exec(text) ?? [];
  const known = catalogue.get(sku);
  if (!known) throw new Error(`the page's catalogue does not know ${text}`);
  const each = price === undefined ? known.price : minor(price);
  const quantityMilli = Math.round(Number(quantity) * 1000);
  return {
    position,
    sku,
    quantityMilli,
    gross: divideHalfUp(each * BigInt(quantityMilli), 1000n),
    unitPrice: shown(each),
    ...(known.good && { good: known.good }),
    ...(attributes !== undefined && { attributes: JSON.parse(attributes) as Record<string, string> }),
  };
};

/** Numbers of these are of bigint; a date is a moment. */
const revived = (key: string, value: unknown): unknown => {
  const isBig = /^(shipping|amount|pointValue|discountCap|pointsCap|leastMargin)$/.test(key);
  if (isBig && typeof value === 'number') return BigInt(value);
  if (key === 'at') return new Date(String(value));
  return key === 'left' || key === 'spent'
    ? Object.fromEntries(Object.entries(value as object).map(([name, left]) => [name, BigInt(left as number)]))
    : value;
};

interface Asked {
  readonly versions: readonly PromotionVersion[];
  readonly sale: PromotedSale;
}

/** What an example asks: its promotions, its lines and what else is known of the sale. */
export const askedBy = ({ given }: Example, catalogue: Catalogue): Asked => {
  const of = (word: string): string[] =>
    given.filter((line) => line.startsWith(`${word} `)).map((line) => line.slice(word.length + 1));
  const versions = of('promotion').map((text, place): PromotionVersion => {
    const [code = '', ...json] = text.split(' ');
    const written = JSON.parse(json.join(' ')) as object;
    const terms = promotion.parse({ code, name: code, conditions: [], ...written });
    return { id: code, version: 1, publishedAt: new Date(Date.UTC(2026, 0, 1 + place)), terms };
  });
  const more = of('with').map((text) => JSON.parse(text, revived) as Partial<PromotedSale>);
  const sale = {
    at: new Date('2026-03-10T12:00:00Z'),
    zone: 'Europe/London',
    calendar: 'gregorian' as const,
    place: { branch: 'oxford' },
    lines: of('line').map((text, place) => lineOf(catalogue, text, place + 1)),
  };
  return { versions, sale: Object.assign(sale, ...more) as PromotedSale };
};

const codeOf = ({ promotion: { version } }: { promotion: LineShare['promotion'] }): string => version.terms.code;

const reckoned = (gross: bigint, shares: readonly LineShare[], net: bigint): string =>
  `${[shown(gross), ...shares.map((share) => `- ${shown(share.amount)} ${codeOf(share)}`)].join(' ')} = ${shown(net)}`;

const giftText = (given: Given): string => {
  switch (given.kind) {
    case 'points':
      return `points ${codeOf(given)} ${String(given.points)}`;
    case 'gift_credit':
      return `credit ${codeOf(given)} ${shown(given.amount)}`;
    case 'voucher':
      return `voucher ${codeOf(given)} ${given.rewardId}`;
    case 'free_item':
      return `item ${codeOf(given)} ${String(given.count)} ${given.sku}`;
    default:
      return `${given.kind} ${codeOf(given)} ${given.code}`;
  }
};

/** What the engine makes of it, in the words of the page. */
export const outcomeOf = ({ versions, sale }: Asked): string[] => {
  const result = adjudicated(versions, sale);
  const lines = result.lines();
  const pays = lines.reduce((sum, { net }) => sum + net, result.shipping.net);
  return [
    ...lines.map(({ position, gross, shares, net }) => `line ${String(position)}: ${reckoned(gross, shares, net)}`),
    ...(sale.shipping === undefined
      ? []
      : [`shipping: ${reckoned(sale.shipping, result.shipping.shares, result.shipping.net)}`]),
    `pays ${shown(pays)}`,
    ...result.given.map(giftText),
    ...[...result.rejections, ...result.otherRejections()].map((rejection) => {
      const { code, condition, missing, other } = rejection;
      const words = [
        `refused ${codeOf(rejection)}: ${code}`,
        ...(condition === undefined ? [] : [`by condition ${String(condition)}`]),
        ...(missing === undefined ? [] : [`missing ${String(missing)}`]),
        ...(other === undefined ? [] : [`for ${codeOf({ promotion: other })}`]),
      ];
      return words.join(', ');
    }),
  ];
};
