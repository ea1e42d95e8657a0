export type DurationUnit = 'seconds' | 'minutes' | 'hours';

/** How people say a length of time that is guessed: 38 seconds, 3 minutes, 2 hours; never in false detail. */
export const roughly = (seconds: number): { readonly count: number; readonly unit: DurationUnit } => {
  if (seconds < 90) return { count: Math.max(1, Math.round(seconds)), unit: 'seconds' };
  if (seconds < 90 * 60) return { count: Math.round(seconds / 60), unit: 'minutes' };
  return { count: Math.round(seconds / 3_600), unit: 'hours' };
};
