import { milliText } from '@vafa/kernel';
import type { z } from 'zod';
import type { MoneySchema, WholeNumber } from './scalars.ts';

/**
 * A count or another small int64 as a JSON number; beyond 2^53 it is a defect and must not be rounded. Sums: toWhole.
 */
export const toNumber = (value: bigint): number => {
  const number = Number(value);
  if (!Number.isSafeInteger(number)) throw new RangeError('an int64 does not fit a JSON number');
  return number;
};

/** An amount or a sum: a JSON number while it is exact as one (±(2^53 − 1)), decimal text beyond. */
export const toWhole = (value: bigint): z.infer<typeof WholeNumber> => {
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : value.toString();
};

/** What amounts are counted in: a club or a sale of it. */
export interface Counted {
  readonly currency: string;
  /** Of the currency's minor unit. */
  readonly currencyDigits: number;
}

export const toMoney = (
  amount: bigint,
  { currency, currencyDigits: digits }: Counted,
): z.infer<typeof MoneySchema> => ({ amount: toWhole(amount), currency, digits });

/** Thousandths of a unit as a JSON number with at most three places. */
export const toQuantity = (milli: bigint): number => Number(milliText(milli));

export const toInstant = (at: Date | undefined): string => (at ?? new Date(0)).toISOString();

export const toInstantOrNull = (at: Date | undefined): string | null => at?.toISOString() ?? null;

/** proto3's empty text stands for nothing. */
export const orNull = (text: string): string | null => (text === '' ? null : text);

/** Messages that proto3 marks optional but that the service always sends. */
export const present = <T>(message: T | undefined): T => {
  if (message === undefined) throw new Error('a service answered without its message');
  return message;
};
