import type { Language } from './language.ts';
import { formatNumber, formatSigned } from './numbers.ts';

/** A noun for one and for more. Persian has the same form behind every number. */
export interface Noun {
  readonly one: string;
  readonly other: string;
}

const rules = { fa: new Intl.PluralRules('fa'), en: new Intl.PluralRules('en') } as const;

/** `1 day`, `3 days`, «۳ روز». */
export const formatCount = (count: bigint | number, noun: Noun, language: Language): string =>
  `${formatNumber(count, language)} ${noun[rules[language].select(Number(count)) === 'one' ? 'one' : 'other']}`;

const pointsNoun = { fa: { one: 'امتیاز', other: 'امتیاز' }, en: { one: 'point', other: 'points' } } as const;

/** Points are whole and never money: `1,840 points`, «۱٬۸۴۰ امتیاز». */
export const formatPoints = (points: bigint | number, language: Language): string =>
  formatCount(points, pointsNoun[language], language);

/** What was given or taken, sign and word apart, since the sign stands left of its digits: `+480`, `points`. */
export const formatSignedPoints = (points: bigint | number, language: Language): readonly [string, string] => {
  const size = points < 0 ? -Number(points) : Number(points);
  return [formatSigned(points, language), pointsNoun[language][size === 1 ? 'one' : 'other']];
};
