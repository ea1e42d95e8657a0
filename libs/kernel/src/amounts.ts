import { DomainError } from './errors.ts';

/** An amount of money in minor units (pence, rials) with its ISO 4217 currency. */
export interface Money {
  readonly amount: bigint;
  readonly currency: string;
}

/** No single amount may pass this: 10^14 minor units, a million million rials with their two digits. */
export const moneyAmountMax = 100_000_000_000_000n;

const currencyPattern = /^[A-Z]{3}$/;

/** Raises `amount_out_of_range` beyond ±10^14 and `invalid_currency`. */
export const money = (amount: bigint, currency: string): Money => {
  if (amount > moneyAmountMax || amount < -moneyAmountMax)
    throw new DomainError('invalid', 'amount_out_of_range', 'the amount is beyond 10^14 minor units');
  if (!currencyPattern.test(currency))
    throw new DomainError('invalid', 'invalid_currency', 'a currency is three capital letters');
  return { amount, currency };
};

/** A positive number of points. */
export type Points = bigint & { readonly unit: 'points' };

export const pointsPerEntryMax = 1_000_000_000_000n;

/** Raises `points_out_of_range` unless 1 ≤ amount ≤ 10^12. */
export const points = (amount: bigint): Points => {
  if (amount <= 0n || amount > pointsPerEntryMax)
    throw new DomainError('invalid', 'points_out_of_range', 'points of one entry are between 1 and 10^12');
  return amount as Points;
};

/**
 * Parses plain decimal text ("2.55", "-3", "1e3" is refused) into an integer scaled by 10^scale; undefined when it is
 * not one.
 */
export const parseDecimal = (text: string): { digits: bigint; scale: number } | undefined => {
  const match = /^([+-]?)(\d{1,20})(?:\.(\d{1,12}))?$/.exec(text);
  if (!match) return undefined;
  const fraction = match[3] ?? '';
  const digits = BigInt(`${match[2]}${fraction}`);
  return { digits: match[1] === '-' ? -digits : digits, scale: fraction.length };
};

/** digits / 10^scale expressed in units of 10^-decimals, rounded half up (away from zero for negatives). */
export const rescaleHalfUp = (digits: bigint, scale: number, decimals: number): bigint => {
  if (scale <= decimals) return digits * 10n ** BigInt(decimals - scale);
  const divisor = 10n ** BigInt(scale - decimals);
  const magnitude = digits < 0n ? -digits : digits;
  const rounded = (magnitude * 2n + divisor) / (divisor * 2n);
  return digits < 0n ? -rounded : rounded;
};
