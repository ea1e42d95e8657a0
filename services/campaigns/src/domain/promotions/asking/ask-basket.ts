import { conditionAnswer, linesToTest } from '../sale/match-goods.ts';
import type { GoodsLine, MeasuredSale } from '../sale/goods-line.ts';
import { whole } from '../terms/amounts.ts';
import type { ConditionOf } from '../terms/conditions.ts';
import type { Goods } from '../terms/goods.ts';
import type { Promotion } from '../terms/promotion.ts';
import { between, unmet, type Ask } from './asked.ts';

/** How a promotion counts lines in its conditions. */
export type Counting = Pick<Promotion, 'countFreeLines' | 'countNoDiscount'>;

/** Lines of 0 count only where the promotion says so. */
export const counts = (line: GoodsLine, { countFreeLines }: Counting): boolean =>
  line.gross > 0n || countFreeLines === true;

type Sums = readonly [sure: bigint, perhaps: bigint];

/** How much of the goods there is, and how much more it may be: of goods that the catalogue does not know. */
const sumOf = (
  goods: Goods | undefined,
  { countNoDiscount }: Counting,
  amount: (line: GoodsLine) => bigint,
): ((measured: MeasuredSale) => Sums) => {
  const answer = conditionAnswer(goods, countNoDiscount);
  const toTest = linesToTest(goods);
  return (measured) => {
    let [sure, perhaps] = [0n, 0n];
    for (const line of toTest(measured)) {
      const isMeant = answer(line);
      if (isMeant) sure += amount(line);
      else if (isMeant === undefined) perhaps += amount(line);
    }
    return [sure, perhaps];
  };
};

export const askTotal = (bounds: ConditionOf<'total'>, counting: Counting): Ask => {
  const codes = { low: 'total_too_low', high: 'total_too_high' };
  if (!bounds.goods && counting.countNoDiscount) return ({ measured }) => between(measured.gross, bounds, codes);
  const sums = sumOf(bounds.goods, counting, ({ gross }) => gross);
  return ({ measured }) => {
    const [sure, perhaps] = sums(measured);
    return between(sure, bounds, codes, perhaps);
  };
};

export const askQuantity = (bounds: ConditionOf<'quantity'>, counting: Counting): Ask => {
  const codes = { low: 'quantity_too_low', high: 'quantity_too_high' };
  const sums = sumOf(bounds.goods, counting, (line) => (counts(line, counting) ? BigInt(line.milli) : 0n));
  return ({ measured }) => {
    const [sure, perhaps] = sums(measured);
    return between(sure, bounds, codes, perhaps);
  };
};

export const askAnyOf = ({ count, set }: ConditionOf<'any_of'>, counting: Counting): Ask => {
  const answers = set.map((goods) => conditionAnswer(goods, counting.countNoDiscount));
  const codes = { low: 'set_incomplete', high: '' };
  return ({ measured }) => {
    const lines = measured.lines.filter((line) => counts(line, counting));
    const found = answers.filter((answer) => lines.some((line) => answer(line))).length;
    const possible = answers.filter((answer) => lines.some((line) => answer(line) !== false)).length;
    return between(BigInt(found), { atLeast: count }, codes, BigInt(possible - found));
  };
};

export const askPayment = ({ methods, leastShare }: ConditionOf<'payment'>): Ask => {
  const named = new Set(methods);
  return ({ sale: { payments = [] } }) => {
    let [all, inMoney, byThese] = [0n, 0n, 0n];
    for (const { method, amount, isMoney } of payments) {
      all += amount;
      if (isMoney) inMoney += amount;
      if (named.has(method)) byThese += amount;
    }
    const isEnough = leastShare === undefined ? byThese >= inMoney : byThese * whole >= all * leastShare;
    return byThese > 0n && isEnough ? undefined : unmet('other_payment');
  };
};
