import { divideHalfUp } from '@vafa/kernel';
import { LedgerError } from '../journal/ledger-error.ts';

/** What units cost in minor units of money: `amount` for each `units` of them. */
export interface Cost {
  readonly amount: bigint;
  readonly units: bigint;
  /** The only unit that costs anything known; absent: every unit costs the same. */
  readonly unit?: string;
}

const amountMax = 10n ** 12n;

const inRange = (amount: bigint, message: string): bigint => {
  if (amount < 0n || amount > amountMax) throw new LedgerError('invalid', 'cost_out_of_range', message);
  return amount;
};

/** Raises `cost_out_of_range`. */
export const costPerThousand = (amount: bigint): Cost => ({
  amount: inRange(amount, '1,000 units cost between 0 and 10^12 minor units'),
  units: 1_000n,
});

/** Of points alone, in 1/10,000 of a minor unit for each. Raises `cost_out_of_range`. */
export const costPerPoint = (amount: bigint): Cost => ({
  amount: inRange(amount, 'a point costs between 0 and 10^12 ten-thousandths of a minor unit'),
  units: 10_000n,
  unit: 'points',
});

/** In minor units of money, rounded once, half up; undefined when what the unit costs is not known. */
export const costOf = (
  outstanding: bigint,
  unit: string,
  { amount, units, unit: only = unit }: Cost,
): bigint | undefined => (unit === only ? divideHalfUp(outstanding * amount, units) : undefined);
