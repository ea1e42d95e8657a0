import { dayMs } from '@vafa/kernel';
import type { DateForm } from '../../domain/reading/layout.ts';
import { calendarOfYear, dayOf, type CalendarName } from './calendar-day.ts';
import type { DateText } from './date-text.ts';

/** The forms between which a column decides, in the order of the bits of masks. */
export const dateForms: readonly DateForm[] = [
  { order: 'dmy', calendar: 'gregorian' },
  { order: 'mdy', calendar: 'gregorian' },
  { order: 'ymd', calendar: 'gregorian' },
  { order: 'dmy', calendar: 'persian' },
  { order: 'ymd', calendar: 'persian' },
];
export const everyForm = (1 << dateForms.length) - 1;

/** As an answer and a decision name it. */
export const nameOfForm = ({ order, calendar }: DateForm): string =>
  calendar === 'persian' ? `${order}-persian` : order;

export const formOfName = (name: string): DateForm | undefined => dateForms.find((form) => nameOfForm(form) === name);

/** The day of a text under a form, in ms as if it were UTC; undefined when it does not fit or there is no such day. */
export const dayUnder = (text: DateText, form: DateForm, today: number): number | undefined => {
  if (text.kind === 'day') return text.day;
  const [a, b, c] = text.parts;
  if (text.yearDigits === 4) {
    const calendar = calendarOfYear(c);
    if (!calendar || form.order === 'ymd') return undefined;
    if (text.isDotted && form.order === 'mdy') return undefined;
    return form.order === 'dmy' ? dayOf(calendar, c, b, a) : dayOf(calendar, c, a, b);
  }
  // With dots the day comes first, everywhere, unless it cannot.
  if (text.isDotted && (form.order !== 'dmy' || form.calendar === 'persian') && isDay(text.parts)) return undefined;
  if (text.isDotted && form.order === 'mdy') return undefined;
  const [year, month, day] = form.order === 'ymd' ? [a, b, c] : form.order === 'dmy' ? [c, b, a] : [c, a, b];
  return ofShortYear(form.calendar, year, month, day, today);
};

const isDay = ([day, month]: readonly [number, number, number]): boolean =>
  day >= 1 && day <= 31 && month >= 1 && month <= 12;

/** Years of two digits lie in the last hundred years. */
const ofShortYear = (
  calendar: CalendarName,
  year: number,
  month: number,
  day: number,
  today: number,
): number | undefined => {
  const century = calendar === 'gregorian' ? 2000 : 1400;
  const near = dayOf(calendar, century + year, month, day);
  if (near !== undefined && near <= today + 2 * dayMs) return near;
  return dayOf(calendar, century - 100 + year, month, day);
};
