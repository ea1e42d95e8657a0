import { DomainError } from '@vafa/kernel';
import type { CompiledPromotion } from '../promotions/compile-promotion.ts';
import { choicesIn } from '../promotions/giving/combine.ts';
import { ofName } from '../promotions/of-name.ts';
import type { PromotedSale } from '../promotions/sale/sale.ts';
import type { Condition } from '../promotions/terms/conditions.ts';

/** About half a second of a core, in which the process answers nobody else. */
const workMax = 2_000_000;

/** Conditions that look at every line. */
const ofLines = (conditions: readonly Condition[]): number =>
  conditions.reduce((sum, condition) => {
    switch (condition.kind) {
      case 'all':
      case 'any':
        return sum + ofLines(condition.of);
      case 'not':
        return sum + ofLines([condition.condition]);
      case 'any_of':
        return sum + condition.set.length;
      case 'total':
      case 'quantity':
      case 'attribute':
        return sum + 1;
      default:
        return sum;
    }
  }, 0);

/** How often a line is looked at, at most: by conditions once, by effects once for each choice and limit. */
const looksAt = (promotions: readonly CompiledPromotion[], { left }: PromotedSale): number => {
  const terms = promotions.map(({ version }) => version.terms);
  const limited = terms.filter(({ limits }) => limits.some(({ id }) => ofName(left, id) !== undefined)).length;
  const effects = terms.reduce((sum, { effects: all }) => sum + all.length, 0);
  const conditions = terms.reduce((sum, { conditions: all }) => sum + ofLines(all), 0);
  return conditions + effects * (choicesIn(promotions) + 2 * limited) * (1 + limited);
};

/** Raises `invalid_basket` for a trial that would keep the process from everybody else. */
export const requireBrief = (promotions: readonly CompiledPromotion[], sale: PromotedSale): void => {
  const work = sale.lines.length * looksAt(promotions, sale);
  if (work <= workMax) return;
  const says = `/lines times effects times choices come to ${work}, above ${workMax}: try fewer lines or drafts`;
  throw new DomainError('invalid', 'invalid_basket', says, { place: '/lines' });
};
