import { DomainError, points as toPoints } from '@vafa/kernel';
import { hasEnded, type Decision, type Hold, type RefusedHold, type Session } from './session.ts';

export interface HoldOrder {
  readonly key: string;
  readonly points: bigint;
}

/** Refused holds a session remembers; a till that asks more often is broken. */
const refusedHoldsMax = 50;
const pointValueUnit = 10_000n;

/** What points pay, in minor units, rounded down. */
const valueOf = (points: bigint, pointValue: bigint): bigint => (points * pointValue) / pointValueUnit;

const refused = (code: string, message: string, details: Record<string, string> = {}): DomainError => new DomainError('refused', code, message, details);

const conflict = (code: string, message: string, details: Record<string, string> = {}): DomainError => new DomainError('conflict', code, message, details);

/** The answer to a hold that the ledger refused. */
export const holdRefusal = ({ refusal }: Pick<RefusedHold, 'refusal'>): DomainError => refused(refusal, 'the ledger refused the hold');

const notOpen = (session: Session): DomainError =>
  session.state === 'closed' || hasEnded(session) ? conflict('session_not_open', 'the session is not open', { state: session.state }) : conflict('hold_exists', 'another amount is held for this session');

const firstAnswer = (session: Session, { key, points }: HoldOrder): void => {
  const earlier = session.refusedHolds.find((one) => one.key === key);
  if (earlier === undefined) return;
  throw earlier.points === points ? holdRefusal(earlier) : conflict('key_reused', 'the key was used for another number of points');
};

/** The same amount is being held or held; or this very command paid for a sale that is closed by now. */
const isHeld = ({ state, hold }: Session, { key, points }: HoldOrder): boolean =>
  hold?.points === points && (state === 'holding' || state === 'held' || (state === 'closed' && hold.key === key));

/**
 * Writes down that points are about to be held, before the ledger is asked. Undefined: it is held already.
 * Raises `points_out_of_range`, `session_not_open`, `no_member`, `more_than_total`, `hold_exists`, `points_pay_nothing`,
 * `too_many_holds`, and for a repeat what the ledger refused the first time.
 */
export const beginHold = (session: Session, order: HoldOrder, now: Date, holdMs: number): Decision | undefined => {
  const amount = toPoints(order.points);
  firstAnswer(session, order);
  if (isHeld(session, order)) return undefined;
  if (session.state !== 'open') throw notOpen(session);
  if (session.memberId === '') throw refused('no_member', 'the session has no member');
  if (session.pointValue === 0n) throw refused('points_pay_nothing', 'a point pays nothing in this club');
  const value = valueOf(amount, session.pointValue);
  if (value > session.total) throw refused('more_than_total', 'the points are worth more than the sale', { total: session.total.toString(), value: value.toString() });
  const tries = session.refusedHolds.length;
  if (tries >= refusedHoldsMax) throw refused('too_many_holds', 'too many holds of this session were refused');
  // A refusal uses up the ledger's key for good: the next hold needs another.
  const ledgerKey = `e:hold:${session.saleId}:points${tries === 0 ? '' : `:${String(tries + 1)}`}`;
  const hold: Hold = { key: order.key, ledgerKey, points: amount, value, askedAt: now };
  return { set: { state: 'holding', hold, holdUntil: new Date(now.getTime() + holdMs) }, key: order.key, at: now };
};

/** The ledger holds them. Undefined when that is known, or when the session has ended since: its event voids the hold. */
export const confirmHold = (session: Session, ledgerKey: string, now: Date): Decision | undefined =>
  session.state === 'holding' && session.hold?.ledgerKey === ledgerKey ? { set: { state: 'held' }, key: `held:${ledgerKey}`, at: now } : undefined;

/** The ledger refused: the session is open again and remembers the answer. */
export const refuseHold = (session: Session, ledgerKey: string, refusal: string, now: Date): Decision | undefined => {
  const { hold } = session;
  if (session.state !== 'holding' || hold?.ledgerKey !== ledgerKey) return undefined;
  const refusedHolds = [...session.refusedHolds, { key: hold.key, points: hold.points, refusal }];
  return { set: { state: 'open', hold: undefined, holdUntil: undefined, refusedHolds }, key: `refused:${ledgerKey}`, at: now };
};
