import type { Calendar, Unit } from '@vafa/contracts/ledger';
import { z } from 'zod';
import { wordsOf } from '../contract/fields.ts';
import type { Codec } from '../contract/overlay.ts';
import { instant, instantOut } from '../scalars.ts';
import { toInstant } from '../values.ts';

const calendars = wordsOf('vafa.ledger.v1.Calendar');
const months = z.int().min(1).max(120);

const endOfPeriod = z.strictObject({
  model: z.literal('end_of_period'),
  months: z.literal([1, 3, 6, 12]),
  calendar: z.enum([...calendars.keys()]),
  grace_days: z.int().min(0).max(3_650).default(0),
});

/** The union of the contract with a name for each case, and one for none: units that never expire. */
const expiryOf = <At extends z.ZodType>(at: At) =>
  z.discriminatedUnion('model', [
    z.strictObject({ model: z.literal('never') }),
    z.strictObject({ model: z.literal('after_earning'), months }),
    z.strictObject({
      model: z.literal('after_activity'),
      months: months.describe('After the last earning or spending, everything ends.'),
    }),
    z.strictObject({ model: z.literal('fixed_date'), at }),
    endOfPeriod,
  ]);

const body = expiryOf(instant());

const toMessage = (expiry: z.infer<typeof body>): Unit['expiry'] => {
  switch (expiry.model) {
    case 'never':
      return undefined;
    case 'fixed_date':
      return { $case: 'fixedDate', value: expiry.at };
    case 'after_earning':
      return { $case: 'monthsAfterEarning', value: expiry.months };
    case 'after_activity':
      return { $case: 'monthsAfterActivity', value: expiry.months };
    case 'end_of_period': {
      const calendar = (calendars.get(expiry.calendar) ?? 0) as Calendar;
      return { $case: 'endOfPeriod', value: { months: expiry.months, calendar, graceDays: expiry.grace_days } };
    }
  }
};

const wordOf = (calendar: number): string | undefined => [...calendars].find(([, number]) => number === calendar)?.[0];

const toRest = (expiry: Unit['expiry']): object => {
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
      return { model: 'end_of_period', months: length, calendar: wordOf(calendar), grace_days: graceDays };
    }
  }
};

/** When units expire, as REST has it. */
export const expiry: Codec = { body, answer: expiryOf(instantOut()), toMessage, toRest };
