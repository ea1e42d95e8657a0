import { nameIn, type Names } from '../use-names.ts';
import { fieldOf, isObject, textsOf, type Json } from './json.ts';
import { alone, type PlainWords } from './use-plain-words.ts';

/** Which goods are meant, in words. */
export const goodsText = (value: Json | undefined, words: PlainWords, names: Names): string => {
  const { say, list, codes } = words;
  if (!isObject(value)) return say('goods.all');
  const categories = textsOf(value.categories).map((code) => alone(nameIn(names.categories, code)));
  const attributes = isObject(value.attributes) ? Object.entries(value.attributes) : [];
  const parts = [
    ...(categories.length > 0 ? [say('goods.categories', { names: list(categories) })] : []),
    ...(textsOf(value.brands).length > 0 ? [say('goods.brands', { names: codes(value.brands) })] : []),
    ...(textsOf(value.families).length > 0 ? [say('goods.families', { names: codes(value.families) })] : []),
    ...(textsOf(value.skus).length > 0 ? [say('goods.skus', { names: codes(value.skus) })] : []),
    ...attributes.map(([name, is]) => say('goods.attribute', { name: alone(name), names: codes(is) })),
  ];
  const meant = parts.length === 0 ? say('goods.all') : list(parts, 'conjunction');
  if (value.except === undefined) return meant;
  return say('goods.except', { goods: meant, others: goodsText(value.except, words, names) });
};

/** So many of some goods. */
export const someText = (value: Json | undefined, words: PlainWords, names: Names): string =>
  words.say('goods.some', {
    count: words.number(fieldOf(value, 'count') ?? 0),
    goods: goodsText(fieldOf(value, 'goods'), words, names),
  });
