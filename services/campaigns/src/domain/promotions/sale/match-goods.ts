import { ofName } from '../of-name.ts';
import { goodsKey } from '@vafa/contracts/goods';
import type { Goods } from '../terms/goods.ts';
import type { GoodsFacts, GoodsLine, MeasuredSale } from './goods-line.ts';

/** Undefined: nobody knows, for the catalogue does not know the good. */
type Answer = boolean | undefined;

/** Whether a line is of the goods that are meant, as far as the catalogue knows. */
export type GoodsAnswer = (line: GoodsFacts) => Answer;
type Test = GoodsAnswer;

/** Whether a line is of the goods that are meant; what is not known is not. */
export type GoodsTest = (line: GoodsFacts) => boolean;

const both = (one: Answer, other: Answer): Answer => {
  if (one === false || other === false) return false;
  return one === true && other === true ? true : undefined;
};

const testsOf = ({ skus, categories, brands, families, attributes, except }: Goods): Test[] => {
  const tests: Test[] = [];
  if (skus) {
    const keys = new Set(skus.map(goodsKey));
    tests.push(({ sku }) => keys.has(sku));
  }
  if (categories) {
    const named = new Set(categories);
    tests.push(({ good }) => good?.categories.some((category) => named.has(category)));
  }
  for (const [list, field] of [
    [brands, 'brand'],
    [families, 'family'],
  ] as const) {
    if (!list) continue;
    const named = new Set(list);
    tests.push(({ good }) => good && named.has(good[field] ?? ''));
  }
  for (const [attribute, values] of Object.entries(attributes ?? {})) {
    const named = new Set(values);
    tests.push((line) => named.has(ofName(line.attributes, attribute) ?? ''));
  }
  if (except) {
    const excepted = answerOf(except);
    tests.push((line) => {
      const answer = excepted(line);
      return answer === undefined ? undefined : !answer;
    });
  }
  return tests;
};

const answerOf = (goods: Goods): Test => {
  const tests = testsOf(goods);
  const [only] = tests;
  if (!only) return () => true;
  if (tests.length === 1) return only;
  return (line) => {
    let answer: Answer = true;
    for (const test of tests) {
      answer = both(answer, test(line));
      if (answer === false) return false;
    }
    return answer;
  };
};

/** All goods where nothing is named. */
export const goodsTest = (goods: Goods | undefined): GoodsTest => {
  if (!goods) return () => true;
  const answer = answerOf(goods);
  return (line) => answer(line) === true;
};

/** As `goodsTest`, for conditions: gift cards are in none that names neither their SKU nor their category. */
export const conditionAnswer = (goods: Goods | undefined, countsNoDiscount: boolean): GoodsAnswer => {
  const answer = goods ? answerOf(goods) : () => true;
  const namesCards = goods?.skus !== undefined || goods?.categories !== undefined;
  return (line) => {
    if (line.good?.giftCard && !namesCards) return false;
    if (!countsNoDiscount && line.good?.noDiscount) return false;
    return answer(line);
  };
};

const none: readonly GoodsLine[] = [];

/** Lines among which all goods are that are meant: where SKUs are named, lines of these. In their order. */
export const linesToTest = (goods: Goods | undefined): ((measured: MeasuredSale) => readonly GoodsLine[]) => {
  if (!goods?.skus) return ({ lines }) => lines;
  const keys = [...new Set(goods.skus.map(goodsKey))];
  const [only = ''] = keys;
  if (keys.length === 1) return ({ bySku }) => bySku.get(only) ?? none;
  return ({ lines, bySku }) =>
    keys.length > lines.length
      ? lines
      : keys.flatMap((key) => bySku.get(key) ?? none).sort((one, other) => one.place - other.place);
};
