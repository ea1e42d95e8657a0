import type { MeasuredSale } from '../sale/goods-line.ts';
import { calendarDay, clockIn, type DateCalendar } from '@vafa/kernel';

/** Which condition is not met, and how much is missing where that can be counted. */
export interface Unmet {
  readonly code: string;
  /** Minor units, thousandths of goods, days or sales, as the condition counts. */
  readonly missing?: bigint;
  /** Nobody knows: the catalogue does not know a good that would decide. Then neither is its opposite met. */
  readonly isUnknown?: true;
}

/** Answers nothing where the condition is met. */
export type Ask = (asked: Asked) => Unmet | undefined;

/** A sale that is asked, with what its clocks and calendars show, reckoned when somebody asks for it. */
export class Asked {
  readonly measured: MeasuredSale;
  private clock: ReturnType<typeof clockIn> | undefined;
  private readonly days: Partial<Record<DateCalendar, string>> = {};

  constructor(measured: MeasuredSale) {
    this.measured = measured;
  }

  get sale(): MeasuredSale['sale'] {
    return this.measured.sale;
  }

  clockThen(): ReturnType<typeof clockIn> {
    return (this.clock ??= clockIn(this.sale.at, this.sale.zone));
  }

  /** YYYY-MM-DD in that calendar. */
  dayThen(calendar: DateCalendar): string {
    return (this.days[calendar] ??= calendarDay(this.sale.at, this.sale.zone, calendar));
  }
}

export const unmet = (code: string): Unmet => ({ code });

interface Bounds {
  readonly atLeast?: bigint | number | undefined;
  readonly atMost?: bigint | number | undefined;
}

/**
 * A number between two bounds; the missing is what it is short of the lower one. `perhaps` is how much more it may be,
 * if goods that the catalogue does not know are among those that are meant.
 */
export const between = (
  value: bigint,
  { atLeast, atMost }: Bounds,
  codes: { readonly low: string; readonly high: string },
  perhaps = 0n,
): Unmet | undefined => {
  const missing = atLeast === undefined || value >= atLeast ? undefined : BigInt(atLeast) - value;
  if (missing !== undefined && missing > perhaps) return { code: codes.low, missing };
  if (atMost !== undefined && value > atMost) return unmet(codes.high);
  if (missing !== undefined) return { code: 'catalogue_unknown', missing, isUnknown: true };
  return atMost !== undefined && value + perhaps > atMost ? { code: 'catalogue_unknown', isUnknown: true } : undefined;
};
