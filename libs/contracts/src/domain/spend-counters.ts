/** Which sales of a member are summed: promotions name them, membership sums them. */
export type SpendCounter =
  | { readonly kind: 'ever' }
  | { readonly kind: 'this'; readonly unit: 'day' | 'week' | 'month' | 'year' }
  /** Whole days: what was bought on a day counts to the end of the day so many days later. */
  | { readonly kind: 'last'; readonly days: number };

/** Most that are asked for at once. */
export const spendCountersMax = 20;

const daysMax = 3_660;

/** By its name: `ever`, `this_day`, `this_week`, `this_month`, `this_year`, `last_30_days`; else undefined. */
export const spendCounter = (name: string): SpendCounter | undefined => {
  if (name === 'ever') return { kind: 'ever' };
  const [, unit] = /^this_(day|week|month|year)$/.exec(name) ?? [];
  if (unit !== undefined) return { kind: 'this', unit: unit as (SpendCounter & { kind: 'this' })['unit'] };
  const days = Number(/^last_([1-9]\d{0,3})_days$/.exec(name)?.[1]);
  return days <= daysMax ? { kind: 'last', days } : undefined;
};
