import type { Balance, Entry } from '@vafa/contracts/ledger';
import { z } from 'zod';
import { instantOut, MoneySchema, pageOf, PageQuery } from '../scalars.ts';
import { orNull, toInstant, toMoney, toNumber, type Counted } from '../values.ts';

export const pointsUnit = 'points';

const AccountAnswer = z
  .object({ unit: z.string(), available: z.int(), pending: z.int(), held: z.int(), lifetime_earned: z.int() })
  .meta({ id: 'Account', example: { unit: 'points', available: 120, pending: 0, held: 0, lifetime_earned: 320 } });
export const AccountPage = pageOf(AccountAnswer, 'AccountPage');

const toAccount = ({ unit, available, pending, held, lifetimeEarned }: Balance): z.infer<typeof AccountAnswer> => ({
  unit,
  available: toNumber(available),
  pending: toNumber(pending),
  held: toNumber(held),
  lifetime_earned: toNumber(lifetimeEarned),
});

/** A member's accounts; points are there before the first entry. */
export const toAccounts = (balances: readonly Balance[]): z.infer<typeof AccountPage> => {
  const accounts = balances.map(toAccount);
  if (!accounts.some(({ unit }) => unit === pointsUnit)) accounts.unshift({ unit: pointsUnit, available: 0, pending: 0, held: 0, lifetime_earned: 0 });
  return { items: accounts, next_page_token: '' };
};

export const StatementQuery = PageQuery.extend({ unit: z.string().regex(/^[a-z_]{1,40}$/).optional().describe('Default: points.') });
export type StatementQuery = z.infer<typeof StatementQuery>;

export const EntryAnswer = z
  .object({
    key: z.string().describe('Permanent name of the effect.'),
    kind: z.string().describe('accrue, burn, hold, capture, void, reverse_accrual, reverse_burn, activate, expire, refused.'),
    amount: z.int().describe('What it did to the available balance; negative: less.'),
    captured: z.int().nullable().describe('Of a capture: the units captured.'),
    reason: z.string().nullable(),
    reference: z.string().nullable().describe('The sale, redemption or survey it is for.'),
    cause: z.string().nullable().describe('The event or request that caused it.'),
    basis: z.object({ rule_id: z.string(), rule_version: z.int(), base: MoneySchema, points: z.int(), per_amount: MoneySchema }).nullable().describe('The rule version applied, and what to.'),
    effective_at: instantOut(),
    recorded_at: instantOut(),
    available_after: z.int(),
    suspended: z.int().describe('Units that could not be posted and wait for a person; positive: the club owes them, negative: the member does.'),
    exception: z.string().nullable().describe('Why they could not.'),
  })
  .meta({ id: 'Entry' });
export const StatementPage = pageOf(EntryAnswer, 'StatementPage');

export const toEntry = (entry: Entry, club: Counted): z.infer<typeof EntryAnswer> => ({
  key: entry.key,
  kind: entry.kind,
  amount: toNumber(entry.amount),
  captured: entry.kind === 'capture' ? toNumber(entry.captured) : null,
  reason: orNull(entry.reason),
  reference: orNull(entry.reference),
  cause: orNull(entry.cause),
  basis: entry.basis
    ? {
        rule_id: entry.basis.ruleId,
        rule_version: entry.basis.ruleVersion,
        base: toMoney(entry.basis.base, club),
        points: toNumber(entry.basis.points),
        per_amount: toMoney(entry.basis.perAmount, club),
      }
    : null,
  effective_at: toInstant(entry.effectiveAt),
  recorded_at: toInstant(entry.recordedAt),
  available_after: toNumber(entry.availableAfter),
  suspended: toNumber(entry.suspended),
  exception: orNull(entry.exception),
});
