import { daysBetween, daysToAnniversary } from '@vafa/kernel';
import type { MemberSnapshot } from '../sale/sale.ts';
import type { Condition } from '../terms/conditions.ts';
import { between, unmet, type Ask, type Asked, type Unmet } from './asked.ts';

export type MemberCondition = Extract<
  Condition,
  {
    kind:
      | 'member'
      | 'tier'
      | 'segment'
      | 'membership_age'
      | 'occasion'
      | 'consent'
      | 'purchase_number'
      | 'since_last_purchase'
      | 'spent'
      | 'bought';
  }
>;

const daysSince = (day: string | undefined, asked: Asked): number | undefined =>
  day === undefined ? undefined : daysBetween(day, asked.dayThen('gregorian'));

type Bounds = { readonly atLeastDays?: number | undefined; readonly atMostDays?: number | undefined };

const askDays = (days: number | undefined, bounds: Bounds, codes: { low: string; high: string }): Unmet | undefined =>
  days === undefined
    ? unmet(codes.low)
    : between(BigInt(days), { atLeast: bounds.atLeastDays, atMost: bounds.atMostDays }, codes);

const askPurchaseNumber = (
  { is, every }: Extract<MemberCondition, { kind: 'purchase_number' }>,
  { purchases = 0 }: MemberSnapshot,
): Unmet | undefined => {
  const number = purchases + 1;
  const isMeant = (is === undefined || is.includes(number)) && (every === undefined || number % every === 0);
  return isMeant ? undefined : unmet('other_purchase_number');
};

const askOccasion = (
  { occasion, daysBefore, daysAfter }: Extract<MemberCondition, { kind: 'occasion' }>,
  { occasions }: MemberSnapshot,
  { sale }: Asked,
): Unmet | undefined => {
  const day = occasions?.[occasion];
  const days = day === undefined ? undefined : daysToAnniversary(day, sale.at, sale.calendar, sale.zone);
  return days !== undefined && days <= daysBefore && -days <= daysAfter ? undefined : unmet('outside_occasion');
};

const ask = (condition: MemberCondition, member: MemberSnapshot, asked: Asked): Unmet | undefined => {
  switch (condition.kind) {
    case 'member':
      return undefined;
    case 'tier':
      return condition.in.includes(member.tier ?? '') ? undefined : unmet('other_tier');
    case 'segment':
      return member.segments?.some((segment) => condition.in.includes(segment)) ? undefined : unmet('other_segment');
    case 'membership_age':
      return askDays(daysSince(member.since, asked), condition, { low: 'member_too_new', high: 'member_too_old' });
    case 'occasion':
      return askOccasion(condition, member, asked);
    case 'consent':
      return member.consents?.includes(condition.to) ? undefined : unmet('no_consent');
    case 'purchase_number':
      return askPurchaseNumber(condition, member);
    case 'since_last_purchase':
      return askDays(daysSince(member.lastPurchase, asked), condition, {
        low: 'purchase_too_recent',
        high: 'purchase_too_long_ago',
      });
    case 'spent': {
      const codes = { low: 'spent_too_little', high: 'spent_too_much' };
      return between(member.spent?.[condition.counter] ?? 0n, condition, codes);
    }
    case 'bought': {
      const codes = { low: 'bought_too_little', high: 'bought_too_much' };
      return between(BigInt(member.bought?.[condition.counter] ?? 0), condition, codes);
    }
  }
};

/** Whoever has no member meets none of these. */
export const askMember =
  (condition: MemberCondition): Ask =>
  (asked) =>
    asked.sale.member ? ask(condition, asked.sale.member, asked) : unmet('no_member');
