import { identifier } from '@vafa/kernel';
import type { CalendarName } from './calendar-day.ts';

const gregorian = [
  'january jan januar jän jaenner jänner ژانویه',
  'february feb februar feber فوریه',
  'march mar märz mär mrz maerz مارس',
  'april apr آوریل اوریل',
  'may mai مه می',
  'june jun juni ژوئن ژوین',
  'july jul juli ژوئیه جولای ژوییه',
  'august aug اوت آگوست',
  'september sep sept سپتامبر',
  'october oct oktober okt اکتبر',
  'november nov نوامبر',
  'december dec dezember dez دسامبر',
];
const persian = [
  'فروردین farvardin',
  'اردیبهشت ordibehesht',
  'خرداد khordad',
  'تیر tir',
  'مرداد امرداد mordad',
  'شهریور shahrivar',
  'مهر mehr',
  'آبان ابان aban',
  'آذر اذر azar',
  'دی dey',
  'بهمن bahman',
  'اسفند esfand',
];

export interface NamedMonth {
  readonly calendar: CalendarName;
  readonly month: number;
}

const months = new Map<string, NamedMonth>();
for (const [calendar, names] of [
  ['gregorian', gregorian],
  ['persian', persian],
] as const) {
  names.forEach((line, place) => {
    for (const name of line.split(' ')) months.set(identifier(name), { calendar, month: place + 1 });
  });
}

/** The month that a name in English, German or Persian stands for; abbreviations may end with a dot. */
export const namedMonth = (name: string): NamedMonth | undefined =>
  months.get(identifier(name.toLowerCase().replace(/\.$/, '')));
