import type {
  Account,
  AdjustBalanceRequest,
  Balance,
  Basis,
  Entry,
  GetBalancesResponse,
  GetStatementRequest,
  OpenBalanceRequest,
  OpeningLot,
  Responsible,
  UnitsEnd,
} from '@vafa/contracts/ledger';
import { z } from 'zod';
import { overlay } from '../contract/overlay.ts';
import type { Asked } from '../contract/asked.ts';
import { instant, text, WholeNumber } from '../scalars.ts';
import { toWhole } from '../values.ts';

export const pointsUnit = 'points';

const whole = { whole: true } as const;

export const account = overlay<Balance>(
  'vafa.ledger.v1.Balance',
  { available: whole, pending: whole, held: whole, lifetimeEarned: whole },
  {
    id: 'Account',
    example: { unit: 'points', available: 120, pending: 0, held: 0, lifetime_earned: 320, decimals: 0 },
  },
);

export const unitsEnd = overlay<UnitsEnd>(
  'vafa.ledger.v1.UnitsEnd',
  { at: { says: 'From then on they are not there any more.' }, amount: { says: 'Available and pending.', ...whole } },
  {
    id: 'UnitsEnd',
    example: { unit: 'points', at: '2026-12-31T20:30:00.000Z', amount: 120, decimals: 0 },
  },
);

const noPoints: Balance = { unit: pointsUnit, available: 0n, pending: 0n, held: 0n, lifetimeEarned: 0n, decimals: 0 };

/** Points are there before the first entry. */
export const withPoints = ({ balances }: GetBalancesResponse): GetBalancesResponse => ({
  balances: balances.some(({ unit }) => unit === pointsUnit) ? balances : [noPoints, ...balances],
});

export const statementQuery = overlay<GetStatementRequest>('vafa.ledger.v1.GetStatementRequest', {
  account: {
    flat: overlay<Account>('vafa.ledger.v1.Account', {
      unit: { given: z.string().regex(/^[a-z_]{1,40}$/), otherwise: pointsUnit, says: 'Default: points.' },
    }),
  },
});

const adjustedMost = 1_000_000_000_000;

/** Why a person corrects a balance, as the entry says it. */
const occasions = ['goodwill', 'correction'] as const;

export const adjustment = overlay<AdjustBalanceRequest>(
  'vafa.ledger.v1.AdjustBalanceRequest',
  {
    account: {
      flat: overlay<Account>('vafa.ledger.v1.Account', {
        unit: { given: z.string().regex(/^[a-z_]{1,40}$/), byDefault: pointsUnit, says: 'Default: points.' },
      }),
    },
    amount: {
      given: z.int().min(-adjustedMost).max(adjustedMost).transform(BigInt),
      says: 'Negative: taken, within what is available.',
    },
    occasion: { given: z.enum(occasions), says: 'What the member reads as the reason.' },
    reason: { given: text(200), says: 'In words, for the audit log; the member does not see it.' },
  },
  { judged: [({ amount }) => amount !== 0n, 'an adjustment gives or takes something'] },
);

const openingLot = overlay<OpeningLot>(
  'vafa.ledger.v1.OpeningLot',
  {
    amount: { given: z.int().min(1).max(adjustedMost).transform(BigInt) },
    activeAt: { given: instant(), otherwise: undefined, says: 'Not sent: to be spent at once.' },
    expiresAt: { given: instant(), otherwise: undefined, says: 'Not sent: never.' },
  },
  { sentId: 'OpeningLot' },
);

const lotsMost = 1_000;

export const opening = overlay<OpenBalanceRequest>('vafa.ledger.v1.OpenBalanceRequest', {
  account: {
    flat: overlay<Account>('vafa.ledger.v1.Account', {
      unit: { given: z.string().regex(/^[a-z_]{1,40}$/), byDefault: pointsUnit, says: 'Default: points.' },
    }),
  },
  lots: { given: true, of: openingLot, items: [1, lotsMost], says: 'What the member had there, with its life.' },
  reference: { given: text(200), says: "The other system, and the member's number there." },
  reason: { given: text(200), says: 'In words, for the audit log; the member does not see it.' },
});

/** Who decides: a person or a key, and who approved it. */
export const decidedBy = ({ caller: { id, roles }, from }: Asked): Responsible => ({
  person: id,
  role: roles?.includes('administrator') === false ? 'service_agent' : 'administrator',
  approver: from.approver ?? '',
});

/** The member is looked up first. Raises `member_not_found`. */
export const ofTheMember = async <R extends Pick<AdjustBalanceRequest, 'account'>>(
  request: R,
  { services, club }: Asked,
): Promise<R> => {
  await services.membership.getMember({ clubId: club.id, memberId: request.account?.memberId ?? '' });
  return request;
};

const basis = overlay<Basis>('vafa.ledger.v1.Basis', {
  base: { money: true },
  points: whole,
  perAmount: { money: true },
});

/**
 * What waits is shown where it came, not as nothing; what only moves between the two is shown as what became available.
 */
const unitsMoved = ({ amount, pending }: Entry): bigint => (amount + pending === 0n ? amount : amount + pending);

export const entry = overlay<Entry>(
  'vafa.ledger.v1.Entry',
  {
    amount: {
      name: 'available_change',
      says: 'What it did to the available balance; all of them together are `available`.',
      ...whole,
    },
    pending: {
      name: 'pending_change',
      says: 'The same of what is earned or given and not yet active.',
      ...whole,
    },
    held: { name: 'held_change', says: 'The same of what is held.', ...whole },
    captured: { hidden: true },
    cause: { orNull: true },
    reason: { orNull: true },
    reference: { orNull: true },
    basis: { of: basis, orNull: true },
    availableAfter: whole,
    version: { hidden: true },
    target: { hidden: true },
    otherMemberId: { hidden: true },
    by: { hidden: true },
    exception: { orNull: true },
    lots: { hidden: true },
    suspended: {
      says: 'Units that could not be posted and wait for a person; positive: the club owes them, negative: the member does.',
      ...whole,
    },
  },
  {
    id: 'Entry',
    pageId: 'StatementPage',
    derived: {
      amount: {
        schema: WholeNumber.describe(
          'Units that came to the member, or left: available and pending together. Of an activation, what became available. Negative: less.',
        ),
        of: (each) => toWhole(unitsMoved(each)),
      },
      captured: {
        schema: WholeNumber.nullable().describe('Of a capture: the units captured.'),
        of: ({ kind, captured }) => (kind === 'capture' ? toWhole(captured) : null),
      },
    },
  },
);
