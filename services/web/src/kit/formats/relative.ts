import { dayMs, hourMs, minuteMs } from './spans.ts';
import { formatCount, type Noun } from './counts.ts';
import { formatDay, type DaySettings } from './dates.ts';
import type { Language } from './language.ts';

/** From then on people count in dates. */
const datedFrom = 7 * dayMs;

const nouns = {
  minute: { fa: { one: 'دقیقه', other: 'دقیقه' }, en: { one: 'minute', other: 'minutes' } },
  hour: { fa: { one: 'ساعت', other: 'ساعت' }, en: { one: 'hour', other: 'hours' } },
  day: { fa: { one: 'روز', other: 'روز' }, en: { one: 'day', other: 'days' } },
} as const satisfies Record<string, Record<Language, Noun>>;

const words = {
  now: { fa: 'همین حالا', en: 'just now' },
  past: { fa: (length: string) => `${length} پیش`, en: (length: string) => `${length} ago` },
  future: { fa: (length: string) => `${length} دیگر`, en: (length: string) => `in ${length}` },
} as const;

/**
 * How long ago, or how far ahead: «۳ روز پیش», `in 2 hours`, rounded down to whole units. From seven days on the date
 * stands there.
 */
export const formatRelative = (at: Date, now: Date, settings: DaySettings): string => {
  const { language } = settings;
  const away = at.getTime() - now.getTime();
  const size = Math.abs(away);
  if (size >= datedFrom) return formatDay(at, settings);
  if (size < minuteMs) return words.now[language];
  const [unit, ms] = (
    [
      ['day', dayMs],
      ['hour', hourMs],
      ['minute', minuteMs],
    ] as const
  ).find(([, each]) => size >= each) ?? ['minute', minuteMs];
  const length = formatCount(Math.floor(size / ms), nouns[unit][language], language);
  return words[away < 0 ? 'past' : 'future'][language](length);
};
