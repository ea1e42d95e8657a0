import { whole } from '../terms/amounts.ts';

const exactMax = 90_000_000n;

/** As `spread`, where no product of two amounts passes 2^53. */
const spreadExact = (amount: number, weights: readonly bigint[], total: number): bigint[] => {
  let left = amount;
  const shares: number[] = [];
  const remainders: number[] = [];
  for (const weight of weights) {
    const product = amount * Number(weight);
    const remainder = product % total;
    const share = (product - remainder) / total;
    shares.push(share);
    remainders.push(remainder);
    left -= share;
  }
  for (; left > 0; left--) {
    let best = 0;
    for (let place = 1; place < remainders.length; place++)
      if ((remainders[place] as number) > (remainders[best] as number)) best = place;
    shares[best] = (shares[best] as number) + 1;
    remainders[best] = -1;
  }
  return shares.map(BigInt);
};

/**
 * An amount over weights by the largest remainder. Each share is rounded down; what is left over goes one each to the
 * greatest remainders, of equal ones to the first. Shares sum to the amount, if any weight is above 0. None exceeds its
 * weight where the amount does not exceed their sum.
 */
export const spread = (amount: bigint, weights: readonly bigint[]): bigint[] => {
  let total = 0n;
  for (const weight of weights) total += weight;
  if (total === 0n || amount === 0n) return weights.map(() => 0n);
  if (total === amount) return [...weights];
  if (weights.length <= 100 && total < exactMax && amount < exactMax)
    return spreadExact(Number(amount), weights, Number(total));
  let left = amount;
  const remainders: bigint[] = [];
  const shares = weights.map((weight, place) => {
    const product = amount * weight;
    const share = product / total;
    remainders[place] = product - share * total;
    left -= share;
    return share;
  });
  if (left === 0n) return shares;
  const order = [...shares.keys()].sort((one, other) => {
    const difference = (remainders[other] as bigint) - (remainders[one] as bigint);
    return difference > 0n ? 1 : difference < 0n ? -1 : one - other;
  });
  for (const place of order.slice(0, Number(left))) shares[place] = (shares[place] as bigint) + 1n;
  return shares;
};

/** dividend ÷ divisor, rounded half up; neither is below 0. */
export const halfUp = (dividend: bigint, divisor: bigint): bigint => (2n * dividend + divisor) / (2n * divisor);

/** dividend ÷ divisor, rounded up; neither is below 0. */
export const roundedUp = (dividend: bigint, divisor: bigint): bigint => (dividend + divisor - 1n) / divisor;

/** A share of an amount in ten-thousandths of a percent, rounded half up. */
export const shareOf = (amount: bigint, percent: bigint): bigint => halfUp(amount * percent, whole);

export const least = (one: bigint, other: bigint): bigint => (one < other ? one : other);
