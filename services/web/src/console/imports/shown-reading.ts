import { formatDay, type DaySettings, noonOf } from '../../kit/formats/dates.ts';
import { formatNumber, parseNumber, withDigits } from '../../kit/formats/numbers.ts';

const dayText = /^(\d{4}-\d{2}-\d{2})(?:[ T](\d{2}:\d{2}))?$/;

/** What the gateway made of a text of the file, as people of the club write it: days and numbers in their form. */
export const shownReading = (text: string, settings: DaySettings): string => {
  const [, day, time] = dayText.exec(text) ?? [];
  if (day !== undefined) {
    // A day is a day, whatever the zone.
    const shown = formatDay(noonOf(day), { ...settings, zone: 'UTC' });
    return time === undefined ? shown : `${shown} ${withDigits(time, settings.language)}`;
  }
  const number = parseNumber(text);
  return number === undefined ? text : formatNumber(number, settings.language);
};
