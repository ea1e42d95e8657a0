import { parseDecimal } from '@vafa/kernel';
import { exactRatio, placesMax, roundedText, type Ratio } from './decimal-text.ts';
import type { LineAmount } from './line-amount.ts';

const priceOf = (text: string): { digits: bigint; scale: number } => parseDecimal(text) ?? { digits: 0n, scale: 0 };

const sizeOf = (milli: bigint): bigint => (milli < 0n ? -milli : milli);

/** A line less an amount, which may be written with a minus; undefined when it is more than the line. */
export const lessAmount = (line: LineAmount, discount: string): LineAmount | undefined => {
  const { digits, scale } = priceOf(line.unitPrice);
  const off = priceOf(discount);
  const size = sizeOf(line.quantityMilli);
  if (size === 0n || off.digits === 0n || digits < 0n) return line;
  const gross = digits * size * 10n ** BigInt(off.scale);
  const left = gross - sizeOf(off.digits) * 10n ** BigInt(scale + 3);
  return left < 0n
    ? undefined
    : lineAt({ over: left, under: 10n ** BigInt(scale + 3 + off.scale) }, line.quantityMilli);
};

/** A line less so many percent; undefined when they are more than a hundred. */
export const lessPercent = (line: LineAmount, percent: string): LineAmount | undefined => {
  const { digits, scale } = priceOf(line.unitPrice);
  const off = priceOf(percent);
  const hundred = 100n * 10n ** BigInt(off.scale);
  const left = hundred - sizeOf(off.digits);
  if (left < 0n) return undefined;
  if (off.digits === 0n || digits < 0n) return line;
  return { ...line, unitPrice: roundedText({ over: digits * left, under: hundred * 10n ** BigInt(scale) }, placesMax) };
};

/** So much for a line: by the piece where that is finite within twelve places, else as one piece. */
const lineAt = (total: Ratio, quantityMilli: bigint): LineAmount => {
  const price = exactRatio({ over: total.over * 1000n, under: total.under * sizeOf(quantityMilli) });
  if (price !== undefined) return { quantityMilli, unitPrice: price };
  return { quantityMilli: quantityMilli < 0n ? -1000n : 1000n, unitPrice: roundedText(total, placesMax) };
};
