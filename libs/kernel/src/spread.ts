/** Two amounts below this have a product that a number holds exactly. */
const exactMax = 90_000_000n;

/** One more to each of the greatest remainders, of equal ones to the first, until nothing is left over. */
const shareOut = (shares: number[], remainders: number[], over: number): void => {
  for (let left = over; left > 0; left--) {
    let best = 0;
    for (let place = 1; place < remainders.length; place++)
      if ((remainders[place] as number) > (remainders[best] as number)) best = place;
    shares[best] = (shares[best] as number) + 1;
    remainders[best] = -1;
  }
};

/** As `spread`, where no product of two amounts passes 2^53. */
const spreadExact = (amount: number, weights: readonly bigint[], total: number): bigint[] => {
  let over = amount;
  const shares: number[] = [];
  const remainders: number[] = [];
  for (const weight of weights) {
    const product = amount * Number(weight);
    const remainder = product % total;
    const share = (product - remainder) / total;
    shares.push(share);
    remainders.push(remainder);
    over -= share;
  }
  shareOut(shares, remainders, over);
  return shares.map(BigInt);
};

/**
 * An amount over weights by the largest remainder. Each share is rounded down; what is left over goes one each to the
 * greatest remainders, of equal ones to the first. Shares sum to the amount, if any weight is above 0. None exceeds its
 * weight where the amount does not exceed their sum. Nothing is below 0.
 */
export const spread = (amount: bigint, weights: readonly bigint[]): bigint[] => {
  let total = 0n;
  for (const weight of weights) total += weight;
  if (total === 0n || amount === 0n) return weights.map(() => 0n);
  if (total === amount) return [...weights];
  if (weights.length <= 100 && total < exactMax && amount < exactMax)
    return spreadExact(Number(amount), weights, Number(total));
  const shares = weights.map((weight) => (amount * weight) / total);
  let over = amount;
  for (const share of shares) over -= share;
  if (over === 0n) return shares;
  const remainders = weights.map((weight) => (amount * weight) % total);
  const order = [...shares.keys()].sort((one, other) => {
    const difference = (remainders[other] as bigint) - (remainders[one] as bigint);
    return difference > 0n ? 1 : difference < 0n ? -1 : one - other;
  });
  for (const place of order.slice(0, Number(over))) shares[place] = (shares[place] as bigint) + 1n;
  return shares;
};
