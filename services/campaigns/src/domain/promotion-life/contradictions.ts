import type { Condition } from '../promotions/terms/conditions.ts';
import type { PromotionEffect } from '../promotions/terms/effects.ts';
import type { Promotion } from '../promotions/terms/promotion.ts';
import { asWritten, type Flaw } from './terms-text.ts';

type Path = readonly (string | number)[];

const flaw = (path: Path, code: string, says: string): Flaw => ({ path: asWritten(path), code, says });

interface Range {
  readonly atLeast?: bigint | number | undefined;
  readonly atMost?: bigint | number | undefined;
  readonly atLeastDays?: number | undefined;
  readonly atMostDays?: number | undefined;
}

const isEmptyRange = ({ atLeast, atMost, atLeastDays, atMostDays }: Range): boolean =>
  (atLeast !== undefined && atMost !== undefined && atLeast > atMost) ||
  (atLeastDays !== undefined && atMostDays !== undefined && atLeastDays > atMostDays);

/** The most days that a month has in any year; in the Persian and the Hijri one the last may be a leap year's. */
const daysOfMonths: Readonly<Record<'gregorian' | 'persian' | 'hijri', readonly number[]>> = {
  gregorian: [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31],
  persian: [31, 31, 31, 31, 31, 31, 30, 30, 30, 30, 30, 30],
  // Umm al-Qura: which months have 30 differs from year to year.
  hijri: [30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30],
};

/** Whether some year has that day: `1405-12-30`, `02-29`. */
const isDay = (day: string, calendar: keyof typeof daysOfMonths): boolean => {
  const [month = 0, ofMonth = 0] = day.split('-').slice(-2).map(Number);
  return ofMonth >= 1 && ofMonth <= (daysOfMonths[calendar][month - 1] ?? 0);
};

const datesIn = (condition: Condition, path: Path): Flaw[] => {
  if (condition.kind !== 'dates' && condition.kind !== 'season') return [];
  const { from, until } = condition;
  const wrong = (['from', 'until'] as const).filter((field) => {
    const day = condition[field];
    return day !== undefined && !isDay(day, condition.calendar);
  });
  if (wrong.length > 0) return wrong.map((field) => flaw([...path, field], 'unknown_day', 'is no day of a year'));
  const isOver = condition.kind === 'dates' && from !== undefined && until !== undefined && from > until;
  return isOver ? [flaw([...path, 'until'], 'range_empty', 'is before its beginning')] : [];
};

const flawsInCondition = (condition: Condition, path: Path): Flaw[] => {
  if (condition.kind === 'all' || condition.kind === 'any')
    return condition.of.flatMap((each, at) => flawsInCondition(each, [...path, 'of', at]));
  if (condition.kind === 'not') return flawsInCondition(condition.condition, [...path, 'condition']);
  if (condition.kind === 'period') {
    const { from, until } = condition;
    return from && until && until <= from
      ? [flaw([...path, 'until'], 'range_empty', 'is not after its beginning')]
      : [];
  }
  return [
    ...datesIn(condition, path),
    ...(isEmptyRange(condition as Range) ? [flaw(path, 'range_empty', 'asks for more than it allows')] : []),
  ];
};

/** Of these a sale has one name, so that two lists without a common one are never both met. */
const ofOneName: ReadonlySet<Condition['kind']> = new Set(['tier', 'company', 'banner', 'branch', 'channel', 'till']);

type Listed = Extract<Condition, { kind: 'tier' | 'company' | 'banner' | 'branch' | 'channel' | 'till' }>;

/** All conditions of a promotion are asked: two of them that no sale meets together are a mistake. */
const neverTogether = (conditions: readonly Condition[]): Flaw[] =>
  conditions.flatMap((condition, at): Flaw[] => {
    const path = ['conditions', at];
    const says = 'is never met together with an earlier condition';
    const earlier = conditions.slice(0, at).filter(({ kind }) => kind === condition.kind);
    if (ofOneName.has(condition.kind)) {
      const names = new Set((condition as Listed).in);
      const isDisjoint = (earlier as Listed[]).some((other) => !other.in.some((name) => names.has(name)));
      return isDisjoint ? [flaw(path, 'never_met', says)] : [];
    }
    if (condition.kind !== 'total' || condition.goods) return [];
    const totals = (earlier as (typeof condition)[]).filter(({ goods }) => !goods);
    const clashes = totals.some(
      ({ atLeast, atMost }) =>
        isEmptyRange({ atLeast, atMost: condition.atMost }) || isEmptyRange({ atLeast: condition.atLeast, atMost }),
    );
    return clashes ? [flaw(path, 'never_met', says)] : [];
  });

const flawsInEffect = (effect: PromotionEffect, at: number): Flaw[] => {
  if (effect.kind !== 'spend_tiers') return [];
  const isRising = effect.tiers.every(({ from }, place) => place === 0 || from > (effect.tiers[place - 1]?.from ?? 0n));
  return isRising ? [] : [flaw(['effects', at, 'tiers'], 'not_rising', 'must rise from one to the next')];
};

const doubled = (names: readonly string[]): boolean => new Set(names).size < names.length;

/** What a promotion says that cannot be meant: each of its parts is right, and together they are not. */
export const contradictionsIn = (terms: Promotion): Flaw[] => [
  ...terms.conditions.flatMap((condition, at) => flawsInCondition(condition, ['conditions', at])),
  ...neverTogether(terms.conditions),
  ...terms.effects.flatMap(flawsInEffect),
  ...(terms.excludesAll && terms.combine !== 'exclusive'
    ? [flaw(['excludesAll'], 'needs_exclusive', 'is said of an exclusive promotion only')]
    : []),
  ...(doubled(terms.limits.map(({ id }) => id)) ? [flaw(['limits'], 'doubled', 'names one limit twice')] : []),
];
