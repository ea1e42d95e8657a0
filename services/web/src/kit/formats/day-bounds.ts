import { fromDate, parseDate, toCalendarDate, toZoned, type CalendarDate } from '@internationalized/date';

const begins = (day: CalendarDate, zone: string): Date => toZoned(day, zone).toDate();

/** The first moment of a day (`2026-11-28`) in a zone of IANA. */
export const startOfDay = (day: string, zone: string): Date => begins(parseDate(day), zone);

/** The midnight that ends a day in a zone: what lasts to a day counts until then, wherever it was written. */
export const endOfDay = (day: string, zone: string): Date => begins(parseDate(day).add({ days: 1 }), zone);

/** Nobody means a day beyond, and a slip of the year leads there. */
const yearsAhead = 100;

/** Whether something may last to a day: it has not ended yet, and is not further than a slip of the year. */
export const isDayAhead = (day: string, zone: string, now: Date): boolean => {
  try {
    const last = toCalendarDate(fromDate(now, zone)).add({ years: yearsAhead });
    return endOfDay(day, zone) > now && parseDate(day).compare(last) <= 0;
  } catch {
    // No day of REST: its year has five digits.
    return false;
  }
};
