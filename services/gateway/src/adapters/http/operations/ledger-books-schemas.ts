import type {
  ExpiringUnits,
  Liability,
  MemberLiability,
  OpenException,
  OpenTransfer,
  UnitLiability,
  UnitTrialBalance,
} from '@vafa/contracts/ledger';
import { z } from 'zod';
import { inDigits, instant, instantOut, MoneySchema, pageOf, PageQuery, WholeNumber } from '../scalars.ts';
import { orNull, present, toInstant, toMoney, toNumber, toWhole, type Counted } from '../values.ts';

const unit = () =>
  z
    .string()
    .regex(/^[A-Za-z0-9_-]{1,64}$/)
    .optional()
    .describe('Default: all units of the club.');
const asOf = () => instant().optional().describe('A past moment; default: now.');

export const BooksQuery = z.strictObject({ unit: unit(), as_of: asOf() });
export type BooksQuery = z.infer<typeof BooksQuery>;
export const BooksListQuery = PageQuery.extend(BooksQuery.shape);
export type BooksListQuery = z.infer<typeof BooksListQuery>;
export const LiabilityQuery = BooksQuery.extend({
  cost_per_thousand: inDigits(z.int().min(0).max(1_000_000_000_000))
    .optional()
    .describe(
      "Minor units of the club's currency that 1,000 units cost. Default: of points, the club's point_cost; of other units, no cost.",
    ),
});
export type LiabilityQuery = z.infer<typeof LiabilityQuery>;
export const ExportQuery = z.strictObject({
  unit: unit(),
  from: instant().optional().describe('Entries recorded at or after it; default: from the first.'),
  to: instant().optional().describe('Entries recorded before it; default: now.'),
  format: z.enum(['csv', 'jsonl']).default('csv'),
});
export type ExportQuery = z.infer<typeof ExportQuery>;
export const ExpiringQuery = PageQuery.extend({
  unit: unit(),
  before: instant().describe('Units that end before this moment, which is to come.'),
});
export type ExpiringQuery = z.infer<typeof ExpiringQuery>;

const Open = z.object({ count: z.int(), amount: WholeNumber });
const UnitBooks = z
  .object({
    unit: z.string(),
    accounts: z.int(),
    books: z
      .record(z.string(), WholeNumber)
      .describe(
        'available, pending and held of the accounts; issuance, redemption, expiry, opening, adjustment, in_transit and suspense of the system. They sum to zero.',
      ),
    open_transfers: Open.describe('Their amount is what is in transit.'),
    open_exceptions: Open.describe('Their amount is what stands in suspense.'),
    agrees: z.boolean().describe('The three equations hold.'),
  })
  .meta({ id: 'UnitBooks' });
export const TrialBalance = z.object({ as_of: instantOut(), units: z.array(UnitBooks) }).meta({ id: 'TrialBalance' });

export const toUnitBooks = ({
  unit: name,
  accounts,
  books,
  openTransfers,
  openTransfersAmount,
  openExceptions,
  openExceptionsAmount,
  agrees,
}: UnitTrialBalance): z.infer<typeof UnitBooks> => ({
  unit: name,
  accounts: toNumber(accounts),
  books: Object.fromEntries(books.map(({ book, balance }) => [book, toWhole(balance)])),
  open_transfers: { count: toNumber(openTransfers), amount: toWhole(openTransfersAmount) },
  open_exceptions: { count: toNumber(openExceptions), amount: toWhole(openExceptionsAmount) },
  agrees,
});

const LedgerException = z
  .object({
    member_id: z.string(),
    unit: z.string(),
    key: z.string(),
    book: z.string(),
    amount: WholeNumber.describe('Positive: the club owes it; negative: the member owes it.'),
    reason: z.string().describe('balance_too_low, not_pending, amount_out_of_bounds, hold_not_found …'),
    reference: z.string().nullable().describe('The sale.'),
    recorded_at: instantOut(),
    claim: z
      .boolean()
      .describe('A return could not take it within the balance: what comes back to the account pays it.'),
  })
  .meta({ id: 'LedgerException' });
export const LedgerExceptionPage = pageOf(LedgerException, 'LedgerExceptionPage');

export const toLedgerException = ({
  account,
  key,
  book,
  amount,
  reason,
  reference,
  recordedAt,
  claim,
}: OpenException): z.infer<typeof LedgerException> => {
  const { memberId, unit: name } = present(account);
  return {
    member_id: memberId,
    unit: name,
    key,
    book,
    amount: toWhole(amount),
    reason,
    reference: orNull(reference),
    recorded_at: toInstant(recordedAt),
    claim,
  };
};

const LedgerTransfer = z
  .object({
    from_member_id: z.string(),
    to_member_id: z.string(),
    unit: z.string(),
    key: z.string(),
    amount: WholeNumber,
  })
  .meta({ id: 'LedgerTransfer' });
export const LedgerTransferPage = pageOf(LedgerTransfer, 'LedgerTransferPage');

export const toLedgerTransfer = ({ from, toMemberId, key, amount }: OpenTransfer): z.infer<typeof LedgerTransfer> => {
  const { memberId, unit: name } = present(from);
  return { from_member_id: memberId, to_member_id: toMemberId, unit: name, key, amount: toWhole(amount) };
};

const figures = {
  available: WholeNumber,
  pending: WholeNumber,
  held: WholeNumber,
  outstanding: WholeNumber.describe('available + pending + held.'),
  owed: WholeNumber.describe('What accounts owe; it is taken off available.'),
  months: z
    .array(z.object({ month: z.string().describe('2026-01, or never.'), amount: WholeNumber }))
    .describe('By the last month in which units can be spent; together outstanding + owed.'),
  issued: WholeNumber.describe('Earned less taken back, and brought along from other systems.'),
  expired: WholeNumber.describe('Lapsed less reinstated.'),
  unposted: WholeNumber.describe('In open exceptions and in no balance: what the club owes.'),
  uncollected: WholeNumber.describe('The same: what members owe.'),
};
const toFigures = ({
  available,
  pending,
  held,
  outstanding,
  owed,
  months,
  issued,
  expired,
  unposted,
  uncollected,
}: Liability) => ({
  available: toWhole(available),
  pending: toWhole(pending),
  held: toWhole(held),
  outstanding: toWhole(outstanding),
  owed: toWhole(owed),
  months: months.map(({ month, amount }) => ({ month, amount: toWhole(amount) })),
  issued: toWhole(issued),
  expired: toWhole(expired),
  unposted: toWhole(unposted),
  uncollected: toWhole(uncollected),
});

const UnitLiabilityAnswer = z
  .object({
    unit: z.string(),
    accounts: z.int(),
    ...figures,
    cost: MoneySchema.nullable().describe('Rounded once, half up, on the total.'),
    expired_share: z.number().describe('expired / issued, to the millionth.'),
  })
  .meta({ id: 'UnitLiability' });
export const LiabilityAnswer = z
  .object({ as_of: instantOut(), units: z.array(UnitLiabilityAnswer) })
  .meta({ id: 'Liability' });

export const toUnitLiability = (
  { unit: name, accounts, liability, cost, expiredMillionths }: UnitLiability,
  club: Counted,
): z.infer<typeof UnitLiabilityAnswer> => ({
  unit: name,
  accounts: toNumber(accounts),
  ...toFigures(present(liability)),
  cost: cost === '' ? null : toMoney(BigInt(cost), club),
  expired_share: Number(expiredMillionths) / 1_000_000,
});

const MemberLiabilityAnswer = z
  .object({ member_id: z.string(), unit: z.string(), ...figures })
  .meta({ id: 'MemberLiability' });
export const MemberLiabilityPage = pageOf(MemberLiabilityAnswer, 'MemberLiabilityPage');

export const toMemberLiability = ({
  memberId,
  unit: name,
  liability,
}: MemberLiability): z.infer<typeof MemberLiabilityAnswer> => ({
  member_id: memberId,
  unit: name,
  ...toFigures(present(liability)),
});

const LedgerRoot = z
  .object({
    day: z.string().describe('In UTC.'),
    root: z.string().describe('SHA-256 over the heads of all accounts at the end of the day.'),
    accounts: z.int(),
    kept_at: instantOut(),
  })
  .meta({ id: 'LedgerRoot' });
export const LedgerRootPage = pageOf(LedgerRoot, 'LedgerRootPage');

const Expiring = z
  .object({ member_id: z.string(), unit: z.string(), amount: WholeNumber, first_at: instantOut() })
  .meta({ id: 'ExpiringUnits' });
export const ExpiringPage = pageOf(Expiring, 'ExpiringUnitsPage');

export const toExpiring = ({ memberId, unit: name, amount, firstAt }: ExpiringUnits): z.infer<typeof Expiring> => ({
  member_id: memberId,
  unit: name,
  amount: toWhole(amount),
  first_at: toInstant(firstAt),
});
