import { expect, test } from '@jest/globals';
import { below, changeCatalogue, checkCatalogue, goneFrom, noCatalogue, type Category } from './category-tree.ts';
import { goodKey, goodText, keyBeginnings, refusalOf, writtenGood, type GoodTerms } from './good.ts';

const category = (code: string, parent = '', nameEn = code): Category => ({ code, parent, nameFa: '', nameEn });
const of = (...categories: Category[]) => ({ categories, taxClasses: [{ code: 'vat', rate: 90_000n }] });
const tree = of(category('food'), category('dairy', 'food'), category('milk', 'dairy'), category('toys'));
const good = (changes: Partial<GoodTerms> = {}): GoodTerms => ({
  sku: 'TEA',
  nameFa: 'چای',
  nameEn: 'Tea',
  category: 'food',
  family: '',
  brand: 'Golestan',
  taxClass: 'vat',
  unit: '',
  decimals: 0,
  noDiscount: false,
  noPoints: false,
  giftCard: false,
  ...changes,
});
const details = (run: () => unknown): unknown => {
  try {
    return run();
  } catch (error) {
    const { code, details: told } = error as { code: string; details: object };
    return { [code]: Object.keys(told) };
  }
};

test('a tree of categories is taken with its names trimmed', () => {
  const { categories } = checkCatalogue(of({ ...category('food'), nameFa: '  خوراک ', nameEn: ' Food ' }));
  expect(categories).toEqual([{ code: 'food', parent: '', nameFa: 'خوراک', nameEn: 'Food' }]);
  expect(checkCatalogue(tree)).toEqual(tree);
});

const deep = Array.from({ length: 11 }, (_, at) => category(`c${String(at)}`, at === 0 ? '' : `c${String(at - 1)}`));
test.each([
  ['a code that is none', of(category('Food')), 'categories[0].code'],
  ['no name at all', of({ ...category('food'), nameEn: ' ' }), 'categories[0].name'],
  ['a name that turns the text around', of(category('food', '', 'a\u202eb')), 'categories[0].name'],
  ['a name of 201 characters', of(category('food', '', 'x'.repeat(201))), 'categories[0].name'],
  ['a parent that is not there', of(category('dairy', 'food')), 'categories[0].parent'],
  ['eleven levels', of(...deep), 'categories[10].parent'],
  ['the same code twice', of(category('a'), category('b'), category('a')), 'categories[2].code'],
  ['2,001 categories', of(...Array.from({ length: 2_001 }, (_, at) => category(`c${String(at)}`))), 'categories'],
  ['a tax below 0', { categories: [], taxClasses: [{ code: 'vat', rate: -1n }] }, 'tax_classes[0].rate'],
  ['a tax above 100 %', { categories: [], taxClasses: [{ code: 'vat', rate: 1_000_001n }] }, 'tax_classes[0].rate'],
  ['a tax class without a code', { categories: [], taxClasses: [{ code: '', rate: 0n }] }, 'tax_classes[0].code'],
  [
    '101 tax classes',
    { categories: [], taxClasses: Array.from({ length: 101 }, (_, at) => ({ code: `t${String(at)}`, rate: 0n })) },
    'tax_classes',
  ],
  [
    'a tax class twice',
    { categories: [], taxClasses: [...tree.taxClasses, ...tree.taxClasses] },
    'tax_classes[1].code',
  ],
])('%s is refused, and the field is named', (_what, terms, field) => {
  expect(details(() => checkCatalogue(terms))).toEqual({ invalid_catalogue: [field] });
});

test('of however many faults thirty are told', () => {
  const wrong = of(...Array.from({ length: 2_000 }, () => category('No code')));
  const told = details(() => checkCatalogue(wrong)) as { invalid_catalogue: string[] };
  expect(told.invalid_catalogue).toHaveLength(30);
});

test('categories that lead to each other are refused, each of them', () => {
  const circle = of(category('a', 'b'), category('b', 'a'), category('c'));
  expect(details(() => checkCatalogue(circle))).toEqual({
    invalid_catalogue: ['categories[0].parent', 'categories[1].parent'],
  });
});

test('ten levels, 2,000 categories and 100 taxes of 100 % are taken', () => {
  const wide = Array.from({ length: 1_990 }, (_, at) => category(`w${String(at)}`));
  const taxClasses = Array.from({ length: 100 }, (_, at) => ({ code: `t${String(at)}`, rate: 1_000_000n }));
  const terms = { categories: [...deep.slice(0, 10), ...wide], taxClasses };
  expect(checkCatalogue(terms)).toEqual(terms);
});

test('nobody sets it over what they have not seen', () => {
  const first = changeCatalogue(noCatalogue, tree, 0);
  expect(first).toEqual({ ...tree, revision: 1 });
  expect(details(() => changeCatalogue(first, of(), 2))).toEqual({ catalogue_changed: ['revision'] });
  expect(changeCatalogue(first, of(), 1).revision).toBe(2);
});

test('what a change takes away is named, and what a category holds', () => {
  expect(goneFrom(tree, { categories: [category('food')], taxClasses: [] })).toEqual({
    categories: ['dairy', 'milk', 'toys'],
    taxClasses: ['vat'],
  });
  expect(below(tree, 'food')).toEqual(['food', 'dairy', 'milk']);
  expect(below(tree, 'unknown')).toEqual(['unknown']);
});

test('what says the same changes nothing, whatever was seen', () => {
  const first = changeCatalogue(noCatalogue, tree, 0);
  expect(changeCatalogue(first, { ...tree }, 7)).toBe(first);
  expect(changeCatalogue(noCatalogue, { categories: [], taxClasses: [] }, 0)).toBe(noCatalogue);
  const others = [
    { ...tree, categories: tree.categories.slice(1) },
    { ...tree, categories: tree.categories.map((each) => ({ ...each, nameFa: 'x' })) },
    { ...tree, categories: tree.categories.map((each) => ({ ...each, parent: '' })) },
    { ...tree, taxClasses: [{ code: 'vat', rate: 90_001n }] },
  ];
  for (const other of others) expect(changeCatalogue(first, other, 1).revision).toBe(2);
});

test('a good is kept in its one form', () => {
  expect(
    writtenGood(good({ sku: ' ۱۲۳ ', nameFa: ' چای ', nameEn: ' Tea ', brand: ' Golestan ', unit: ' kg ' })),
  ).toEqual(good({ sku: '123', unit: 'kg' }));
  expect(goodKey('036000291452')).toBe(goodKey('0036000291452'));
});

test.each([
  [{ sku: '' }, 'invalid_good', 'sku'],
  [{ sku: 'x'.repeat(65) }, 'invalid_good', 'sku'],
  [{ nameFa: '', nameEn: '' }, 'invalid_good', 'name'],
  [{ nameFa: 'a\u202eb' }, 'invalid_good', 'name'],
  [{ brand: 'b'.repeat(101) }, 'invalid_good', 'brand'],
  [{ family: 'f'.repeat(101) }, 'invalid_good', 'family'],
  [{ unit: 'u'.repeat(21) }, 'invalid_good', 'unit'],
  [{ cost: -1n }, 'invalid_good', 'cost'],
  [{ cost: 10n ** 16n }, 'invalid_good', 'cost'],
  [{ floorPrice: -1n }, 'invalid_good', 'floor_price'],
  [{ decimals: 4 }, 'invalid_good', 'decimals'],
  [{ decimals: -1 }, 'invalid_good', 'decimals'],
  [{ decimals: 1.5 }, 'invalid_good', 'decimals'],
  [{ category: 'meat' }, 'category_unknown', 'category'],
  [{ taxClass: 'gold' }, 'tax_class_unknown', 'tax_class'],
])('%j is refused with %s', (changes, code, field) => {
  expect(refusalOf(good(changes), tree)).toMatchObject({ code, field });
});

test('a good with all that it may have, and with the least, is one', () => {
  const most = { sku: 'x'.repeat(64), brand: 'b'.repeat(100), family: 'f'.repeat(100), unit: 'u'.repeat(20) };
  expect(refusalOf(good({ ...most, cost: 10n ** 16n - 1n, floorPrice: 0n, decimals: 3, category: 'milk' }), tree)).toBe(
    undefined,
  );
  expect(refusalOf(good({ nameEn: '', category: '', taxClass: '', brand: '' }), noCatalogue)).toBe(undefined);
});

test('goods say the same only where every field does', () => {
  const others: Partial<GoodTerms>[] = [
    { sku: 'T' },
    { nameFa: 'x' },
    { nameEn: 'x' },
    { category: 'toys' },
    { family: 'x' },
    { brand: 'x' },
    { cost: 0n },
    { floorPrice: 0n },
    { taxClass: '' },
    { unit: 'kg' },
    { decimals: 3 },
    { noDiscount: true },
    { noPoints: true },
    { giftCard: true },
  ];
  const texts = [good(), ...others.map((changes) => good(changes))].map(goodText);
  expect(new Set(texts).size).toBe(texts.length);
  expect(goodText(good())).toBe(texts[0]);
});

test.each([
  ['012345678905', '01234'],
  ['00012345678905', '0001'],
  ['4006381333931', '400638133393'],
  ['۴۰۰۶۳۸۱۳۳۳۹۳۱', '۴۰۰'],
  ['TEA-1', 'TEA'],
])('%s is found by its beginning %s', (sku, from) => {
  expect(keyBeginnings(from).some((beginning) => goodKey(sku).startsWith(beginning))).toBe(true);
});

test('by nothing all are found, and by another beginning it is not', () => {
  expect(keyBeginnings(' ')).toEqual([]);
  expect(keyBeginnings('TEB').some((beginning) => goodKey('TEA-1').startsWith(beginning))).toBe(false);
  expect(keyBeginnings('0')).toEqual(['0', '00']);
});
