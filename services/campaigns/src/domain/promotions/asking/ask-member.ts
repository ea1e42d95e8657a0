import { daysBetween, daysToAnniversary } from '@vafa/kernel';
import { ofName } from '../of-name.ts';
import type { MemberSnapshot } from '../sale/sale.ts';
import type { ConditionOf } from '../terms/conditions.ts';
import { between, unmet, type Ask, type Asked, type Unmet } from './asked.ts';

type MemberCondition = ConditionOf<
  | 'member'
  | 'tier'
  | 'segment'
  | 'membership_age'
  | 'occasion'
  | 'consent'
  | 'purchase_number'
  | 'since_last_purchase'
  | 'spent'
  | 'bought'
>;

const daysSince = (day: string | undefined, asked: Asked): number | undefined =>
  day === undefined ? undefined : daysBetween(day, asked.dayThen('gregorian'));

type Bounds = { readonly atLeastDays?: number | undefined; readonly atMostDays?: number | undefined };

const askDays = (days: number | undefined, bounds: Bounds, codes: { low: string; high: string }): Unmet | undefined =>
  days === undefined
    ? unmet(codes.low)
    : between(BigInt(days), { atLeast: bounds.atLeastDays, atMost: bounds.atMostDays }, codes);

type AskMember = (member: MemberSnapshot, asked: Asked) => Unmet | undefined;

const askPurchaseNumber = ({ is, every }: ConditionOf<'purchase_number'>): AskMember => {
  const named = is && new Set(is);
  const other = unmet('other_purchase_number');
  return ({ purchases = 0 }) => {
    const number = purchases + 1;
    const isMeant = (!named || named.has(number)) && (every === undefined || number % every === 0);
    return isMeant ? undefined : other;
  };
};

const askOccasion = ({ occasion, daysBefore, daysAfter }: ConditionOf<'occasion'>): AskMember => {
  const outside = unmet('outside_occasion');
  return ({ occasions, calendar }, { sale }) => {
    const day = ofName(occasions, occasion);
    const days = day === undefined ? undefined : daysToAnniversary(day, sale.at, calendar ?? sale.calendar, sale.zone);
    return days !== undefined && days <= daysBefore && -days <= daysAfter ? undefined : outside;
  };
};

const askTier = ({ in: tiers }: ConditionOf<'tier'>): AskMember => {
  const named = new Set(tiers);
  const other = unmet('other_tier');
  return ({ tier = '' }) => (named.has(tier) ? undefined : other);
};

const askSegment = ({ in: segments }: ConditionOf<'segment'>): AskMember => {
  const named = new Set(segments);
  const other = unmet('other_segment');
  return (member) => (member.segments?.some((segment) => named.has(segment)) ? undefined : other);
};

const askOfMember = (condition: MemberCondition): AskMember => {
  switch (condition.kind) {
    case 'member':
      return () => undefined;
    case 'tier':
      return askTier(condition);
    case 'segment':
      return askSegment(condition);
    case 'membership_age': {
      const codes = { low: 'member_too_new', high: 'member_too_old' };
      return ({ since }, asked) => askDays(daysSince(since, asked), condition, codes);
    }
    case 'occasion':
      return askOccasion(condition);
    case 'consent':
      return ({ consents }) => (consents?.includes(condition.to) ? undefined : unmet('no_consent'));
    case 'purchase_number':
      return askPurchaseNumber(condition);
    case 'since_last_purchase': {
      const codes = { low: 'purchase_too_recent', high: 'purchase_too_long_ago' };
      return ({ lastPurchase }, asked) => askDays(daysSince(lastPurchase, asked), condition, codes);
    }
    case 'spent': {
      const codes = { low: 'spent_too_little', high: 'spent_too_much' };
      return ({ spent }) => between(ofName(spent, condition.counter) ?? 0n, condition, codes);
    }
    case 'bought': {
      const codes = { low: 'bought_too_little', high: 'bought_too_much' };
      return ({ bought }) => between(BigInt(ofName(bought, condition.counter) ?? 0), condition, codes);
    }
  }
};

const noMember = unmet('no_member');

/** Whoever has no member meets none of these. */
export const askMember = (condition: MemberCondition): Ask => {
  const ask = askOfMember(condition);
  return (asked) => (asked.sale.member ? ask(asked.sale.member, asked) : noMember);
};
