import type { Balance, Entry } from '@vafa/contracts/ledger';
import { z } from 'zod';
import { instantOut, MoneySchema, pageOf, PageQuery, WholeNumber } from '../scalars.ts';
import { orNull, toInstant, toMoney, toWhole, type Counted } from '../values.ts';

export const pointsUnit = 'points';

const AccountAnswer = z
  .object({
    unit: z.string(),
    available: WholeNumber,
    pending: WholeNumber,
    held: WholeNumber,
    lifetime_earned: WholeNumber,
    decimals: z.int().describe('Digits of these amounts that are shown after the point, as the unit says.'),
  })
  .meta({
    id: 'Account',
    example: { unit: 'points', available: 120, pending: 0, held: 0, lifetime_earned: 320, decimals: 0 },
  });
export const AccountPage = pageOf(AccountAnswer, 'AccountPage');

const toAccount = ({
  unit,
  available,
  pending,
  held,
  lifetimeEarned,
  decimals,
}: Balance): z.infer<typeof AccountAnswer> => ({
  unit,
  available: toWhole(available),
  pending: toWhole(pending),
  held: toWhole(held),
  lifetime_earned: toWhole(lifetimeEarned),
  decimals,
});

/** A member's accounts; points are there before the first entry. */
export const toAccounts = (balances: readonly Balance[]): z.infer<typeof AccountPage> => {
  const accounts = balances.map(toAccount);
  if (!accounts.some(({ unit }) => unit === pointsUnit))
    accounts.unshift({ unit: pointsUnit, available: 0, pending: 0, held: 0, lifetime_earned: 0, decimals: 0 });
  return { items: accounts, next_page_token: '' };
};

export const StatementQuery = PageQuery.extend({
  unit: z
    .string()
    .regex(/^[a-z_]{1,40}$/)
    .optional()
    .describe('Default: points.'),
});
export type StatementQuery = z.infer<typeof StatementQuery>;

export const EntryAnswer = z
  .object({
    key: z.string().describe('Permanent name of the effect.'),
    kind: z
      .string()
      .describe('accrue, burn, hold, capture, void, reverse_accrual, reverse_burn, activate, expire, refused.'),
    amount: WholeNumber.describe(
      'Units that came to the member, or left: available and pending together. Of an activation, what became available. Negative: less.',
    ),
    available_change: WholeNumber.describe(
      'What it did to the available balance; all of them together are `available`.',
    ),
    pending_change: WholeNumber.describe('The same of what is earned or given and not yet active.'),
    held_change: WholeNumber,
    captured: WholeNumber.nullable().describe('Of a capture: the units captured.'),
    reason: z.string().nullable(),
    reference: z.string().nullable().describe('The sale, redemption or survey it is for.'),
    cause: z.string().nullable().describe('The event or request that caused it.'),
    basis: z
      .object({
        rule_id: z.string(),
        rule_version: z.int(),
        base: MoneySchema,
        points: WholeNumber,
        per_amount: MoneySchema,
      })
      .nullable()
      .describe('The rule version applied, and what to.'),
    effective_at: instantOut(),
    recorded_at: instantOut(),
    available_after: WholeNumber,
    suspended: WholeNumber.describe(
      'Units that could not be posted and wait for a person; positive: the club owes them, negative: the member does.',
    ),
    exception: z.string().nullable().describe('Why they could not.'),
  })
  .meta({ id: 'Entry' });
export const StatementPage = pageOf(EntryAnswer, 'StatementPage');

/**
 * What waits is shown where it came, not as nothing; what only moves between the two is shown as what became available.
 */
const unitsMoved = ({ amount, pending }: Entry): bigint => (amount + pending === 0n ? amount : amount + pending);

export const toEntry = (entry: Entry, club: Counted): z.infer<typeof EntryAnswer> => ({
  key: entry.key,
  kind: entry.kind,
  amount: toWhole(unitsMoved(entry)),
  available_change: toWhole(entry.amount),
  pending_change: toWhole(entry.pending),
  held_change: toWhole(entry.held),
  captured: entry.kind === 'capture' ? toWhole(entry.captured) : null,
  reason: orNull(entry.reason),
  reference: orNull(entry.reference),
  cause: orNull(entry.cause),
  basis: entry.basis
    ? {
        rule_id: entry.basis.ruleId,
        rule_version: entry.basis.ruleVersion,
        base: toMoney(entry.basis.base, club),
        points: toWhole(entry.basis.points),
        per_amount: toMoney(entry.basis.perAmount, club),
      }
    : null,
  effective_at: toInstant(entry.effectiveAt),
  recorded_at: toInstant(entry.recordedAt),
  available_after: toWhole(entry.availableAfter),
  suspended: toWhole(entry.suspended),
  exception: orNull(entry.exception),
});
