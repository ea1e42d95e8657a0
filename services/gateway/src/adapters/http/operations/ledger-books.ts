import type {
  Account,
  DailyRoot,
  ExpiringUnits,
  ExpiryMonth,
  GetTrialBalanceRequest,
  GetTrialBalanceResponse,
  Liability,
  ListExceptionsRequest,
  ListExpiringRequest,
  ListMemberLiabilitiesRequest,
  ListOpenTransfersRequest,
  MeasureLiabilityRequest,
  MeasureLiabilityResponse,
  MemberLiability,
  OpenException,
  OpenTransfer,
  SettleExceptionRequest,
  UnitLiability,
  UnitTrialBalance,
  VerifyResponse,
} from '@vafa/contracts/ledger';
import { z } from 'zod';
import type { Asked } from '../contract/asked.ts';
import { overlay } from '../contract/overlay.ts';
import { pointsUnit } from '../members/accounts.ts';
import { WholeNumber } from '../scalars.ts';
import { toNumber, toWhole } from '../values.ts';

const whole = { whole: true } as const;
const hidden = { hidden: true } as const;
const costMax = 1_000_000_000_000;

export const unitName = () => z.string().regex(/^[A-Za-z0-9_-]{1,64}$/);

const ofUnit = { given: unitName(), otherwise: '', says: 'Default: all units of the club.' };
const ofBooks = { unit: ofUnit, asOf: { given: true, says: 'A past moment; default: now.' } } as const;

export const trialBalanceQuery = overlay<GetTrialBalanceRequest>('vafa.ledger.v1.GetTrialBalanceRequest', ofBooks);
export const exceptionsQuery = overlay<ListExceptionsRequest>('vafa.ledger.v1.ListExceptionsRequest', ofBooks);
export const transfersQuery = overlay<ListOpenTransfersRequest>('vafa.ledger.v1.ListOpenTransfersRequest', ofBooks);
export const membersQuery = overlay<ListMemberLiabilitiesRequest>(
  'vafa.ledger.v1.ListMemberLiabilitiesRequest',
  ofBooks,
);
export const expiringQuery = overlay<ListExpiringRequest>('vafa.ledger.v1.ListExpiringRequest', {
  unit: ofUnit,
  before: { given: true, required: true, says: 'Units that end before this moment, which is to come.' },
});

/** Stands for a cost that is not asked for. */
const noCost = -1n;

export const liabilityQuery = overlay<MeasureLiabilityRequest>('vafa.ledger.v1.MeasureLiabilityRequest', {
  ...ofBooks,
  costPerThousand: {
    given: z.int().min(0).max(costMax),
    otherwise: noCost,
    says: "Minor units of the club's currency that 1,000 units cost. Default: of points, the club's point_cost; of other units, no cost.",
  },
});

/** Who names no cost is told what the club's points cost. */
export const atCost = (request: MeasureLiabilityRequest, { club }: Asked): Promise<MeasureLiabilityRequest> =>
  Promise.resolve(
    request.costPerThousand === noCost ? { ...request, costPerThousand: 0n, pointCost: club.pointCost } : request,
  );

const Open = z.object({ count: z.int(), amount: WholeNumber });
const open = (count: bigint, amount: bigint): z.infer<typeof Open> => ({
  count: toNumber(count),
  amount: toWhole(amount),
});

const unitBooks = overlay<UnitTrialBalance>(
  'vafa.ledger.v1.UnitTrialBalance',
  {
    books: hidden,
    openTransfers: hidden,
    openTransfersAmount: hidden,
    openExceptions: hidden,
    openExceptionsAmount: hidden,
  },
  {
    id: 'UnitBooks',
    derived: {
      books: {
        schema: z
          .record(z.string(), WholeNumber)
          .describe(
            'available, pending and held of the accounts; issuance, redemption, expiry, opening, adjustment, in_transit and suspense of the system. They sum to zero.',
          ),
        of: ({ books }) => Object.fromEntries(books.map(({ book, balance }) => [book, toWhole(balance)])),
      },
      open_transfers: {
        schema: Open.describe('Their amount is what is in transit.'),
        of: ({ openTransfers, openTransfersAmount }) => open(openTransfers, openTransfersAmount),
      },
      open_exceptions: {
        schema: Open.describe('Their amount is what stands in suspense.'),
        of: ({ openExceptions, openExceptionsAmount }) => open(openExceptions, openExceptionsAmount),
      },
    },
  },
);
export const trialBalance = overlay<GetTrialBalanceResponse>(
  'vafa.ledger.v1.GetTrialBalanceResponse',
  { units: { of: unitBooks } },
  { id: 'TrialBalance' },
);

export const ledgerException = overlay<OpenException>(
  'vafa.ledger.v1.OpenException',
  {
    account: { flat: overlay<Account>('vafa.ledger.v1.Account', { clubId: hidden }) },
    amount: whole,
    reference: { orNull: true },
  },
  { id: 'LedgerException' },
);

const longestKey = 2_000;

export const settlement = overlay<SettleExceptionRequest>('vafa.ledger.v1.SettleExceptionRequest', {
  account: {
    flat: overlay<Account>('vafa.ledger.v1.Account', {
      memberId: { given: true },
      unit: { given: unitName(), byDefault: pointsUnit },
    }),
  },
  exceptionKey: { name: 'key', given: z.string().min(1).max(longestKey) },
  into: { given: true },
});

export const ledgerTransfer = overlay<OpenTransfer>(
  'vafa.ledger.v1.OpenTransfer',
  {
    from: {
      flat: overlay<Account>('vafa.ledger.v1.Account', { clubId: hidden, memberId: { name: 'from_member_id' } }),
    },
    amount: whole,
  },
  { id: 'LedgerTransfer' },
);

const figures = {
  flat: overlay<Liability>('vafa.ledger.v1.Liability', {
    available: whole,
    pending: whole,
    held: whole,
    outstanding: whole,
    owed: whole,
    months: { of: overlay<ExpiryMonth>('vafa.ledger.v1.ExpiryMonth', { amount: whole }) },
    issued: whole,
    expired: whole,
    unposted: { says: 'In open exceptions and in no balance: what the club owes members.', ...whole },
    uncollected: { says: 'The same: what members owe.', ...whole },
  }),
};

const unitLiability = overlay<UnitLiability>(
  'vafa.ledger.v1.UnitLiability',
  {
    liability: figures,
    cost: { money: true, orNull: true, says: 'Rounded once, half up, on the total.' },
    expiredMillionths: hidden,
  },
  {
    id: 'UnitLiability',
    derived: {
      expired_share: {
        schema: z.number().describe('expired / issued, to the millionth.'),
        of: ({ expiredMillionths }) => Number(expiredMillionths) / 1_000_000,
      },
    },
  },
);
export const clubLiability = overlay<MeasureLiabilityResponse>(
  'vafa.ledger.v1.MeasureLiabilityResponse',
  { units: { of: unitLiability } },
  { id: 'Liability' },
);
export const memberLiability = overlay<MemberLiability>(
  'vafa.ledger.v1.MemberLiability',
  { liability: figures },
  { id: 'MemberLiability' },
);

export const ledgerRoot = overlay<DailyRoot>(
  'vafa.ledger.v1.DailyRoot',
  {
    day: { says: 'In UTC.' },
    root: { says: 'SHA-256 over the heads of all accounts at the end of the day.' },
  },
  { id: 'LedgerRoot' },
);

export const expiringUnits = overlay<ExpiringUnits>(
  'vafa.ledger.v1.ExpiringUnits',
  { amount: whole },
  { id: 'ExpiringUnits' },
);

export const verification = overlay<VerifyResponse>(
  'vafa.ledger.v1.VerifyResponse',
  { findings: { says: 'At most 1,000; empty: the books are clean.' } },
  { id: 'LedgerVerification' },
);
