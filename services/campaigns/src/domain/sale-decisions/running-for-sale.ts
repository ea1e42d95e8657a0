import { unknownFactsIn } from '../promotion-life/unknown-facts.ts';
import { standIn, type CompiledPromotion } from '../promotions/compile-promotion.ts';
import { RunningPromotions } from '../promotions/running.ts';
import type { Condition } from '../promotions/terms/conditions.ts';
import type { PromotionEffect } from '../promotions/terms/effects.ts';
import type { Promotion } from '../promotions/terms/promotion.ts';

type ConditionKind = Condition['kind'];

/** What every sale says: of goods, time and place. What is known of its member, whoever knows members says. */
const saidBySales: ReadonlySet<ConditionKind> = new Set([
  'total',
  'quantity',
  'any_of',
  'period',
  'dates',
  'season',
  'weekdays',
  'hours',
  'branch',
  'till',
  'switch',
]);

/** What nobody settles once the sale is closed. */
const unsettled: ReadonlySet<PromotionEffect['kind']> = new Set(['voucher', 'gift_credit']);

/** The first effect that nobody settles after a sale yet, by its place. */
export const unsettledEffect = ({ effects }: Promotion): number => effects.findIndex(({ kind }) => unsettled.has(kind));

/** Texts and items that a till hands over, whoever buys. */
const forAnybody: ReadonlySet<PromotionEffect['kind']> = new Set(['message', 'free_item']);

/** Whether somebody can answer it. */
const isAnswerable = (condition: Condition, known: ReadonlySet<ConditionKind>): boolean => {
  switch (condition.kind) {
    case 'all':
    case 'any':
      return condition.of.every((each) => isAnswerable(each, known));
    case 'not':
      return isAnswerable(condition.condition, known);
    default:
      return saidBySales.has(condition.kind) || known.has(condition.kind);
  }
};

/** How a sale asks promotions. */
export interface Asking {
  readonly hasMember: boolean;
  /** Prices are what was paid: nothing comes off them. */
  readonly pricesAsPaid: boolean;
}

/** Which conditions on members can be answered, and whether control groups are known. */
export interface KnownOfMembers {
  readonly conditions: ReadonlySet<ConditionKind>;
  readonly heldOut: boolean;
}

/** Without a member there is nobody to give points or rights to. */
const forNobody = (promotion: CompiledPromotion): CompiledPromotion => {
  const { effects } = promotion.version.terms;
  const gifts = effects.filter(({ kind }) => kind === 'entitlement' || forAnybody.has(kind));
  const hasGifts = gifts.length > 0 && gifts.every(({ kind }) => forAnybody.has(kind));
  if (promotion.isOnlyGiving && !hasGifts) return standIn(promotion, { refusal: 'no_member' });
  return promotion.points.length === 0 && promotion.hasGifts === hasGifts
    ? promotion
    : standIn(promotion, { points: [], hasGifts });
};

const asAsked = (promotion: CompiledPromotion, { hasMember }: Asking, known: KnownOfMembers): CompiledPromotion => {
  const { terms } = promotion.version;
  if (unsettledEffect(terms) >= 0) return standIn(promotion, { refusal: 'effect_not_settled' });
  const isAskable =
    terms.conditions.every((condition) => isAnswerable(condition, known.conditions)) &&
    (terms.holdOut === undefined || known.heldOut) &&
    unknownFactsIn(terms).length === 0;
  if (!isAskable) return standIn(promotion, { refusal: 'not_known_at_sale' });
  return hasMember ? promotion : forNobody(promotion);
};

const none = new RunningPromotions([]);

const made = new WeakMap<RunningPromotions, Map<string, RunningPromotions>>();

/** What of the running promotions a sale is asked by, and how: the same for all sales that ask alike. */
export const runningForSale = (
  running: RunningPromotions,
  asking: Asking,
  known: KnownOfMembers,
): RunningPromotions => {
  if (running.all.length === 0) return none;
  const kinds = made.get(running) ?? new Map<string, RunningPromotions>();
  made.set(running, kinds);
  const name = `${String(asking.hasMember)} ${String(asking.pricesAsPaid)}`;
  const there = kinds.get(name);
  if (there) return there;
  const some = running.all.filter(({ isOnlyGiving }) => isOnlyGiving || !asking.pricesAsPaid);
  const fresh = new RunningPromotions(some.map((promotion) => asAsked(promotion, asking, known)));
  kinds.set(name, fresh);
  return fresh;
};
