import { conditionAnswer, type GoodsAnswer } from '../sale/match-goods.ts';
import type { GoodsLine, MeasuredSale } from '../sale/goods-line.ts';
import type { Condition } from '../terms/conditions.ts';
import type { Promotion } from '../terms/promotion.ts';
import { between, unmet, type Ask } from './asked.ts';

type Of<Kind extends Condition['kind']> = Extract<Condition, { kind: Kind }>;

/** How a promotion counts lines in its conditions. */
export type Counting = Pick<Promotion, 'countFreeLines' | 'countNoDiscount'>;

/** Lines of 0 count only where the promotion says so. */
export const counts = (line: GoodsLine, { countFreeLines }: Counting): boolean =>
  line.gross > 0n || countFreeLines === true;

/** How much of the goods there is, and how much more it may be: of goods that the catalogue does not know. */
const sumOf = (
  { lines }: MeasuredSale,
  answer: GoodsAnswer,
  amount: (line: GoodsLine) => bigint,
): readonly [sure: bigint, perhaps: bigint] => {
  let [sure, perhaps] = [0n, 0n];
  for (const line of lines) {
    const isMeant = answer(line);
    if (isMeant) sure += amount(line);
    else if (isMeant === undefined) perhaps += amount(line);
  }
  return [sure, perhaps];
};

const grossOf = ({ gross }: GoodsLine): bigint => gross;

export const askTotal = (bounds: Of<'total'>, { countNoDiscount }: Counting): Ask => {
  const answer = conditionAnswer(bounds.goods, countNoDiscount);
  const codes = { low: 'total_too_low', high: 'total_too_high' };
  if (!bounds.goods && countNoDiscount) return ({ measured }) => between(measured.gross, bounds, codes);
  return ({ measured }) => {
    const [sure, perhaps] = sumOf(measured, answer, grossOf);
    return between(sure, bounds, codes, perhaps);
  };
};

export const askQuantity = (bounds: Of<'quantity'>, counting: Counting): Ask => {
  const answer = conditionAnswer(bounds.goods, counting.countNoDiscount);
  const codes = { low: 'quantity_too_low', high: 'quantity_too_high' };
  const milliOf = (line: GoodsLine): bigint => (counts(line, counting) ? BigInt(line.milli) : 0n);
  return ({ measured }) => {
    const [sure, perhaps] = sumOf(measured, answer, milliOf);
    return between(sure, bounds, codes, perhaps);
  };
};

export const askAnyOf = ({ count, set }: Of<'any_of'>, counting: Counting): Ask => {
  const answers = set.map((goods) => conditionAnswer(goods, counting.countNoDiscount));
  const codes = { low: 'set_incomplete', high: '' };
  return ({ measured }) => {
    const lines = measured.lines.filter((line) => counts(line, counting));
    const found = answers.filter((answer) => lines.some((line) => answer(line))).length;
    const possible = answers.filter((answer) => lines.some((line) => answer(line) !== false)).length;
    return between(BigInt(found), { atLeast: count }, codes, BigInt(possible - found));
  };
};

export const askPayment = ({ methods, leastShare }: Of<'payment'>): Ask => {
  const named = new Set(methods);
  return ({ sale: { payments = [] } }) => {
    let [all, inMoney, byThese] = [0n, 0n, 0n];
    for (const { method, amount, isMoney } of payments) {
      all += amount;
      if (isMoney) inMoney += amount;
      if (named.has(method)) byThese += amount;
    }
    const isEnough = leastShare === undefined ? byThese >= inMoney : byThese * 1_000_000n >= all * leastShare;
    return byThese > 0n && isEnough ? undefined : unmet('other_payment');
  };
};
