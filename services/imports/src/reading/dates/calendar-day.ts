import { CalendarDate, GregorianCalendar, PersianCalendar } from '@internationalized/date';
import { dayMs } from '@vafa/kernel';

const persian = new PersianCalendar();
const gregorian = new GregorianCalendar();
const epoch = gregorian.toJulianDay(new CalendarDate(1970, 1, 1));

export type CalendarName = 'gregorian' | 'persian';

/** The calendar in which a year of four digits can be a shop's: 12xx to 15xx are Jalali, 19xx to 22xx Gregorian. */
export const calendarOfYear = (year: number): CalendarName | undefined =>
  year >= 1900 && year <= 2200 ? 'gregorian' : year >= 1200 && year < 1600 ? 'persian' : undefined;

/**
 * Midnight of a day in ms as if it were UTC; undefined for the 30th of February, the 30th of Esfand of a common year
 * and their like.
 */
export const dayOf = (calendar: CalendarName, year: number, month: number, day: number): number | undefined => {
  if (month < 1 || month > 12 || day < 1 || day > 31) return undefined;
  if (calendar === 'gregorian') {
    const date = new Date(Date.UTC(year, month - 1, day));
    return date.getUTCMonth() === month - 1 ? date.getTime() : undefined;
  }
  // The library clamps days that a month does not have, so they are asked for first.
  if (day > persian.getDaysInMonth(new CalendarDate(persian, year, month, 1))) return undefined;
  return (persian.toJulianDay(new CalendarDate(persian, year, month, day)) - epoch) * dayMs;
};
