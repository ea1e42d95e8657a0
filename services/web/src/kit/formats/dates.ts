import { localeOf, type CalendarName, type Language } from './language.ts';
import { withDigits } from './numbers.ts';

/** In which language, calendar and zone of IANA a club shows its days. */
export interface DaySettings {
  readonly language: Language;
  readonly calendar: CalendarName;
  readonly zone: string;
}

type Part = 'weekday' | 'day' | 'month' | 'year';

const formats = new Map<string, Intl.DateTimeFormat>();

const formatOf = ({ language, calendar, zone }: DaySettings, short: boolean): Intl.DateTimeFormat => {
  const key = `${language} ${calendar} ${zone} ${String(short)}`;
  const made =
    formats.get(key) ??
    new Intl.DateTimeFormat(`${localeOf(language, calendar)}-nu-latn`, {
      timeZone: zone,
      // Short names are for Latin script; Persian has none.
      weekday: short && language === 'en' ? 'short' : 'long',
      day: 'numeric',
      month: short && language === 'en' ? 'short' : 'long',
      year: 'numeric',
    });
  formats.set(key, made);
  return made;
};

/** English has `Sept`; three letters are enough for every month and keep columns even. */
const monthOf = (name: string, short: boolean): string => (short && name === 'Sept' ? 'Sep' : name);

/** The named parts of a day. Ready-made styles are not used: the Persian full one comes out in reverse order. */
const partsOf = (at: Date, settings: DaySettings, short: boolean): Readonly<Record<Part, string>> => {
  const parts = formatOf(settings, short).formatToParts(at);
  const valueOf = (type: Part): string => parts.find((part) => part.type === type)?.value ?? '';
  return {
    weekday: valueOf('weekday'),
    day: valueOf('day'),
    month: monthOf(valueOf('month'), short),
    year: valueOf('year'),
  };
};

const shown = (at: Date, settings: DaySettings, order: readonly Part[], short = false): string => {
  const parts = partsOf(at, settings, short);
  return withDigits(order.map((part) => parts[part]).join(' '), settings.language);
};

/** «پنجشنبه ۵ آذر ۱۴۰۵», `Thursday 26 November 2026`. */
export const formatFullDay = (at: Date, settings: DaySettings): string =>
  shown(at, settings, ['weekday', 'day', 'month', 'year']);

/** «۵ آذر ۱۴۰۵», `26 November 2026`. */
export const formatDay = (at: Date, settings: DaySettings): string => shown(at, settings, ['day', 'month', 'year']);

/** «۵ آذر», `26 Nov`: where the year is plain. */
export const formatShortDay = (at: Date, settings: DaySettings): string => shown(at, settings, ['day', 'month'], true);

/** «آذر ۱۴۰۵», `November 2026`. */
export const formatMonth = (at: Date, settings: DaySettings): string => shown(at, settings, ['month', 'year']);

/** Both ends of some days, with the year once where it is one: «۱۰ آبان» and «۹ آذر ۱۴۰۵». */
export const formatEnds = (from: Date, to: Date, settings: DaySettings): readonly [string, string] => {
  const same = partsOf(from, settings, false).year === partsOf(to, settings, false).year;
  return [shown(from, settings, same ? ['day', 'month'] : ['day', 'month', 'year']), formatDay(to, settings)];
};

/** From one day to another of the same or the next months: «شنبه ۲۸ تا دوشنبه ۳۰ آذر», `Sat 19 to Mon 21 Dec`. */
export const formatDays = (from: Date, to: Date, settings: DaySettings): string => {
  const [first, last] = [partsOf(from, settings, true), partsOf(to, settings, true)];
  const order = ['weekday', 'day', 'month'] as const;
  const same = first.month === last.month && first.year === last.year;
  const between = settings.language === 'fa' ? 'تا' : 'to';
  const begin = shown(from, settings, same ? ['weekday', 'day'] : order, true);
  return `${begin} ${between} ${shown(to, settings, order, true)}`;
};

/** «۱۸:۴۲», `18:42`: of a clock with 24 hours. */
export const formatTime = (at: Date, { language, zone }: DaySettings): string => {
  const format = new Intl.DateTimeFormat('en-GB', { timeZone: zone, hour: '2-digit', minute: '2-digit' });
  return withDigits(format.format(at), language);
};

/** How days of a calendar are shown, such as birthdays: they are the same in every zone. For moments of `noonOf`. */
export const withoutZone = (settings: DaySettings): DaySettings => ({ ...settings, zone: 'UTC' });

/** When something counted last that ends at a moment (ISO): the end, often a midnight, does not count any more. */
export const lastMomentBefore = (end: string): Date => new Date(Date.parse(end) - 1);

/** A day as REST says it (`2026-11-28`) as a moment, to be shown without a zone. */
export const noonOf = (day: string): Date => new Date(`${day}T12:00:00Z`);
