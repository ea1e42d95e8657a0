import type { ConditionOf } from '../terms/conditions.ts';
import { unmet, type Ask } from './asked.ts';

const notYet = unmet('not_yet_valid');
const noLonger = unmet('no_longer_valid');
const otherSeason = unmet('other_season');
const otherWeekday = unmet('other_weekday');
const otherHour = unmet('other_hour');

/** From inclusive, until exclusive. */
export const askPeriod = ({ from, until }: ConditionOf<'period'>): Ask => {
  const start = from?.getTime() ?? -Infinity;
  const end = until?.getTime() ?? Infinity;
  return ({ sale }) => {
    const at = sale.at.getTime();
    if (at < start) return notYet;
    return at >= end ? noLonger : undefined;
  };
};

export const askDates =
  ({ calendar, from, until }: ConditionOf<'dates'>): Ask =>
  (asked) => {
    const day = asked.dayThen(calendar);
    if (from !== undefined && day < from) return notYet;
    return until !== undefined && day > until ? noLonger : undefined;
  };

/** Of a ring such as the year or the day: both ends count, and the first may lie behind the last. */
const isWithin = <T extends string | number>(value: T, from: T, until: T): boolean =>
  from <= until ? value >= from && value <= until : value >= from || value <= until;

export const askSeason =
  ({ calendar, from, until }: ConditionOf<'season'>): Ask =>
  (asked) =>
    isWithin(asked.dayThen(calendar).slice(5), from, until) ? undefined : otherSeason;

export const askWeekdays = ({ in: weekdays }: ConditionOf<'weekdays'>): Ask => {
  const named = new Set(weekdays);
  return (asked) => (named.has(asked.clockThen().weekday) ? undefined : otherWeekday);
};

const minutesOf = (hour: string): number => Number(hour.slice(0, 2)) * 60 + Number(hour.slice(3));

export const askHours = ({ from, until }: ConditionOf<'hours'>): Ask => {
  const [start, end] = [minutesOf(from), minutesOf(until)];
  return (asked) => {
    const { minutes } = asked.clockThen();
    const isMeant = start < end ? minutes >= start && minutes < end : minutes >= start || minutes < end;
    return isMeant ? undefined : otherHour;
  };
};
