import { parseDate, toZoned, type CalendarDate } from '@internationalized/date';

const begins = (day: CalendarDate, zone: string): Date => toZoned(day, zone).toDate();

/** The first moment of a day (`2026-11-28`) in a zone of IANA. */
export const startOfDay = (day: string, zone: string): Date => begins(parseDate(day), zone);

/** The midnight that ends a day in a zone: what lasts to a day counts until then, wherever it was written. */
export const endOfDay = (day: string, zone: string): Date => begins(parseDate(day).add({ days: 1 }), zone);
