import type {
  Correction,
  FindSessionsRequest,
  HoldSessionRequest,
  Line,
  LineDiscount,
  MoveSaleRequest,
  NewLine,
  PutSessionRequest,
  Return,
  ReturnedLine,
  ReturnLinesRequest,
  ReturnLinesResponse,
  Session,
} from '@vafa/contracts/checkout';
import { z } from 'zod';
import { requireTill } from '../../../domain/api-key.ts';
import type { Asked } from '../contract/asked.ts';
import { overlay } from '../contract/overlay.ts';
import { identifierText, MoneySchema, points, price, reference, text, WholeNumber } from '../scalars.ts';
import { present, toMoney, toWhole } from '../values.ts';
import { decision } from './effects.ts';
import { quantityGiven, quantityTold } from './quantities.ts';

/** A client's own id: no spaces, no slash, nothing invisible. */
export const sessionId = () =>
  z.string().regex(/^[^\s\p{Cc}\p{Cf}\p{Cs}/]{1,100}$/u, 'an id is 1 to 100 visible characters without / and spaces');

/** Lines of one receipt. */
const linesMax = 10_000;
const money = { money: true } as const;
const orNull = { orNull: true } as const;
const hidden = { hidden: true } as const;

export const lineGiven = {
  sku: { given: identifierText(64) },
  description: { given: text(300), otherwise: '' },
  quantityMilli: quantityGiven(),
  unitPrice: { given: price() },
};

const newLine = overlay<NewLine>('vafa.checkout.v1.NewLine', lineGiven, {
  sentId: 'NewLine',
  example: { sku: '85123A', description: 'White hanging heart', quantity: 6, unit_price: '2.55' },
});

export const basket = overlay<PutSessionRequest>('vafa.checkout.v1.PutSessionRequest', {
  branchId: { as: 'branch', given: identifierText(120), says: 'Code or id.' },
  till: { given: identifierText(60) },
  receipt: { given: identifierText(90) },
  memberId: { given: true, otherwise: '' },
  lines: { given: true, of: newLine, items: [1, linesMax] },
});

export const putQuery = overlay<PutSessionRequest>(
  'vafa.checkout.v1.PutSessionRequest',
  {
    dry: { given: true, says: 'true: answers the same and stores nothing.' },
    now: { given: true, says: 'With dry only: adjudicates as of this moment.' },
  },
  { judged: [({ dry, now }) => now === undefined || dry === 'true', '`now` goes with dry=true only'] },
);

export const receiptQuery = overlay<FindSessionsRequest>('vafa.checkout.v1.FindSessionsRequest', {
  branchId: { as: 'branch', given: identifierText(120), says: 'Code or id.' },
  receipt: { given: identifierText(90) },
});

export const holdOrder = overlay<HoldSessionRequest>('vafa.checkout.v1.HoldSessionRequest', {
  points: { given: points() },
});

export const returnOrder = overlay<ReturnLinesRequest>('vafa.checkout.v1.ReturnLinesRequest', {
  receipt: { given: identifierText(90), otherwise: '', says: "The return's own receipt." },
  lines: {
    of: overlay<ReturnedLine>('vafa.checkout.v1.ReturnedLine', {
      position: { given: z.int().min(1).max(linesMax) },
      quantityMilli: quantityGiven(),
    }),
    items: [1, linesMax],
  },
});

export const moveOrder = overlay<MoveSaleRequest>('vafa.checkout.v1.MoveSaleRequest', {
  memberId: { given: reference(), ifNull: '', says: 'Whose sale it is; null: nobody’s.' },
  reason: { given: text(300) },
});

const line = overlay<Line>(
  'vafa.checkout.v1.Line',
  {
    description: orNull,
    amount: money,
    net: money,
    discounts: {
      says: 'What promotions took off it when it was sold.',
      of: overlay<LineDiscount>(
        'vafa.checkout.v1.LineDiscount',
        {
          promotionId: { name: 'promotion_id' },
          promotionVersion: { name: 'version' },
          promotionCode: { name: 'code' },
          promotionName: { name: 'name' },
          amount: money,
        },
        {
          id: 'LineDiscount',
          says: 'What one promotion took off a line when it was sold.',
          example: {
            promotion_id: 'prm_01jz0000000000000000000000',
            code: 'ten',
            name: 'Ten percent from 20 pounds',
            version: 1,
            amount: { amount: 200, currency: 'GBP', digits: 2 },
          },
        },
      ),
    },
    quantityMilli: quantityTold,
    returnedMilli: { ...quantityTold, name: 'returned' },
  },
  { id: 'Line' },
);

const made = {
  receipt: orNull,
  lines: {
    of: overlay<ReturnedLine>('vafa.checkout.v1.ReturnedLine', { amount: money, quantityMilli: quantityTold }),
  },
  amount: money,
} as const;

const returned = overlay<Return>(
  'vafa.checkout.v1.Return',
  {
    ...made,
    pointsTakenBack: {
      whole: true,
      says: "To be taken back, as the sale's rules say. What the club's negative_policy let take, the answer of the return says.",
    },
    pointsRestored: { whole: true, says: 'To be given back of what had paid, as its share says.' },
  },
  { id: 'Return' },
);

const correction = overlay<Correction>(
  'vafa.checkout.v1.Correction',
  {
    reason: {
      codec: {
        answer: z.enum(['lines_completed', 'member_completed', 'member_moved', 'adjudicated_late', 'returns_moved']),
      },
    },
    by: { orNull: true, says: 'API key or `admin`; null: checkout itself.' },
    text: { orNull: true, says: 'Why, in the words of who asked.' },
    memberIdBefore: { orNull: true, says: 'Null: none.' },
    memberId: orNull,
    totalBefore: money,
    total: money,
    pointsGiven: { whole: true },
    pointsTakenBack: { whole: true },
  },
  { id: 'SaleCorrection' },
);

const pointsPaying = ({ reservations }: Session) => reservations.filter(({ unit }) => unit === 'points');

export const session = overlay<Session>(
  'vafa.checkout.v1.Session',
  {
    clubId: hidden,
    memberId: orNull,
    currency: hidden,
    currencyDigits: hidden,
    lines: { of: line },
    gross: money,
    discount: money,
    total: money,
    payable: { money: true, says: 'total less what points pay.' },
    remainingTotal: money,
    openedAt: orNull,
    closedAt: orNull,
    holdUntil: orNull,
    soldAt: orNull,
    returns: { of: returned },
    corrections: { of: correction },
    decision: { flat: decision },
    reservations: hidden,
  },
  {
    id: 'Session',
    counted: (sale) => sale,
    derived: {
      points_held: {
        schema: WholeNumber,
        of: (sale) => toWhole(pointsPaying(sale).reduce((sum, { amount }) => sum + amount, 0n)),
      },
      points_value: {
        schema: MoneySchema,
        of: (sale) =>
          toMoney(
            pointsPaying(sale).reduce((sum, { pays }) => sum + pays, 0n),
            sale,
          ),
      },
    },
  },
);

/** A return with what the ledger booked of it. */
type Booked = Return & { readonly booked?: boolean; readonly pointsShort?: bigint };

const bookedReturn = overlay<Booked>(
  'vafa.checkout.v1.Return',
  {
    ...made,
    pointsTakenBack: { whole: true, says: "Taken from the account; while not booked, what the sale's rules say." },
    pointsRestored: {
      whole: true,
      says: 'Given back to whoever had paid with them; while not booked, what is to be given.',
    },
  },
  {
    id: 'BookedReturn',
    derived: {
      booked: {
        schema: z
          .boolean()
          .describe(
            "true: the points of this return are what the ledger booked. false: it has not within about two seconds, and they are the rules' numbers; a repeat with the same Idempotency-Key asks again.",
          ),
        of: ({ booked = false }) => booked,
      },
      points_short: {
        schema: WholeNumber.describe(
          "Could not be taken, by the club's negative_policy: an exception in the ledger's books. 0 otherwise, and while not booked.",
        ),
        of: ({ pointsShort = 0n }) => toWhole(pointsShort),
      },
    },
  },
);

export const returnedLines = overlay<ReturnLinesResponse>(
  'vafa.checkout.v1.ReturnLinesResponse',
  { session: { of: session }, return: { of: bookedReturn }, booking: hidden },
  { id: 'Returned', counted: ({ session: sale }) => present(sale) },
);

/** What the till is told was taken back is what the ledger booked, or it is told that this is not known yet. */
export const asBooked = (response: ReturnLinesResponse): ReturnLinesResponse => {
  const { booking, return: byRules } = response;
  if (byRules === undefined || !booking) return response;
  const byLedger = booking.known && { pointsTakenBack: booking.takenBack, pointsRestored: booking.restored };
  const told: Booked = { ...byRules, ...byLedger, booked: booking.known, pointsShort: booking.shortfall };
  return { ...response, return: told };
};

/** Raises `branch_not_found`. */
export const inBranch = async (
  request: FindSessionsRequest,
  { caller, club, clubs }: Asked,
): Promise<FindSessionsRequest> => {
  const { id: branchId } = await clubs.branchFor(caller, club.id, request.branchId);
  return { ...request, branchId };
};

/** Branches are named by code or id. Raises `branch_not_found`, `too_many_requests`. */
export const ofTill = async (
  request: PutSessionRequest,
  { caller, club, clubs, limits }: Asked,
): Promise<PutSessionRequest> => {
  const branch = await clubs.branchFor(caller, club.id, request.branchId);
  requireTill(caller, request.till);
  limits.till(caller.id, branch.id, request.till);
  return { ...request, branchId: branch.id };
};
