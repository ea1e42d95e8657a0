import type { CalendarName } from '../../kit/formats/language.ts';
import { minorUnitsOf, type MoneyUnit } from '../../kit/formats/money.ts';

export const trades = ['grocery', 'food', 'clothing', 'beauty', 'pharmacy', 'bank', 'travel'] as const;
export type Trade = (typeof trades)[number];

/** A currency as clubs count in it, and how many digits its minor unit has (ISO 4217). */
export const currencies = { IRR: 2, GBP: 2, EUR: 2, USD: 2, TRY: 2, AED: 2, IQD: 3, AFN: 2 } as const;
export type Currency = keyof typeof currencies;

export const staffRoles = ['cashier', 'shift_lead', 'marketer', 'service_agent', 'analyst', 'administrator'] as const;
export type StaffRole = (typeof staffRoles)[number];

export interface TierAnswer {
  readonly name: string;
  /** Spend in a year that reaches it, in the unit that money is shown in; the first has 0. */
  readonly from: number;
}

export interface BranchAnswer {
  /** Of the row, whatever stands before it: what is made of it is known by it. */
  readonly id: string;
  readonly name: string;
}

export interface StaffAnswer {
  /** Of the row, as of a branch. */
  readonly id: string;
  readonly name: string;
  readonly username: string;
  readonly role: StaffRole;
}

/** The answers of a set-up, as far as they are given. Amounts are in the unit that money is shown in. */
export interface Draft {
  /** Of this set-up: what is repeated under it is not made twice. */
  readonly id: string;
  readonly trade: Trade;
  readonly name: string;
  /** Of the club in addresses. */
  readonly code: string;
  readonly currency: Currency;
  readonly money: MoneyUnit;
  readonly calendar: CalendarName;
  readonly zone: string;
  readonly colour: string;
  readonly branches: readonly BranchAnswer[];
  /** So many points for each whole `perAmount`; each is worth `value`, and lives `months`. 0: for ever. */
  readonly earning: {
    readonly perAmount: number;
    readonly points: number;
    readonly value: number;
    readonly months: number;
  };
  readonly tiers: readonly TierAnswer[];
  readonly reward: { readonly name: string; readonly points: number };
  readonly staff: readonly StaffAnswer[];
}

/** The id of one more row. */
export const nextId = (rows: readonly { readonly id: string }[]): string =>
  String(Math.max(-1, ...rows.map(({ id }) => Number(id))) + 1);

/** An amount in minor units. */
export const toMinor = (amount: number, { currency, money }: Pick<Draft, 'currency' | 'money'>): number =>
  Math.round(amount * minorUnitsOf({ currency, digits: currencies[currency] }, money));

/** What a member gets back of what is paid, in hundredths. */
export const givenBack = ({ earning: { perAmount, points, value } }: Pick<Draft, 'earning'>): number =>
  perAmount === 0 ? 0 : Math.round((points * value * 10_000) / perAmount) / 100;

/** The points of a purchase: for each whole `perAmount` of it. */
export const pointsFor = (amount: number, { earning: { perAmount, points } }: Pick<Draft, 'earning'>): number =>
  perAmount === 0 ? 0 : Math.floor(amount / perAmount) * points;
