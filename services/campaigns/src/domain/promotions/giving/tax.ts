import type { GoodsLine } from '../sale/goods-line.ts';
import { divideHalfUp, spread } from '@vafa/kernel';
import { whole } from '../terms/amounts.ts';

/** Of an amount that contains it, or on top of one that does not; rounded half up. */
const taxOn = (amount: bigint, rate: bigint, isIncluded: boolean): bigint =>
  divideHalfUp(amount * rate, isIncluded ? whole + rate : whole);

/** The tax of each line: reckoned once for each class, and spread over its lines by what they cost. */
export const taxesOf = (lines: readonly GoodsLine[], amounts: readonly bigint[]): bigint[] => {
  const taxes = lines.map(() => 0n);
  if (!lines.some(({ tax }) => tax)) return taxes;
  const taxed = [...lines.keys()].filter((place) => lines[place]?.tax);
  const classes = Map.groupBy(taxed, (place) => {
    const tax = lines[place]?.tax;
    return `${tax?.class ?? ''}\n${String(tax?.rate)}\n${String(tax?.included)}`;
  });
  for (const places of classes.values()) {
    const tax = lines[places[0] ?? -1]?.tax;
    if (!tax) continue;
    const some = places.map((place) => amounts[place] as bigint);
    const sum = some.reduce((one, other) => one + other, 0n);
    spread(taxOn(sum, tax.rate, tax.included), some).forEach((share, at) => (taxes[places[at] as number] = share));
  }
  return taxes;
};
