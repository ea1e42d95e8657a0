import { goodsKey } from '@vafa/contracts/goods';
import { identifier, isPlainLine } from '@vafa/kernel';
import { isNamed, nameExpected, type CatalogueTerms } from './category-tree.ts';

export interface GoodTerms {
  readonly sku: string;
  readonly nameFa: string;
  readonly nameEn: string;
  /** Code of a category; empty: none. */
  readonly category: string;
  /** Goods that are exchanged for each other as one; empty: none. */
  readonly family: string;
  readonly brand: string;
  /** Of one unit, in minor units, without tax. Not there: not known. */
  readonly cost?: bigint;
  /** Of one unit, in minor units: no promotion sells it for less. */
  readonly floorPrice?: bigint;
  /** Code of a tax class; empty: none. */
  readonly taxClass: string;
  /** What is counted: kg, m. Empty: pieces. */
  readonly unit: string;
  /** How many decimal places a quantity may have: 0 to 3. */
  readonly decimals: number;
  readonly noDiscount: boolean;
  readonly noPoints: boolean;
  readonly giftCard: boolean;
}

export interface Good extends GoodTerms {
  /** One more with each change. */
  readonly revision: number;
}

export interface Refusal {
  readonly code: 'invalid_good' | 'category_unknown' | 'tax_class_unknown' | 'sku_twice';
  readonly field: string;
  readonly detail: string;
}

const skuLengthMax = 64;
const shortMax = 100;
const unitMax = 20;
const decimalsMax = 3;
/** As the price of a line: thirteen digits, and three of the minor unit. */
const moneyMax = 10n ** 16n - 1n;

/** Goods are one where lines of sales take their SKUs as one. */
export const goodKey = (sku: string): string => goodsKey(identifier(sku));

/**
 * With what a key may begin whose SKU begins so: a UPC has a zero more in its key, a GTIN-14 one less. None where
 * nothing is given.
 */
export const keyBeginnings = (skuFrom: string): readonly string[] => {
  const plain = identifier(skuFrom);
  if (!/^\d+$/.test(plain)) return plain === '' ? [] : [plain];
  return [plain, `0${plain}`, ...(plain.startsWith('0') && plain.length > 1 ? [plain.slice(1)] : [])];
};

const isShort = (text: string, max: number): boolean => text === '' || isPlainLine(text, max);
const isMoney = (amount: bigint | undefined): boolean => amount === undefined || (amount >= 0n && amount <= moneyMax);

/** As it is kept: the SKU in its one form, texts without the blanks around them. */
export const writtenGood = (given: GoodTerms): GoodTerms => ({
  sku: identifier(given.sku),
  nameFa: given.nameFa.trim(),
  nameEn: given.nameEn.trim(),
  category: given.category,
  family: given.family.trim(),
  brand: given.brand.trim(),
  ...(given.cost !== undefined && { cost: given.cost }),
  ...(given.floorPrice !== undefined && { floorPrice: given.floorPrice }),
  taxClass: given.taxClass,
  unit: given.unit.trim(),
  decimals: given.decimals,
  noDiscount: given.noDiscount,
  noPoints: given.noPoints,
  giftCard: given.giftCard,
});

const invalid = (field: string, detail: string): Refusal => ({ code: 'invalid_good', field, detail });

/** Why a good, as it is kept, is none; undefined when it is one. */
export const refusalOf = (good: GoodTerms, { categories, taxClasses }: CatalogueTerms): Refusal | undefined => {
  if (!isPlainLine(good.sku, skuLengthMax))
    return invalid('sku', `must have from 1 to ${String(skuLengthMax)} characters`);
  if (!isNamed(good)) return invalid('name', nameExpected);
  for (const field of ['family', 'brand'] as const)
    if (!isShort(good[field], shortMax)) return invalid(field, `must have at most ${String(shortMax)} characters`);
  if (!isShort(good.unit, unitMax)) return invalid('unit', `must have at most ${String(unitMax)} characters`);
  if (!isMoney(good.cost)) return invalid('cost', `must be from 0 to ${String(moneyMax)}`);
  if (!isMoney(good.floorPrice)) return invalid('floor_price', `must be from 0 to ${String(moneyMax)}`);
  if (!Number.isInteger(good.decimals) || good.decimals < 0 || good.decimals > decimalsMax)
    return invalid('decimals', `must be from 0 to ${String(decimalsMax)}`);
  if (good.category !== '' && !categories.some(({ code }) => code === good.category))
    return { code: 'category_unknown', field: 'category', detail: 'the catalogue has no such category' };
  if (good.taxClass !== '' && !taxClasses.some(({ code }) => code === good.taxClass))
    return { code: 'tax_class_unknown', field: 'tax_class', detail: 'the catalogue has no such tax class' };
  return undefined;
};

/** Text that is equal for two goods that say the same. */
export const goodText = (good: GoodTerms): string => {
  const { sku, nameFa, nameEn, category, family, brand, cost, floorPrice, taxClass, unit, decimals } = good;
  const { noDiscount, noPoints, giftCard } = good;
  const money = [cost, floorPrice].map((amount) => amount?.toString());
  return JSON.stringify([
    [sku, nameFa, nameEn, category, family, brand, taxClass, unit, decimals],
    [...money, noDiscount, noPoints, giftCard],
  ]);
};
