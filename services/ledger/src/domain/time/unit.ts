import { pointsPerEntryMax } from '@vafa/contracts/points';
import { isTimeZone, type CalendarName } from '@vafa/kernel';

/**
 * May an accrual be taken back only while it is pending, as far as the balance goes, or whatever that leaves as a debt?
 */
export type NegativePolicy = 'only_pending' | 'within_balance' | 'unlimited';

/**
 * points: spendable; status: counts for tiers and is never spent; money: gift credit and stored value; count: budgets
 * and uses per member; partner: another programme's units.
 */
export type UnitKind = 'points' | 'status' | 'money' | 'count' | 'partner';

/** Months are calendar months in the club's zone; a lot ends with the day, at the midnight after it. */
export type Expiry =
  | { readonly model: 'never' }
  | { readonly model: 'fixed_date'; readonly at: Date }
  | { readonly model: 'after_earning'; readonly months: number }
  /** Everything ends so long after the last earning or spending; one field of the account. */
  | { readonly model: 'after_activity'; readonly months: number }
  /** A period is 1, 3, 6 or 12 months of the calendar's year; units live to its end and the grace after it. */
  | {
      readonly model: 'end_of_period';
      readonly months: number;
      readonly calendar: CalendarName;
      readonly graceDays: number;
    };

/** A club's rules for one unit. A change touches no account: what is earned keeps the life that it got. */
export interface Unit {
  readonly clubId: string;
  readonly unit: string;
  readonly kind: UnitKind;
  /** Amounts are whole; so many digits of them are shown after the point. */
  readonly decimals: number;
  /** IANA zone that decides days and months. */
  readonly timeZone: string;
  readonly expiry: Expiry;
  /**
   * What is earned is pending to the end of the day so many days later, when the return window ends; 0: spendable at
   * once.
   */
  readonly activationDays: number;
  /** What taking back an accrual may do when the command does not say; returns of sales never say. */
  readonly negative: NegativePolicy;
  /** Bounds of one accrual, burn, hold or gift; of what a finished sale earned, the rest waits in suspense. */
  readonly least: bigint;
  readonly most: bigint;
  /** Units given back whose lot has expired live to the end of the day so many days later; 0: they expire at once. */
  readonly graceDays: number;
  /** Adjustments of more units need a second approver. */
  readonly approvalAbove?: bigint;
}

export type UnitRules = Omit<Unit, 'clubId' | 'unit'>;

/** What a club's points are until it says otherwise. */
export const plainPoints: UnitRules = {
  kind: 'points',
  decimals: 0,
  timeZone: 'UTC',
  expiry: { model: 'never' },
  activationDays: 0,
  negative: 'unlimited',
  least: 1n,
  most: pointsPerEntryMax,
  graceDays: 0,
};

const decimalsMax = 4;
const monthsMax = 120;
const daysMax = 3_650;
const periods: readonly number[] = [1, 3, 6, 12];

const isWhole = (value: number, least: number, most: number): boolean =>
  Number.isInteger(value) && value >= least && value <= most;

const expiryProblem = (expiry: Expiry): string | undefined => {
  switch (expiry.model) {
    case 'never':
      return undefined;
    case 'fixed_date':
      return Number.isNaN(expiry.at.getTime()) ? 'a fixed expiry is a moment' : undefined;
    case 'after_earning':
    case 'after_activity':
      return isWhole(expiry.months, 1, monthsMax) ? undefined : `units live 1 to ${String(monthsMax)} months`;
    case 'end_of_period':
      return periods.includes(expiry.months) && isWhole(expiry.graceDays, 0, daysMax)
        ? undefined
        : 'a period has 1, 3, 6 or 12 months, and a grace in days';
  }
};

/** What is wrong with a club's rules for a unit. */
export const unitProblem = (rules: UnitRules): string | undefined => {
  if (!isWhole(rules.decimals, 0, decimalsMax)) return `a unit has 0 to ${String(decimalsMax)} decimals`;
  if (!isTimeZone(rules.timeZone)) return 'the time zone is not one of IANA';
  if (!isWhole(rules.activationDays, 0, daysMax) || !isWhole(rules.graceDays, 0, daysMax))
    return `days are whole, 0 to ${String(daysMax)}`;
  if (rules.least < 1n || rules.most < rules.least || rules.most > pointsPerEntryMax)
    return 'an entry moves between 1 and 10^12 units, the least before the most';
  if (rules.approvalAbove !== undefined && rules.approvalAbove < 0n)
    return 'the limit of approval is not below nothing';
  return expiryProblem(rules.expiry);
};
