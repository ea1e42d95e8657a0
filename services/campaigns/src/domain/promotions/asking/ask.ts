import type { Condition, ConditionOf } from '../terms/conditions.ts';
import { ofName } from '../of-name.ts';
import type { Promotion } from '../terms/promotion.ts';
import { askAnyOf, askPayment, askQuantity, askTotal, type Counting } from './ask-basket.ts';
import { askMember } from './ask-member.ts';
import { askDates, askHours, askPeriod, askSeason, askWeekdays } from './ask-time.ts';
import { unmet, type Ask, type Unmet } from './asked.ts';

const askPlace = ({ kind, in: names }: ConditionOf<'company' | 'banner' | 'branch' | 'channel' | 'till'>): Ask => {
  const named = new Set(names);
  const other = unmet(`other_${kind}`);
  return ({ sale: { place } }) => (named.has(place[kind] ?? '') ? undefined : other);
};

const askCode = ({ in: codes }: ConditionOf<'code'>): Ask => {
  const named = new Set(codes);
  const missing = unmet('code_missing');
  return ({ sale }) => (sale.codes?.some((code) => named.has(code)) ? undefined : missing);
};

const askAttribute = ({ of, name, is }: ConditionOf<'attribute'>): Ask => {
  const named = new Set(is);
  const other = unmet('other_attribute');
  const isMeant = (attributes: Readonly<Record<string, string>> | undefined): boolean =>
    named.has(ofName(attributes, name) ?? '');
  return ({ sale }) => {
    const isMet =
      of === 'line'
        ? sale.lines.some(({ attributes }) => isMeant(attributes))
        : isMeant(of === 'sale' ? sale.attributes : sale.member?.attributes);
    return isMet ? undefined : other;
  };
};

const askSwitch = ({ on }: ConditionOf<'switch'>): Ask => {
  const refused = on ? undefined : unmet('rule_disabled');
  return () => refused;
};

/** The first reason; nobody knows only where none is sure. */
const together = (refusals: readonly (Unmet | undefined)[], isSure: boolean): Unmet | undefined => {
  const first = refusals.find((refused) => refused !== undefined);
  return first?.isUnknown && isSure ? { code: first.code } : first;
};

const allMet =
  (asks: readonly Ask[]): Ask =>
  (asked) => {
    const refusals = asks.map((ask) => ask(asked));
    return together(
      refusals,
      refusals.some((refused) => refused && !refused.isUnknown),
    );
  };

/** The reason is that of its first alternative. */
const anyMet =
  (asks: readonly Ask[]): Ask =>
  (asked) => {
    const refusals = asks.map((ask) => ask(asked));
    if (refusals.includes(undefined)) return undefined;
    const [first] = refusals;
    const isUnknown = refusals.some((refused) => refused?.isUnknown);
    return first && isUnknown ? { ...first, isUnknown } : first;
  };

const notMet =
  (ask: Ask): Ask =>
  (asked) => {
    const refused = ask(asked);
    if (refused?.isUnknown) return { code: 'catalogue_unknown', isUnknown: true };
    return refused ? undefined : unmet('condition_excluded');
  };

/** A condition as a closure that holds all it needs. */
export const askOf = (condition: Condition, counting: Counting): Ask => {
  switch (condition.kind) {
    case 'all':
      return allMet(condition.of.map((each) => askOf(each, counting)));
    case 'any':
      return anyMet(condition.of.map((each) => askOf(each, counting)));
    case 'not':
      return notMet(askOf(condition.condition, counting));
    case 'total':
      return askTotal(condition, counting);
    case 'quantity':
      return askQuantity(condition, counting);
    case 'any_of':
      return askAnyOf(condition, counting);
    case 'payment':
      return askPayment(condition);
    case 'period':
      return askPeriod(condition);
    case 'dates':
      return askDates(condition);
    case 'season':
      return askSeason(condition);
    case 'weekdays':
      return askWeekdays(condition);
    case 'hours':
      return askHours(condition);
    case 'company':
    case 'banner':
    case 'branch':
    case 'channel':
    case 'till':
      return askPlace(condition);
    case 'code':
      return askCode(condition);
    case 'attribute':
      return askAttribute(condition);
    case 'switch':
      return askSwitch(condition);
    default:
      return askMember(condition);
  }
};

/** The hold-out is asked last, and only of members. */
export const askHoldOut =
  ({ holdOut }: Promotion): Ask =>
  ({ sale }) =>
    holdOut !== undefined && sale.member?.heldOut?.includes(holdOut) ? unmet('held_out') : undefined;
