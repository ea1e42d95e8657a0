/** No single amount may pass this: 10^14 minor units, a million million rials with their two digits. */
export const moneyAmountMax = 100_000_000_000_000n;

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

/** Rounds half up, towards the greater: 2.5 is 3, −2.5 is −2. */
export const divideHalfUp = (amount: bigint, by: bigint): bigint => {
  const doubled = 2n * amount + by;
  const quotient = doubled / (2n * by);
  return doubled < 0n && doubled % (2n * by) !== 0n ? quotient - 1n : quotient;
};

/** digits / 10^scale expressed in units of 10^-decimals, rounded half up (away from zero for negatives). */
export const rescaleHalfUp = (digits: bigint, scale: number, decimals: number): bigint => {
  if (scale <= decimals) return digits * 10n ** BigInt(decimals - scale);
  const divisor = 10n ** BigInt(scale - decimals);
  const magnitude = digits < 0n ? -digits : digits;
  const rounded = divideHalfUp(magnitude, divisor);
  return digits < 0n ? -rounded : rounded;
};
