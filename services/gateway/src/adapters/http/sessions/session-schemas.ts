import { SessionState, type Booking, type Session } from '@vafa/contracts/checkout';
import { z } from 'zod';
import { EffectAnswer, RejectionAnswer, toDecision } from './effect-schemas.ts';
import { CorrectionAnswer, toCorrection } from './correction-schemas.ts';
import {
  identifierText,
  instant,
  instantOut,
  MoneySchema,
  points,
  price,
  quantity,
  quantityOut,
  reference,
  text,
  WholeNumber,
} from '../scalars.ts';
import { orNull, present, toInstant, toInstantOrNull, toMoney, toQuantity, type Counted, toWhole } from '../values.ts';

/** A client's own id: no spaces, no slash, nothing invisible. */
export const sessionId = () =>
  z.string().regex(/^[^\s\p{Cc}\p{Cf}\p{Cs}/]{1,100}$/u, 'an id is 1 to 100 visible characters without / and spaces');

export const SessionPath = z.strictObject({ session_id: sessionId() });
export type SessionPath = z.infer<typeof SessionPath>;

/** Lines of one receipt. */
const linesMax = 10_000;

export const NewLineSchema = z
  .strictObject({
    sku: identifierText(64),
    description: text(300).optional(),
    quantity: quantity(),
    unit_price: price(),
  })
  .meta({
    id: 'NewLine',
    example: { sku: '85123A', description: 'White hanging heart', quantity: 6, unit_price: '2.55' },
  });

export const Basket = z
  .strictObject({
    branch: identifierText(120).describe('Code or id.'),
    till: identifierText(60),
    receipt: identifierText(90),
    member_id: reference().optional(),
    lines: z.array(NewLineSchema).min(1).max(linesMax),
  })
  .meta({
    id: 'Basket',
    example: {
      branch: 'United Kingdom',
      till: '1',
      receipt: '000123',
      lines: [{ sku: '85123A', quantity: 6, unit_price: '2.55' }],
    },
  });
export type Basket = z.infer<typeof Basket>;

export const PutQuery = z.strictObject({
  dry: z.enum(['true', 'false']).optional().describe('true: answers the same and stores nothing.'),
  now: instant().optional().describe('With dry only: adjudicates as of this moment.'),
});
export type PutQuery = z.infer<typeof PutQuery>;

export const HoldOrder = z.strictObject({ points: points() }).meta({ id: 'HoldOrder', example: { points: 100 } });
export type HoldOrder = z.infer<typeof HoldOrder>;

export const ReturnOrder = z
  .strictObject({
    receipt: identifierText(90).optional().describe("The return's own receipt."),
    lines: z
      .array(z.strictObject({ position: z.int().min(1).max(linesMax), quantity: quantity() }))
      .min(1)
      .max(linesMax),
  })
  .meta({ id: 'ReturnOrder', example: { receipt: 'R-17', lines: [{ position: 1, quantity: 2 }] } });
export type ReturnOrder = z.infer<typeof ReturnOrder>;

export const MoveOrder = z
  .strictObject({
    member_id: reference().nullable().describe('Whose sale it is; null: nobody’s.'),
    reason: text(300).describe('Why, for whoever looks at the sale later.'),
  })
  .meta({ id: 'MoveOrder', example: { member_id: 'mem_01hv…', reason: 'the card of the other member was read' } });
export type MoveOrder = z.infer<typeof MoveOrder>;

const LineAnswer = z
  .object({
    position: z.int(),
    sku: z.string(),
    description: z.string().nullable(),
    quantity: quantityOut(),
    unit_price: z.string(),
    amount: MoneySchema,
    returned: quantityOut(),
  })
  .meta({ id: 'Line' });

const ReturnAnswer = z
  .object({
    id: z.string(),
    receipt: z.string().nullable(),
    at: instantOut(),
    lines: z.array(z.object({ position: z.int(), quantity: quantityOut(), amount: MoneySchema })),
    amount: MoneySchema,
    points_taken_back: WholeNumber.describe(
      "To be taken back, as the sale's rules say. What the club's negative_policy let take, the answer of the return says.",
    ),
    points_restored: WholeNumber.describe('To be given back of what had paid, as its share says.'),
  })
  .meta({ id: 'Return' });

const BookedReturnAnswer = ReturnAnswer.extend({
  booked: z
    .boolean()
    .describe(
      "true: the points of this return are what the ledger booked. false: it has not within about two seconds, and they are the rules' numbers; a repeat with the same Idempotency-Key asks again.",
    ),
  points_taken_back: WholeNumber.describe("Taken from the account; while not booked, what the sale's rules say."),
  points_restored: WholeNumber.describe(
    'Given back to whoever had paid with them; while not booked, what is to be given.',
  ),
  points_short: WholeNumber.describe(
    "Could not be taken, by the club's negative_policy: an exception in the ledger's books. 0 otherwise, and while not booked.",
  ),
}).meta({ id: 'BookedReturn' });

export const SessionAnswer = z
  .object({
    id: z.string(),
    sale_id: z.string(),
    state: z.enum(['open', 'holding', 'held', 'closed', 'cancelled', 'expired']),
    branch_id: z.string(),
    till: z.string(),
    receipt: z.string(),
    member_id: z.string().nullable(),
    lines: z.array(LineAnswer),
    total: MoneySchema,
    payable: MoneySchema.describe('total less what points pay.'),
    remaining_total: MoneySchema.describe('Amount of what was not returned.'),
    points: WholeNumber.describe('Earned: a preview while open, final once closed, what is left after returns.'),
    effects: z.array(EffectAnswer),
    rejections: z.array(RejectionAnswer),
    points_held: WholeNumber,
    points_value: MoneySchema,
    opened_at: instantOut().nullable(),
    closed_at: instantOut().nullable(),
    hold_until: instantOut().nullable(),
    sold_at: instantOut().nullable(),
    historical: z.boolean(),
    returns: z.array(ReturnAnswer),
    corrections: z.array(CorrectionAnswer).describe('What was put right after it was closed, the oldest first.'),
  })
  .meta({ id: 'Session' });

export const ReturnedAnswer = z.object({ return: BookedReturnAnswer, session: SessionAnswer }).meta({ id: 'Returned' });
export type ReturnedAnswer = z.infer<typeof ReturnedAnswer>;

const toReturn = (made: Session['returns'][number], sale: Counted): z.infer<typeof ReturnAnswer> => ({
  id: made.id,
  receipt: orNull(made.receipt),
  at: toInstant(made.at),
  lines: made.lines.map(({ position, quantityMilli, amount }) => ({
    position,
    quantity: toQuantity(quantityMilli),
    amount: toMoney(amount, sale),
  })),
  amount: toMoney(made.amount, sale),
  points_taken_back: toWhole(made.pointsTakenBack),
  points_restored: toWhole(made.pointsRestored),
});

/** What the till is told was taken back is what the ledger booked, or it is told that this is not known yet. */
export const toBookedReturn = (
  made: Session['returns'][number],
  booking: Booking | undefined,
  sale: Counted,
): ReturnedAnswer['return'] => ({
  ...toReturn(made, sale),
  ...(booking?.known && { points_taken_back: toWhole(booking.takenBack), points_restored: toWhole(booking.restored) }),
  booked: booking?.known ?? false,
  points_short: toWhole(booking?.shortfall ?? 0n),
});

type State = z.infer<typeof SessionAnswer>['state'];

const states: ReadonlyMap<SessionState, State> = new Map([
  [SessionState.SESSION_STATE_OPEN, 'open'],
  [SessionState.SESSION_STATE_HOLDING, 'holding'],
  [SessionState.SESSION_STATE_HELD, 'held'],
  [SessionState.SESSION_STATE_CLOSED, 'closed'],
  [SessionState.SESSION_STATE_CANCELLED, 'cancelled'],
  [SessionState.SESSION_STATE_EXPIRED, 'expired'],
]);

export const toSession = (session: Session): z.infer<typeof SessionAnswer> => {
  const money = (amount: bigint): z.infer<typeof MoneySchema> => toMoney(amount, session);
  const pointsPaying = session.reservations.filter(({ unit }) => unit === 'points');
  return {
    id: session.id,
    sale_id: session.saleId,
    state: present(states.get(session.state)),
    branch_id: session.branchId,
    till: session.till,
    receipt: session.receipt,
    member_id: orNull(session.memberId),
    lines: session.lines.map((line) => ({
      position: line.position,
      sku: line.sku,
      description: orNull(line.description),
      quantity: toQuantity(line.quantityMilli),
      unit_price: line.unitPrice,
      amount: money(line.amount),
      returned: toQuantity(line.returnedMilli),
    })),
    total: money(session.total),
    payable: money(session.payable),
    remaining_total: money(session.remainingTotal),
    ...toDecision(session.decision, session),
    points_held: toWhole(pointsPaying.reduce((sum, { amount }) => sum + amount, 0n)),
    points_value: money(pointsPaying.reduce((sum, { pays }) => sum + pays, 0n)),
    opened_at: toInstantOrNull(session.openedAt),
    closed_at: toInstantOrNull(session.closedAt),
    hold_until: toInstantOrNull(session.holdUntil),
    sold_at: toInstantOrNull(session.soldAt),
    historical: session.historical,
    returns: session.returns.map((made) => toReturn(made, session)),
    corrections: session.corrections.map((correction) => toCorrection(correction, session)),
  };
};
