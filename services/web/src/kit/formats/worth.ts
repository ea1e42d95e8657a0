const perMinorUnit = 10_000n;

/** What points pay, in minor units and rounded down, where one pays `value` ten-thousandths of a minor unit. */
export const worthOfPoints = (points: bigint | number | string, value: bigint | number): bigint =>
  (BigInt(points) * BigInt(value)) / perMinorUnit;
