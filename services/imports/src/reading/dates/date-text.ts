import { dayMs } from '@vafa/kernel';
import { plainText } from '../records/plain-text.ts';
import { calendarOfYear, dayOf, type CalendarName } from './calendar-day.ts';
import { clockTime } from './clock-time.ts';
import { namedMonth } from './month-names.ts';

/** A day and time as they are written, before the order of day and month is known. */
export type DateText =
  | { readonly kind: 'day'; readonly day: number; readonly time: number; readonly offset?: number }
  /** Three numbers of which the last may be the year; `isDotted` as only day-first countries write. */
  | {
      readonly kind: 'numbers';
      readonly parts: readonly [number, number, number];
      readonly yearDigits: number;
      readonly isDotted: boolean;
      readonly time: number;
      readonly offset?: number;
    };

const yearFirst = /^(\d{4})([-/. ])(\d{1,2})\2(\d{1,2})$/;
const yearLast = /^(\d{1,2})([-/. ])(\d{1,2})\2(\d{4}|\d{2})$/;
const compact = /^(\d{4})(\d{2})(\d{2})$/;
const compactTime = /^(\d{8})T?(\d{2})(\d{2})(\d{2})?$/;
const serial = /^(\d{5})(?:[.,](\d+))?$/;
const zone = /(?<=\d) ?(Z|UTC|GMT|[+-]\d{2}:?\d{2}|[+-]\d{2})$/i;
const weekday = /^[\p{L} \u200c]{2,14}[,،] ?/u;
const timeAtEnd = /^(.*?\d)(?:T|,? )(\d{1,2}[:.]\d{2}(?:[:.]\d{2}(?:[.,]\d{1,9})?)?(?: ?[^\d\s:+-][^\d:+-]*)?)$/u;
const timeAtStart = /^(\d{1,2}:\d{2}(?::\d{2})?(?: ?[^\d\s]+)?),? (\d.*)$/u;

/** 2 January 2026 and so on: the numbers around a month's name. */
const named = /^(\d{1,4})[. -]* ?(\p{L}[\p{L}.]*)[-, ]* ?(\d{1,4})$/u;
const nameFirst = /^(\p{L}[\p{L}.]*) (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})$/u;

export const dateText = (cell: string): DateText | undefined => {
  let text = plainText(cell).replace(weekday, '').replace(/[،]/g, ',');
  const packed = compactTime.exec(text);
  if (packed) text = `${packed[1] ?? ''} ${packed[2] ?? ''}:${packed[3] ?? ''}:${packed[4] ?? '00'}`;
  const hasTime = text.includes(':') || / \d{1,2}\.\d{2}/.test(text);
  const offset = hasTime ? offsetOf(zone.exec(text)?.[1]) : undefined;
  if (offset !== undefined) text = text.replace(zone, '');
  const parts = hasTime ? (timeAtEnd.exec(text) ?? swapped(timeAtStart.exec(text))) : null;
  const time = parts ? clockTime((parts[2] ?? '').trim()) : 0;
  if (time === undefined || (hasTime && !parts)) return undefined;
  return dated((parts?.[1] ?? text).replace(/,$/, '').trim(), time, offset);
};

const swapped = (match: RegExpExecArray | null): readonly (string | undefined)[] | null =>
  match ? [match[0], match[2], match[1]] : null;

const offsetOf = (text: string | undefined): number | undefined => {
  if (text === undefined) return undefined;
  if (/^[a-z]/i.test(text)) return 0;
  const digits = text.slice(1).replace(':', '').padEnd(4, '0');
  const minutes = Number(digits.slice(0, 2)) * 60 + Number(digits.slice(2));
  return (text.startsWith('-') ? -minutes : minutes) * 60_000;
};

const dated = (text: string, time: number, offset: number | undefined): DateText | undefined => {
  const rest = offset === undefined ? { time } : { time, offset };
  const known = (day: number | undefined): DateText | undefined =>
    day === undefined ? undefined : { kind: 'day', day, ...rest };
  const first = yearFirst.exec(text) ?? spread(compact.exec(text));
  if (first) return known(dayOfYear(Number(first[1]), Number(first[3]), Number(first[4])));
  const last = yearLast.exec(text);
  if (last) {
    const [, a, separator, b, c = ''] = last;
    return {
      kind: 'numbers',
      parts: [Number(a), Number(b), Number(c)],
      yearDigits: c.length,
      isDotted: separator === '.',
      ...rest,
    };
  }
  const days = serial.exec(text);
  if (days) return ofSerial(Number(days[1]), Number(`0.${days[2] ?? '0'}`), rest);
  return known(namedDay(text));
};

const spread = (match: RegExpExecArray | null): readonly (string | undefined)[] | null =>
  match ? [match[0], match[1], '', match[2], match[3]] : null;

const dayOfYear = (year: number, month: number, day: number): number | undefined => {
  const calendar = calendarOfYear(year);
  return calendar && dayOf(calendar, year, month, day);
};

/** Days since 30 December 1899, as spreadsheets count from March 1900 on; those of a shop lie between 1954 and 2119. */
const ofSerial = (days: number, fraction: number, rest: { time: number; offset?: number }): DateText | undefined => {
  if (days < 20_000 || days >= 80_000 || rest.time !== 0) return undefined;
  const seconds = Math.round(fraction * 86_400);
  return { kind: 'day', day: Date.UTC(1899, 11, 30) + days * dayMs, time: seconds * 1000 };
};

const namedDay = (text: string): number | undefined => {
  const around = named.exec(text);
  const before = around ? null : nameFirst.exec(text);
  const name = namedMonth(around?.[2] ?? before?.[1] ?? '');
  if (!name) return undefined;
  const [a, b] = around ? [around[1] ?? '', around[3] ?? ''] : [before?.[2] ?? '', before?.[3] ?? ''];
  const [day, year] = a.length === 4 ? [b, a] : [a, b];
  if (day.length > 2) return undefined;
  const whole = around && year.length === 2 ? ofCentury(name.calendar, Number(year)) : Number(year);
  return whole >= 1000 && calendarOfYear(whole) === name.calendar
    ? dayOf(name.calendar, whole, name.month, Number(day))
    : undefined;
};

/** Spreadsheets write 5-Nov-26; the hundred years that two digits mean begin with 1970, or 1350 in Iran. */
const ofCentury = (calendar: CalendarName, year: number): number => {
  const [from, century] = calendar === 'gregorian' ? [70, 1900] : [50, 1300];
  return year >= from ? century + year : century + 100 + year;
};
