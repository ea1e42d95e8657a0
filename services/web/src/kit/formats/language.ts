/** Languages of the pages. Persian is written from right to left, with its own digits. */
export type Language = 'fa' | 'en';

/** Calendars in which a club counts its days. */
export type CalendarName = 'persian' | 'gregorian';

/**
 * The calendar in which days are shown: what the reader chose, else the one that goes with the language. English reads
 * Gregorian days, also of a club that counts its months in Jalali ones.
 */
export const calendarShown = (language: Language, ofClub: CalendarName, chosen?: CalendarName): CalendarName =>
  chosen ?? (language === 'en' ? 'gregorian' : ofClub);

export const directionOf = (language: Language): 'rtl' | 'ltr' => (language === 'fa' ? 'rtl' : 'ltr');

/** The locale that the browser and the kit are asked for; the calendar is named apart from it. */
export const localeOf = (language: Language, calendar: CalendarName): string =>
  `${language === 'fa' ? 'fa-IR' : 'en-GB'}-u-ca-${calendar === 'persian' ? 'persian' : 'gregory'}`;
