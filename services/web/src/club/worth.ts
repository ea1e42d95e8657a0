import type { Money } from '../kit/formats/money.ts';
import { worthOfPoints } from '../kit/formats/worth.ts';
import type { Brand } from './brand-context.ts';

/** What points pay in a sale: rounded down, as the till does. Undefined where they pay nothing. */
export const worthOf = (
  points: number,
  {
    point_value: value,
    currency,
    currency_digits: digits,
  }: Pick<Brand, 'point_value' | 'currency' | 'currency_digits'>,
): Money | undefined => (value === 0 ? undefined : { amount: worthOfPoints(points, value), currency, digits });

export const moneyOf = (
  amount: number,
  { currency, currency_digits: digits }: Pick<Brand, 'currency' | 'currency_digits'>,
): Money => ({
  amount,
  currency,
  digits,
});
