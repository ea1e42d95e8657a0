import { codePattern, DomainError, isPlainLine, requireSeen } from '@vafa/kernel';

export interface Category {
  readonly code: string;
  /** Code of the category above it; empty: none. */
  readonly parent: string;
  readonly nameFa: string;
  readonly nameEn: string;
}

export interface TaxClass {
  readonly code: string;
  /** Ten-thousandths of a percent. */
  readonly rate: bigint;
}

export interface CatalogueTerms {
  readonly categories: readonly Category[];
  readonly taxClasses: readonly TaxClass[];
}

/** How a club's goods are ordered and taxed. */
export interface Catalogue extends CatalogueTerms {
  /** One more with each change; 0: nothing was set yet. */
  readonly revision: number;
}

export const noCatalogue: Catalogue = { categories: [], taxClasses: [], revision: 0 };

const nameLengthMax = 200;
const categoriesMax = 2_000;
const taxClassesMax = 100;
const depthMax = 10;
/** A refusal tells of so many. */
const faultsShown = 30;
/** A hundred percent. */
const rateMax = 1_000_000n;

const codeExpected = 'must have from 1 to 40 of a-z, 0-9, - and _, and start with a letter or digit';

type Faults = Record<string, string>;

/** At least one of both names, each of them plain. */
export const isNamed = ({ nameFa, nameEn }: { readonly nameFa: string; readonly nameEn: string }): boolean =>
  (nameFa !== '' || nameEn !== '') && [nameFa, nameEn].every((name) => name === '' || isPlainLine(name, nameLengthMax));

export const nameExpected = `must be given in Persian or English, each of at most ${String(nameLengthMax)} characters`;

/** The codes from a category up to the top, itself first; undefined where they go in a circle or too deep. */
const pathOf = (code: string, parents: ReadonlyMap<string, string>): string[] | undefined => {
  const path: string[] = [];
  for (let at = code; at !== ''; at = parents.get(at) ?? '') {
    if (path.length === depthMax) return undefined;
    path.push(at);
  }
  return path;
};

const faultOf = (category: Category, at: number, parents: ReadonlyMap<string, string>): Faults => {
  const place = `categories[${String(at)}]`;
  if (!codePattern.test(category.code)) return { [`${place}.code`]: codeExpected };
  if (!isNamed(category)) return { [`${place}.name`]: nameExpected };
  if (category.parent !== '' && !parents.has(category.parent))
    return { [`${place}.parent`]: 'must be the code of another category' };
  if (pathOf(category.code, parents) === undefined)
    return { [`${place}.parent`]: `must lead to the top in less than ${String(depthMax)} steps` };
  return {};
};

const firstTwice = (coded: readonly { readonly code: string }[]): number => {
  const seen = new Set<string>();
  return coded.findIndex(({ code }) => seen.size === seen.add(code).size);
};

const faultsOf = ({ categories, taxClasses }: CatalogueTerms): Faults => {
  if (categories.length > categoriesMax) return { categories: `must be at most ${String(categoriesMax)}` };
  if (taxClasses.length > taxClassesMax) return { tax_classes: `must be at most ${String(taxClassesMax)}` };
  const parents = parentsIn({ categories, taxClasses });
  const faults = Object.assign({}, ...categories.map((each, at) => faultOf(each, at, parents))) as Faults;
  const twice = firstTwice(categories);
  if (twice >= 0) faults[`categories[${String(twice)}].code`] = 'must not be there twice';
  taxClasses.forEach(({ code, rate }, at) => {
    const place = `tax_classes[${String(at)}]`;
    if (!codePattern.test(code)) faults[`${place}.code`] = codeExpected;
    if (rate < 0n || rate > rateMax) faults[`${place}.rate`] = `must be from 0 to ${String(rateMax)}`;
  });
  const taxTwice = firstTwice(taxClasses);
  if (taxTwice >= 0) faults[`tax_classes[${String(taxTwice)}].code`] = 'must not be there twice';
  return faults;
};

/** The terms with their names trimmed. Raises `invalid_catalogue`, whose details name what is wrong and why. */
export const checkCatalogue = ({ categories, taxClasses }: CatalogueTerms): CatalogueTerms => {
  const terms = {
    categories: categories.map(({ code, parent, nameFa, nameEn }) => ({
      code,
      parent,
      nameFa: nameFa.trim(),
      nameEn: nameEn.trim(),
    })),
    taxClasses: taxClasses.map(({ code, rate }) => ({ code, rate })),
  };
  const faults = faultsOf(terms);
  const wrong = Object.keys(faults);
  if (wrong.length === 0) return terms;
  throw new DomainError(
    'invalid',
    'invalid_catalogue',
    `the catalogue is wrong in ${wrong.slice(0, 10).join(', ')}`,
    Object.fromEntries(Object.entries(faults).slice(0, faultsShown)),
  );
};

/** Text that is equal for two that say the same. */
const textOf = ({ categories, taxClasses }: CatalogueTerms): string =>
  JSON.stringify([
    categories.map(({ code, parent, nameFa, nameEn }) => [code, parent, nameFa, nameEn]),
    taxClasses.map(({ code, rate }) => [code, String(rate)]),
  ]);

/**
 * The next revision; the same where it says the same. Raises `catalogue_changed` when another one was seen; 0: whoever
 * asks did not say.
 */
export const changeCatalogue = (before: Catalogue, terms: CatalogueTerms, seen: number): Catalogue => {
  if (textOf(before) === textOf(terms)) return before;
  requireSeen('catalogue_changed', seen, before.revision);
  return { ...terms, revision: before.revision + 1 };
};

/** Codes that goods may name and that would be no more. */
export interface GoneCodes {
  readonly categories: readonly string[];
  readonly taxClasses: readonly string[];
}

export const goneFrom = (before: CatalogueTerms, after: CatalogueTerms): GoneCodes => {
  const without = (
    codes: readonly { readonly code: string }[],
    kept: readonly { readonly code: string }[],
  ): string[] => {
    const left = new Set(kept.map(({ code }) => code));
    return codes.flatMap(({ code }) => (left.has(code) ? [] : [code]));
  };
  return {
    categories: without(before.categories, after.categories),
    taxClasses: without(before.taxClasses, after.taxClasses),
  };
};

/** By code of a category that above it; empty: none is. */
export type Parents = ReadonlyMap<string, string>;

export const parentsIn = ({ categories }: CatalogueTerms): Parents =>
  new Map(categories.map(({ code, parent }) => [code, parent]));

/** A category and all above it; none where it is empty. */
export const categoryPath = (parents: Parents, code: string): string[] =>
  code === '' ? [] : (pathOf(code, parents) ?? [code]);

/** A category and all below it. */
export const below = ({ categories }: CatalogueTerms, code: string): string[] => {
  const children = Map.groupBy(categories, ({ parent }) => parent);
  const found = [code];
  for (const each of found) found.push(...(children.get(each) ?? []).map((child) => child.code));
  return found;
};
