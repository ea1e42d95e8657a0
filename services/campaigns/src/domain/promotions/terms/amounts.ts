import { moneyAmountMax, parseDecimal, quantityMilliMax } from '@vafa/kernel';
import { z } from 'zod';

const percentPlaces = 4;
const quantityPlaces = 3;

/** A hundred percent, or the factor 1: percentages and factors are counted in ten-thousandths of a percent. */
export const whole = 1_000_000n;

/** Decimal text, or a JSON number, as a whole number of units of 10^-places; finer ones are refused. */
const decimal = (places: number) =>
  z.union([z.number(), z.string()]).transform((given, context): bigint => {
    const parsed = parseDecimal(String(given));
    if (parsed && parsed.scale <= places) return parsed.digits * 10n ** BigInt(places - parsed.scale);
    context.addIssue({ code: 'custom', message: `must be a decimal with at most ${places} places` });
    return z.NEVER;
  });

/** Minor units of the club's currency, 0 to 10^14. */
export const money = z.int().min(0).max(Number(moneyAmountMax)).transform(BigInt);

export const moneyAboveNothing = money.refine((amount) => amount > 0n, 'must be above 0');

/** Of a hundred, with at most four places: "12.5" is 125000. */
export const percent = decimal(percentPlaces).refine((share) => share > 0n && share <= whole, 'must be above 0 to 100');

/** As `percent`, of any size: a least margin may pass a hundred. */
export const rate = decimal(percentPlaces).refine((share) => share >= 0n, 'must not be below 0');

/** A factor above 1 with at most six places. */
export const factor = decimal(6).refine((times) => times > whole, 'must be above 1');

/** Thousandths of a unit of goods. */
export const quantityMilli = decimal(quantityPlaces)
  .refine((milli) => milli > 0n && milli <= quantityMilliMax, 'must be above 0 to 10^9')
  .transform(Number);

/** Most that one effect gives, once or for each amount. */
export const pointsMax = 1_000_000_000n;

export const points = z.int().min(1).max(Number(pointsMax)).transform(BigInt);

export const count = z.int().min(1).max(10_000);

export const days = z.int().min(0).max(36_600);

export const name = z.string().min(1).max(100);

export const names = z.array(name).min(1).max(10_000);
