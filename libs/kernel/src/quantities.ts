import { parseDecimal } from './amounts.ts';

const places = 3;
const unit = 10n ** BigInt(places);

/** Most of one line: 10^9 units, in thousandths. */
export const quantityMilliMax = 1_000_000_000n * unit;

/**
 * Plain decimal text as thousandths of a unit ("0.350" → 350n); undefined when it is none or finer than a thousandth.
 */
export const milliOf = (text: string): bigint | undefined => {
  const parsed = parseDecimal(text);
  if (parsed === undefined) return undefined;
  const { digits, scale } = parsed;
  if (scale <= places) return digits * 10n ** BigInt(places - scale);
  const finer = 10n ** BigInt(scale - places);
  return digits % finer === 0n ? digits / finer : undefined;
};

/** Thousandths of a unit as the shortest decimal text (350n → "0.35", 2000n → "2"). */
export const milliText = (milli: bigint): string => {
  const magnitude = milli < 0n ? -milli : milli;
  const fraction = (magnitude % unit).toString().padStart(places, '0').replace(/0+$/, '');
  return `${milli < 0n ? '-' : ''}${(magnitude / unit).toString()}${fraction === '' ? '' : `.${fraction}`}`;
};
