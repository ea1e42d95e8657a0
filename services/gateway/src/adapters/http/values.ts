import { milliText } from '@vafa/kernel';
import type { z } from 'zod';
import type { MoneySchema } from './scalars.ts';

/** int64 of the contracts as a JSON number; amounts stay far below 2^53, anything else is a defect and must not be rounded. */
export const toNumber = (value: bigint): number => {
  const number = Number(value);
  if (!Number.isSafeInteger(number)) throw new RangeError('an int64 does not fit a JSON number');
  return number;
};

/** What amounts are counted in: a club or a sale of it. */
export interface Counted {
  readonly currency: string;
  /** Of the currency's minor unit. */
  readonly currencyDigits: number;
}

export const toMoney = (amount: bigint, { currency, currencyDigits: digits }: Counted): z.infer<typeof MoneySchema> => ({ amount: toNumber(amount), currency, digits });

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
