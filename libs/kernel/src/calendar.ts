import {
  endOfMonth,
  fromDate,
  GregorianCalendar,
  PersianCalendar,
  toCalendar,
  toCalendarDate,
  type CalendarDate,
} from '@internationalized/date';

const gregorian = new GregorianCalendar();
const persian = new PersianCalendar();

export type CalendarName = 'gregorian' | 'persian';

const dayOf = (at: Date, zone: string): CalendarDate => toCalendarDate(fromDate(at, zone));

/** The midnight that ends a day in a zone. */
const endOf = (day: CalendarDate, zone: string): Date => day.add({ days: 1 }).toDate(zone);

/**
 * The end of the day so many days later, in an IANA zone: what lives for days ends with a day there, whatever the
 * clocks did meanwhile. Where that midnight does not exist, the moment at which the clocks skip it. Raises RangeError
 * on a zone that is not known.
 */
export const endOfDayAfter = (at: Date, days: number, zone: string): Date => endOf(dayOf(at, zone).add({ days }), zone);

/** The end of the day so many months later; of the month's last day where the later month is shorter. */
export const endOfDayMonthsAfter = (at: Date, months: number, zone: string): Date =>
  endOf(dayOf(at, zone).add({ months }), zone);

/**
 * The end of the period that a moment lies in, and so many days after it. A period is 1, 3, 6 or 12 months of the
 * calendar's year.
 */
export const endOfPeriod = (at: Date, months: number, calendar: CalendarName, zone: string, daysMore = 0): Date => {
  const day = toCalendar(dayOf(at, zone), calendar === 'persian' ? persian : gregorian);
  const last = day.set({ day: 1, month: Math.ceil(day.month / months) * months });
  return endOf(endOfMonth(last).add({ days: daysMore }), zone);
};

/** Whether it names a zone of IANA; offsets such as +03:30 are none. */
export const isTimeZone = (zone: string): boolean => {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
    return /^[A-Za-z_]+(\/[A-Za-z0-9_+-]+)*$/.test(zone);
  } catch {
    return false;
  }
};
