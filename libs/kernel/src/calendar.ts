import {
  endOfMonth,
  fromDate,
  GregorianCalendar,
  IslamicUmalquraCalendar,
  parseDate,
  PersianCalendar,
  toCalendar,
  toCalendarDate,
  type CalendarDate,
} from '@internationalized/date';

const gregorian = new GregorianCalendar();
const persian = new PersianCalendar();

const hijri = new IslamicUmalquraCalendar();

export type CalendarName = 'gregorian' | 'persian';

/** Calendars in which dates can be named. The Hijri one is that of Umm al-Qura. */
export type DateCalendar = CalendarName | 'hijri';

const dayOf = (at: Date, zone: string): CalendarDate => toCalendarDate(fromDate(at, zone));

const within = (day: CalendarDate, calendar: CalendarName): CalendarDate =>
  toCalendar(day, calendar === 'persian' ? persian : gregorian);

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
  const day = within(dayOf(at, zone), calendar);
  const last = day.set({ day: 1, month: Math.ceil(day.month / months) * months });
  return endOf(endOfMonth(last).add({ days: daysMore }), zone);
};

export type CalendarUnit = 'day' | 'week' | 'month' | 'year';

const weekdayOf = ({ year, month, day }: Pick<CalendarDate, 'year' | 'month' | 'day'>): number =>
  new Date(Date.UTC(year, month - 1, day)).getUTCDay() || 7;

const saturday = 6;
const monday = 1;

/**
 * The first moment of the day, week, month or year that a moment lies in. Weeks begin on Saturday in the Persian
 * calendar, else on Monday.
 */
export const startOf = (at: Date, unit: CalendarUnit, calendar: CalendarName, zone: string): Date => {
  const today = dayOf(at, zone);
  const day = within(today, calendar);
  const sinceFirst = (weekdayOf(today) - (calendar === 'persian' ? saturday : monday) + 7) % 7;
  const first = {
    day: () => day,
    week: () => day.subtract({ days: sinceFirst }),
    month: () => day.set({ day: 1 }),
    year: () => day.set({ month: 1, day: 1 }),
  }[unit]();
  return first.toDate(zone);
};

/** The day of a moment in a zone, as YYYY-MM-DD. */
export const isoDay = (at: Date, zone: string): string => dayOf(at, zone).toString();

/** The day of a moment in a zone and a calendar, as YYYY-MM-DD of that calendar's years and months. */
export const calendarDay = (at: Date, zone: string, calendar: DateCalendar): string => {
  const day = dayOf(at, zone);
  const { year, month, day: ofMonth } = calendar === 'hijri' ? toCalendar(day, hijri) : within(day, calendar);
  const two = (part: number): string => String(part).padStart(2, '0');
  return `${String(year).padStart(4, '0')}-${two(month)}-${two(ofMonth)}`;
};

/** The day of the week, 1 for Monday to 7 for Sunday, and the minutes that the clocks of a zone show after midnight. */
export const clockIn = (at: Date, zone: string): { readonly weekday: number; readonly minutes: number } => {
  const then = fromDate(at, zone);
  return { weekday: weekdayOf(then), minutes: then.hour * 60 + then.minute };
};

/** Days from one day YYYY-MM-DD to another. */
export const daysBetween = (from: string, until: string): number => parseDate(until).compare(parseDate(from));

/**
 * Days from the day of a moment, in a zone, to the nearest anniversary of a day YYYY-MM-DD; negative when it has
 * passed. The first is a year later. Years of the calendar that lack the day have it on the last day of its month.
 */
export const daysToAnniversary = (date: string, at: Date, calendar: CalendarName, zone: string): number | undefined => {
  const [first, today] = [within(parseDate(date), calendar), within(dayOf(at, zone), calendar)];
  const days = [-1, 0, 1]
    .map((years) => today.year + years)
    .filter((year) => year > first.year)
    .map((year) => first.set({ year }).compare(today));
  return days.toSorted((a, b) => Math.abs(a) - Math.abs(b))[0];
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
