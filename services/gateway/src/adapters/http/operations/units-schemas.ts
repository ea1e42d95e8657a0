import { Calendar, NegativePolicy, UnitKind, type Unit as UnitMessage } from '@vafa/contracts/ledger';
import { z } from 'zod';
import { instant, instantOut } from '../scalars.ts';
import { toInstant, toNumber } from '../values.ts';

const kinds = {
  points: UnitKind.UNIT_KIND_POINTS,
  status: UnitKind.UNIT_KIND_STATUS,
  money: UnitKind.UNIT_KIND_MONEY,
  count: UnitKind.UNIT_KIND_COUNT,
  partner: UnitKind.UNIT_KIND_PARTNER,
} as const;
const policies = {
  only_pending: NegativePolicy.NEGATIVE_POLICY_ONLY_PENDING,
  within_balance: NegativePolicy.NEGATIVE_POLICY_WITHIN_BALANCE,
  unlimited: NegativePolicy.NEGATIVE_POLICY_UNLIMITED,
} as const;
const calendars = { gregorian: Calendar.CALENDAR_GREGORIAN, persian: Calendar.CALENDAR_PERSIAN } as const;

const wordOf = <W extends string>(words: Readonly<Record<W, number>>, value: number): W =>
  (Object.keys(words) as W[]).find((word) => words[word] === value) as W;
const words = <W extends string>(of: Readonly<Record<W, unknown>>): z.ZodEnum<{ [K in W]: K }> =>
  z.enum(Object.keys(of) as W[]) as unknown as z.ZodEnum<{ [K in W]: K }>;

const months = () => z.int().min(1).max(120);
const days = () => z.int().min(0).max(3_650);
const units = () => z.int().min(1).max(1_000_000_000_000);
const endOfPeriod = {
  model: z.literal('end_of_period'),
  months: z.literal([1, 3, 6, 12]),
  calendar: words(calendars),
  grace_days: days().default(0),
};
const plain = [
  z.strictObject({ model: z.literal('never') }),
  z.strictObject({ model: z.literal('after_earning'), months: months() }),
  z.strictObject({
    model: z.literal('after_activity'),
    months: months().describe('After the last earning or spending, everything ends.'),
  }),
] as const;
const Expiry = z.discriminatedUnion('model', [
  ...plain,
  z.strictObject({ model: z.literal('fixed_date'), at: instant() }),
  z.strictObject(endOfPeriod),
]);
const ExpiryAnswer = z.discriminatedUnion('model', [
  ...plain,
  z.strictObject({ model: z.literal('fixed_date'), at: instantOut() }),
  z.strictObject(endOfPeriod),
]);

export const UnitPath = z.strictObject({ unit: z.string().regex(/^[A-Za-z0-9_-]{1,64}$/) });
export type UnitPath = z.infer<typeof UnitPath>;

export const UnitRules = z.strictObject({
  version: z
    .int()
    .min(0)
    .default(0)
    .describe('Of the rules that you saw; 0: there were none, or nobody had changed `points`.'),
  kind: words(kinds).describe('Stays as it was made. status is never spent.'),
  decimals: z
    .int()
    .min(0)
    .max(4)
    .default(0)
    .describe('Stays as it was made. Amounts are whole; so many digits of them are shown after the point.'),
  time_zone: z
    .string()
    .min(1)
    .max(64)
    .optional()
    .describe("IANA zone that decides days and months; default: the club's."),
  expiry: Expiry.default({ model: 'never' }),
  activation_days: days()
    .default(0)
    .describe('What is earned is pending to the end of the day so many days after the sale.'),
  negative_policy: words(policies)
    .default('unlimited')
    .describe(
      'What a return may do with points that are spent: leave a debt, take what is there, or only what is pending. What it may not take is an exception of the ledger.',
    ),
  least: units()
    .default(1)
    .describe(
      'Of one accrual, burn, hold or gift. What a sale earns beyond least and most is an exception of the ledger.',
    ),
  most: units().default(1_000_000_000_000),
  grace_days: days()
    .default(0)
    .describe('Units that come back after their lot has expired live to the end of the day so many days later.'),
  approval_above: z.int().min(0).optional().describe('Adjustments of more units need a second approver.'),
});
export type UnitRules = z.infer<typeof UnitRules>;

export const UnitAnswer = z
  .object({
    unit: z.string(),
    version: z.int(),
    kind: words(kinds),
    decimals: z.int(),
    time_zone: z.string(),
    expiry: ExpiryAnswer,
    activation_days: z.int(),
    negative_policy: words(policies),
    least: z.int(),
    most: z.int(),
    grace_days: z.int(),
    approval_above: z.int().optional(),
  })
  .meta({ id: 'Unit' });
export const UnitList = z.object({ items: z.array(UnitAnswer) }).meta({ id: 'UnitList' });

const toExpiry = (expiry: UnitRules['expiry']): UnitMessage['expiry'] => {
  switch (expiry.model) {
    case 'never':
      return undefined;
    case 'fixed_date':
      return { $case: 'fixedDate', value: expiry.at };
    case 'after_earning':
      return { $case: 'monthsAfterEarning', value: expiry.months };
    case 'after_activity':
      return { $case: 'monthsAfterActivity', value: expiry.months };
    case 'end_of_period':
      return {
        $case: 'endOfPeriod',
        value: { months: expiry.months, calendar: calendars[expiry.calendar], graceDays: expiry.grace_days },
      };
  }
};

const toExpiryAnswer = (expiry: UnitMessage['expiry']): z.infer<typeof ExpiryAnswer> => {
  switch (expiry?.$case) {
    case undefined:
      return { model: 'never' };
    case 'fixedDate':
      return { model: 'fixed_date', at: toInstant(expiry.value) };
    case 'monthsAfterEarning':
      return { model: 'after_earning', months: expiry.value };
    case 'monthsAfterActivity':
      return { model: 'after_activity', months: expiry.value };
    case 'endOfPeriod': {
      const { months: length, calendar, graceDays } = expiry.value;
      return {
        model: 'end_of_period',
        months: length as 1 | 3 | 6 | 12,
        calendar: wordOf(calendars, calendar),
        grace_days: graceDays,
      };
    }
  }
};

export const toUnitMessage = (clubId: string, unit: string, rules: UnitRules, clubZone: string): UnitMessage => ({
  clubId,
  unit,
  version: BigInt(rules.version),
  kind: kinds[rules.kind],
  decimals: rules.decimals,
  timeZone: rules.time_zone ?? clubZone,
  expiry: toExpiry(rules.expiry),
  activationDays: rules.activation_days,
  negativePolicy: policies[rules.negative_policy],
  least: BigInt(rules.least),
  most: BigInt(rules.most),
  graceDays: rules.grace_days,
  approvalAbove: rules.approval_above === undefined ? undefined : BigInt(rules.approval_above),
});

export const toUnitAnswer = (unit: UnitMessage): z.infer<typeof UnitAnswer> => ({
  unit: unit.unit,
  version: toNumber(unit.version),
  kind: wordOf(kinds, unit.kind),
  decimals: unit.decimals,
  time_zone: unit.timeZone,
  expiry: toExpiryAnswer(unit.expiry),
  activation_days: unit.activationDays,
  negative_policy: wordOf(policies, unit.negativePolicy),
  least: toNumber(unit.least),
  most: toNumber(unit.most),
  grace_days: unit.graceDays,
  ...(unit.approvalAbove !== undefined && { approval_above: toNumber(unit.approvalAbove) }),
});
