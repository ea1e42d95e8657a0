import { parseDecimal } from '@vafa/kernel';

export const placesMax = 12;

/** Takes the noise of binary fractions away (0.30000000000000004), as spreadsheets show them. Other texts stay. */
const withoutNoise = (text: string): string => {
  const fraction = text.length - text.indexOf('.') - 1;
  if (!text.includes('.') || fraction <= placesMax || text.replace(/[-.]/g, '').replace(/^0+/, '').length < 15)
    return text;
  const number = Number(Number(text).toPrecision(15));
  const shown = String(number);
  return /e/i.test(shown) ? text : shown;
};

/** A decimal without zeros at its end; undefined when it has too many digits to be exact. */
export const exactDecimal = (text: string): string | undefined => {
  const plain = withoutNoise(text);
  const trimmed = plain.includes('.') ? plain.replace(/0+$/, '').replace(/\.$/, '') : plain;
  return parseDecimal(trimmed) ? trimmed : undefined;
};

const shown = (digits: bigint, scale: number): string => {
  const text = digits.toString().padStart(scale + 1, '0');
  return scale === 0 ? text : `${text.slice(0, -scale)}.${text.slice(-scale)}`.replace(/0+$/, '').replace(/\.$/, '');
};

/** Ten times a decimal. */
export const timesTen = (text: string): string => {
  const { digits, scale } = parseDecimal(text) ?? { digits: 0n, scale: 0 };
  const magnitude = digits < 0n ? -digits : digits;
  return (digits < 0n ? '-' : '') + shown(magnitude * 10n, scale);
};

/** over ÷ under; neither is below zero, and under is not zero. */
export interface Ratio {
  readonly over: bigint;
  readonly under: bigint;
}

/** A ratio as a decimal when it is finite within 12 places. */
export const exactRatio = ({ over, under }: Ratio): string | undefined => {
  const dividend = over * 10n ** BigInt(placesMax);
  return dividend % under === 0n ? shown(dividend / under, placesMax) : undefined;
};

/** A ratio as a decimal, rounded half up to so many places. */
export const roundedText = ({ over, under }: Ratio, places: number): string =>
  shown((over * 10n ** BigInt(places) * 2n + under) / (under * 2n), places);

/** total ÷ (milli ÷ 1000), both positive, when it is finite within 12 places. */
export const exactQuotient = (total: string, milli: bigint): string | undefined => {
  const { digits, scale } = parseDecimal(total) ?? { digits: 0n, scale: 0 };
  return exactRatio({ over: digits * 1000n, under: milli * 10n ** BigInt(scale) });
};

/** Thousandths; undefined when there are finer ones. */
export const milliOf = (text: string): bigint | undefined => {
  const parsed = parseDecimal(text);
  if (!parsed) return undefined;
  return parsed.scale <= 3 ? parsed.digits * 10n ** BigInt(3 - parsed.scale) : undefined;
};
