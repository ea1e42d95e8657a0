import { askOf } from '../promotions/asking/ask.ts';
import { Asked } from '../promotions/asking/asked.ts';
import { MeasuredSale } from '../promotions/sale/goods-line.ts';
import type { PromotedSale } from '../promotions/sale/sale.ts';
import type { Condition } from '../promotions/terms/conditions.ts';
import type { Promotion } from '../promotions/terms/promotion.ts';

/** These ask for the goods, of which some may come back. All others are answered once, at the sale. */
const ofGoods: ReadonlySet<Condition['kind']> = new Set(['total', 'quantity', 'any_of']);

/** The same condition with what `change` makes of its parts that do not ask for goods, as they are written. */
const withFixed = (condition: Condition, change: (fixed: Condition) => Condition): Condition => {
  switch (condition.kind) {
    case 'all':
    case 'any':
      return { kind: condition.kind, of: condition.of.map((each) => withFixed(each, change)) };
    case 'not':
      return { kind: 'not', condition: withFixed(condition.condition, change) };
    default:
      return ofGoods.has(condition.kind) ? condition : change(condition);
  }
};

/** Of conditions that are asked one by one each is met where the promotion applies. */
const isPlain = ({ kind }: Condition): boolean => kind !== 'all' && kind !== 'any' && kind !== 'not';

/** What was not met of a promotion that applied, by its place among the conditions that do not ask for goods. */
export const unmetIn = (terms: Promotion, sale: PromotedSale): number[] => {
  if (terms.conditions.every(isPlain)) return [];
  const asked = new Asked(new MeasuredSale(sale));
  const unmet: number[] = [];
  let place = 0;
  const note = (fixed: Condition): Condition => {
    if (askOf(fixed, terms)(asked)) unmet.push(place);
    place += 1;
    return fixed;
  };
  for (const condition of terms.conditions) withFixed(condition, note);
  return unmet;
};

/** Conditions with the answers of the sale in place of what does not ask for goods. */
export const answered = (conditions: readonly Condition[], unmet: readonly number[]): Condition[] => {
  const refused = new Set(unmet);
  let place = 0;
  const answer = (): Condition => ({ kind: 'switch', on: !refused.has(place++) });
  return conditions.map((condition) => withFixed(condition, answer));
};
