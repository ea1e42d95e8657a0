import {
  CalendarDate,
  createCalendar,
  GregorianCalendar,
  parseDate,
  toCalendar,
  type CalendarIdentifier,
} from '@internationalized/date';
import type { Language } from '../../../kit/formats/language.ts';
import { withDigits } from '../../../kit/formats/numbers.ts';

/** Calendars in which terms count their days, as the engine counts them. */
const calendars: Readonly<Record<string, CalendarIdentifier>> = {
  gregorian: 'gregory',
  persian: 'persian',
  hijri: 'islamic-umalqura',
};

/** A year of each that has every day of its year. */
const leapYears: Readonly<Record<string, number>> = { gregorian: 2024, persian: 1403, hijri: 1445 };

const momentOf = (calendar: string, year: number, month: number, day: number): Date | undefined => {
  const known = calendars[calendar];
  if (known === undefined) return undefined;
  try {
    return new CalendarDate(createCalendar(known), year, month, day).toDate('UTC');
  } catch {
    return undefined;
  }
};

const shown = (at: Date, calendar: string, language: Language, hasYear: boolean): string => {
  const format = new Intl.DateTimeFormat(
    `${language === 'fa' ? 'fa-IR' : 'en-GB'}-u-ca-${calendars[calendar] ?? 'gregory'}-nu-latn`,
    { timeZone: 'UTC', day: 'numeric', month: 'long', year: 'numeric' },
  );
  const parts = format.formatToParts(at);
  const order = hasYear ? ['day', 'month', 'year'] : ['day', 'month'];
  const words = order.map((type) => parts.find((part) => part.type === type)?.value ?? '');
  return withDigits(words.join(' '), language);
};

/** `1405-09-30` of a calendar as «۳۰ آذر ۱۴۰۵»; of no day the text itself. */
export const dayText = (text: string, calendar: string, language: Language): string => {
  const [, year, month, day] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text) ?? [];
  const at = momentOf(calendar, Number(year), Number(month), Number(day));
  return day === undefined || at === undefined ? text : shown(at, calendar, language, true);
};

/** `09-30` of a calendar as «۳۰ آذر». */
export const dayOfYearText = (text: string, calendar: string, language: Language): string => {
  const [, month, day] = /^(\d{2})-(\d{2})$/.exec(text) ?? [];
  const at = momentOf(calendar, leapYears[calendar] ?? 2024, Number(month), Number(day));
  return day === undefined || at === undefined ? text : shown(at, calendar, language, false);
};

/** Months of a calendar by their names, to be chosen. */
export const monthNames = (calendar: string, language: Language): readonly string[] =>
  Array.from({ length: 12 }, (_, at) => {
    const first = momentOf(calendar, leapYears[calendar] ?? 2024, at + 1, 1);
    if (first === undefined) return String(at + 1);
    return shown(first, calendar, language, false).split(' ').slice(1).join(' ');
  });

/** A day that REST says in the Gregorian calendar, as a day of another one, and back. */
export const toCalendarDay = (iso: string, calendar: string): string => {
  const known = calendars[calendar];
  if (known === undefined || iso === '') return '';
  const { year, month, day } = toCalendar(parseDate(iso), createCalendar(known));
  return [String(year).padStart(4, '0'), String(month).padStart(2, '0'), String(day).padStart(2, '0')].join('-');
};

export const fromCalendarDay = (text: string, calendar: string): string => {
  const [, year, month, day] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text) ?? [];
  const known = calendars[calendar];
  if (day === undefined || known === undefined) return '';
  const date = new CalendarDate(createCalendar(known), Number(year), Number(month), Number(day));
  return toCalendar(date, new GregorianCalendar()).toString();
};
