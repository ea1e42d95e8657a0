import { dayMs } from '../../kit/formats/spans.ts';
import type { AnswerOf } from '@vafa/client';

export type Hour = AnswerOf<'getSalesByHour'>['hours'][number];

/** What was sold on one day, and in a few of them together. */
export interface Sold {
  readonly sales: number;
  readonly amount: bigint;
  readonly memberAmount: bigint;
}

const nothing: Sold = { sales: 0, amount: 0n, memberAmount: 0n };

export const soldIn = (hours: readonly Hour[]): Sold =>
  hours.reduce(
    (sum, { sales, amount, member_amount: ofMembers }) => ({
      sales: sum.sales + sales,
      amount: sum.amount + BigInt(amount.amount),
      memberAmount: sum.memberAmount + BigInt(ofMembers.amount),
    }),
    nothing,
  );

/** The day so many days after another, both as REST says days. */
export const dayAfter = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * dayMs).toISOString().slice(0, 10);

/** The last days up to one, oldest first. */
export const daysUpTo = (last: string, count: number): readonly string[] =>
  Array.from({ length: count }, (_, at) => dayAfter(last, at - count + 1));

/** Day and hour that a clock of the zone shows. */
export const localTime = (at: Date, zone: string): { readonly day: string; readonly hour: number } => {
  const [day = '', time = ''] = new Intl.DateTimeFormat('sv-SE', {
    timeZone: zone,
    dateStyle: 'short',
    timeStyle: 'short',
  })
    .format(at)
    .split(' ');
  return { day, hour: Number(time.slice(0, 2)) };
};

/** By how many hundredths it differs, with one place; undefined where there is nothing to compare with. */
export const changeOf = (now: bigint, before: bigint): number | undefined =>
  before === 0n ? undefined : Number(((now - before) * 1_000n) / before) / 10;

/** Hundredths of all, without places. */
export const shareOf = (part: bigint, all: bigint): number =>
  all === 0n ? 0 : Number((part * 200n + all) / (all * 2n));

export interface Week {
  /** Hours that are shown, the first to the last in which anything was ever sold. */
  readonly hours: readonly number[];
  /** Saturday first: what was sold at that hour, on an average day of the week; minor units. */
  readonly values: readonly (readonly number[])[];
}

const weekdays = 7;
/** Saturday is the first day of the week. */
const weekdayOf = (day: string): number => (new Date(`${day}T00:00:00Z`).getUTCDay() + 1) % weekdays;

/** An average week of these days. */
export const weekOf = (hours: readonly Hour[], days: readonly string[]): Week => {
  const used = hours.map(({ hour }) => hour);
  const [first, last] = used.length === 0 ? [9, 21] : [Math.min(...used), Math.max(...used)];
  const counts = Array.from({ length: weekdays }, (_, at) => days.filter((day) => weekdayOf(day) === at).length);
  const shown = Array.from({ length: last - first + 1 }, (_, at) => first + at);
  const sums = counts.map(() => shown.map(() => 0));
  for (const { day, hour, amount } of hours) {
    const row = sums[weekdayOf(day)];
    if (row) row[hour - first] = (row[hour - first] ?? 0) + Number(amount.amount);
  }
  return {
    hours: shown,
    values: sums.map((row, at) => row.map((sum) => Math.round(sum / Math.max(1, counts[at] ?? 0)))),
  };
};
