import { pointsPerEntryMax } from '@vafa/contracts/points';
import { DomainError } from '@vafa/kernel';
import { pointsUnit, type Adjudication } from './adjudication.ts';
import { totalAfter } from './line.ts';
import { captureKey, holdKey } from './postings.ts';
import type { Reservation } from './reservation.ts';
import { hasEnded, type Decision, type RefusedHold, type Session } from './session.ts';

export interface HoldOrder {
  readonly key: string;
  readonly points: bigint;
}

/** Refused holds a session remembers; a till that asks more often is broken. */
const refusedHoldsMax = 50;
const pointValueUnit = 10_000n;

/** What points pay, in minor units, rounded down. */
export const valueOf = (points: bigint, pointValue: bigint): bigint => (points * pointValue) / pointValueUnit;

const refused = (code: string, message: string, details: Record<string, string> = {}): DomainError =>
  new DomainError('refused', code, message, details);

const conflict = (code: string, message: string, details: Record<string, string> = {}): DomainError =>
  new DomainError('conflict', code, message, details);

/** The answer to a hold that the ledger refused. */
export const holdRefusal = ({ refusal }: Pick<RefusedHold, 'refusal'>): DomainError =>
  refused(refusal, 'the ledger refused the hold');

const notOpen = (session: Session): DomainError =>
  session.state === 'closed' || hasEnded(session)
    ? conflict('session_not_open', 'the session is not open', { state: session.state })
    : conflict('hold_exists', 'another amount is held for this session');

const firstAnswer = (session: Session, { key, points }: HoldOrder): void => {
  const earlier = session.refusedHolds.find((one) => one.key === key);
  if (earlier === undefined) return;
  throw earlier.points === points
    ? holdRefusal(earlier)
    : conflict('key_reused', 'the key was used for another number of points');
};

const pointsId = 'pay:points';

export const pointsHeld = ({ reservations }: Pick<Session, 'reservations'>): Reservation | undefined =>
  reservations.find(({ id }) => id === pointsId);

/** What is paid otherwise than with money, in minor units. */
export const paidByReservations = ({ reservations }: Pick<Session, 'reservations'>): bigint =>
  reservations.reduce((sum, { pays }) => sum + pays, 0n);

/** The same amount is being held or held; or this very command paid for a sale that is closed by now. */
const isHeld = (session: Session, { key, points }: HoldOrder): boolean =>
  pointsHeld(session)?.amount === points &&
  (session.state === 'holding' ||
    session.state === 'held' ||
    (session.state === 'closed' && session.heldBy?.key === key));

/**
 * Writes down that points are about to be held, before the ledger is asked. Undefined: it is held already. The hold
 * fixes the time of the sale, and with it what promotions make of it: `adjudication` is of that moment. Raises
 * `points_out_of_range`, `session_not_open`, `no_member`, `more_than_total`, `hold_exists`, `points_pay_nothing`,
 * `too_many_holds`, and for a repeat what the ledger refused the first time.
 */
export const beginHold = (
  session: Session,
  order: HoldOrder,
  now: Date,
  holdMs: number,
  adjudication: Adjudication = session.adjudication,
): Decision | undefined => {
  const { points: amount } = order;
  if (amount < 1n || amount > pointsPerEntryMax)
    throw new DomainError('invalid', 'points_out_of_range', 'the points of a hold are between 1 and 10^12');
  firstAnswer(session, order);
  if (isHeld(session, order)) return undefined;
  if (session.state !== 'open') throw notOpen(session);
  if (session.memberId === '') throw refused('no_member', 'the session has no member');
  if (session.pointValue === 0n) throw refused('points_pay_nothing', 'a point pays nothing in this club');
  const value = valueOf(amount, session.pointValue);
  const total = totalAfter(session.lines, adjudication);
  if (value > total)
    throw refused('more_than_total', 'the points are worth more than the sale', {
      total: total.toString(),
      value: value.toString(),
    });
  const tries = session.refusedHolds.length;
  if (tries >= refusedHoldsMax) throw refused('too_many_holds', 'too many holds of this session were refused');
  const { saleId, memberId } = session;
  const reservation: Reservation = {
    id: pointsId,
    account: memberId,
    unit: pointsUnit,
    amount,
    key: holdKey(saleId, pointsId, tries),
    captureKey: captureKey(saleId, pointsId),
    pays: value,
  };
  const heldBy = { key: order.key, askedAt: now };
  return {
    set: {
      state: 'holding',
      reservations: [reservation],
      heldBy,
      holdUntil: new Date(now.getTime() + holdMs),
      adjudication,
      total,
    },
    key: order.key,
    at: now,
  };
};

/** The name of what a session is holding just now: each try holds under a key of its own. */
export const holdName = ({ reservations }: Pick<Session, 'reservations'>): string => reservations[0]?.key ?? '';

/**
 * The ledger holds them. Undefined when that is known, or when the session has ended since: its event voids the hold.
 */
export const confirmHold = (session: Session, name: string, now: Date): Decision | undefined =>
  session.state === 'holding' && holdName(session) === name
    ? { set: { state: 'held' }, key: `held:${name}`, at: now }
    : undefined;

/** The ledger refused: the session is open again and remembers the answer. */
export const refuseHold = (session: Session, name: string, refusal: string, now: Date): Decision | undefined => {
  const { heldBy } = session;
  if (session.state !== 'holding' || holdName(session) !== name || heldBy === undefined) return undefined;
  const refusedHolds = [
    ...session.refusedHolds,
    { key: heldBy.key, points: pointsHeld(session)?.amount ?? 0n, refusal },
  ];
  return {
    set: { state: 'open', reservations: [], heldBy: undefined, holdUntil: undefined, refusedHolds },
    key: `refused:${name}`,
    at: now,
  };
};
