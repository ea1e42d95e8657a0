import type { Language } from './language.ts';

/** A number as it is counted: `digits` / 10^`scale`. */
export interface Decimal {
  readonly digits: bigint;
  readonly scale: number;
}

const marks = {
  fa: { group: '٬', decimal: '٫', percent: '٪' },
  en: { group: ',', decimal: '.', percent: '%' },
} as const;

/** Minus sign, which is as wide as a plus; a hyphen is not. */
const minus = '−';

/** The text with its digits as the language writes them. */
export const withDigits = (text: string, language: Language): string =>
  language === 'fa' ? text.replace(/\d/g, (digit) => String.fromCodePoint(0x6f0 + Number(digit))) : text;

/** The marks of a number as the language writes them; Persian takes both. */
export const withMarks = (text: string, language: Language): string =>
  language === 'en' ? text.replaceAll('٬', ',').replaceAll('٫', '.') : text;

/** The text with Persian and Arabic digits as 0 to 9. */
export const plainDigits = (text: string): string =>
  text.replace(/[\u06f0-\u06f9\u0660-\u0669]/g, (digit) => String((digit.codePointAt(0) ?? 0) & 0xf));

const grouped = (digits: string, mark: string): string => digits.replace(/\B(?=(\d{3})+$)/g, mark);

/** Absolute value, grouped, with at least `fixed` places and no zeros beyond them. */
const magnitude = ({ digits, scale }: Decimal, fixed: number, language: Language): string => {
  const text = (digits < 0n ? -digits : digits).toString().padStart(scale + 1, '0');
  const whole = text.slice(0, text.length - scale);
  const places = text
    .slice(text.length - scale)
    .replace(/0+$/, '')
    .padEnd(fixed, '0');
  const shown = grouped(whole, marks[language].group) + (places === '' ? '' : marks[language].decimal + places);
  return withDigits(shown, language);
};

const decimalOf = (value: Decimal | bigint | number): Decimal => {
  if (typeof value === 'bigint') return { digits: value, scale: 0 };
  if (typeof value === 'object') return value;
  // Very large and very small ones write themselves with an exponent.
  const text = Number.isInteger(value) ? BigInt(value).toString() : String(value);
  const [, sign = '', whole = '', places = ''] =
    /^(-?)(\d+)(?:\.(\d+))?$/.exec(text.includes('e') ? value.toFixed(20) : text) ?? [];
  if (whole === '') throw new RangeError(`not a number that is shown: ${String(value)}`);
  return { digits: BigInt(`${sign}${whole}${places}`), scale: places.length };
};

/** `4,330,250`, «۴٬۳۳۰٬۲۵۰»; a negative one has a minus before its digits. `fixed` is the least number of places. */
export const formatNumber = (value: Decimal | bigint | number, language: Language, fixed = 0): string => {
  const decimal = decimalOf(value);
  return (decimal.digits < 0n ? minus : '') + magnitude(decimal, fixed, language);
};

/** The same with a plus where it is above zero: what was added or taken. It is shown from left to right. */
export const formatSigned = (value: Decimal | bigint | number, language: Language): string => {
  const decimal = decimalOf(value);
  return (decimal.digits > 0n ? '+' : '') + formatNumber(decimal, language);
};

/** Hundredths as `20%`, «۲۰٪». */
export const formatPercent = (value: Decimal | number, language: Language): string =>
  formatNumber(value, language) + marks[language].percent;

/** Rounded half away from zero to so many places. */
export const rounded = ({ digits, scale }: Decimal, places: number): Decimal => {
  if (scale <= places) return { digits, scale };
  const divisor = 10n ** BigInt(scale - places);
  const size = digits < 0n ? -digits : digits;
  const half = (size * 2n + divisor) / (divisor * 2n);
  return { digits: digits < 0n ? -half : half, scale: places };
};

/**
 * What a person typed as a number: Persian, Arabic or Latin digits, with the marks of either script. Marks of groups
 * stand where they belong or not at all. Undefined when it is no number.
 */
export const parseNumber = (typed: string): Decimal | undefined => {
  const text = plainDigits(typed)
    .replace(/[\s\u200c-\u200f\u2066-\u2069]/g, '')
    .replace(/[−–]/g, '-')
    .replaceAll('٬', ',')
    .replaceAll('٫', '.');
  const [, sign = '', whole = '', places = ''] =
    /^([+-]?)(\d{1,15}|\d{1,3}(?:,\d{3})+)(?:\.(\d{1,6}))?$/.exec(text) ?? [];
  if (whole === '') return undefined;
  return {
    digits: BigInt(`${sign === '-' ? '-' : ''}${whole.replaceAll(',', '')}${places}`),
    scale: places.length,
  };
};
