import { DomainError, dayMs } from '@vafa/kernel';
import type { Adjudication } from './adjudication.ts';
import { totalAfter } from './line.ts';
import { accruals, captures, givenBy, voids } from './postings.ts';
import { hasEnded, type Decision, type Session, type SessionFact } from './session.ts';

const conflict = (code: string, message: string): DomainError => new DomainError('conflict', code, message);

const end = (session: Session, state: 'cancelled' | 'expired', key: string, at: Date): Decision => ({
  set: { state, reservations: [], heldBy: undefined, holdUntil: undefined, endedBy: key },
  key,
  at,
  fact: { kind: 'ended', session, expired: state === 'expired', postings: voids(session.reservations, at) },
});

export const isOverdue = ({ holdUntil }: Pick<Session, 'holdUntil'>, now: Date): boolean =>
  holdUntil !== undefined && holdUntil <= now;

/** Ends a session whose hold is past its deadline; undefined when it is not. */
export const expireSession = (session: Session, now: Date): Decision | undefined =>
  (session.state === 'holding' || session.state === 'held') && isOverdue(session, now)
    ? end(session, 'expired', `expire:${session.saleId}`, now)
    : undefined;

const forgottenAfterMs = dayMs;

/** Open, with nothing held, and not closed for a day. */
export const isForgotten = (session: Pick<Session, 'state' | 'openedAt'> | undefined, now: Date): boolean =>
  session?.state === 'open' && session.openedAt.getTime() < now.getTime() - forgottenAfterMs;

/** Undefined when it has ended already. Raises `session_closed`. */
export const cancelSession = (session: Session, key: string, now: Date): Decision | undefined => {
  if (session.state === 'closed') throw conflict('session_closed', 'the session is closed');
  return hasEnded(session) ? undefined : end(session, 'cancelled', key, now);
};

/**
 * Whether this close has work to do; false when the same key closed it before.
 * Raises `session_closed`, `session_expired`, `session_not_open`.
 */
export const mayClose = (session: Session, key: string): boolean => {
  switch (session.state) {
    case 'closed':
      if (session.endedBy === key) return false;
      throw conflict('session_closed', 'the session is closed');
    case 'expired':
      throw conflict('session_expired', 'the session has expired');
    case 'cancelled':
      throw conflict('session_not_open', 'the session is cancelled');
    case 'holding':
      throw conflict('session_not_open', 'a hold of the session is not finished');
    case 'open':
    case 'held':
      return true;
  }
};

/** The sale is final: nothing after this write can be refused. One whose hold is overdue expires instead. */
export const closeSession = (
  session: Session,
  key: string,
  adjudication: Adjudication,
  now: Date,
): Decision | undefined => {
  const expired = expireSession(session, now);
  if (expired) return expired;
  if (!mayClose(session, key)) return undefined;
  const total = totalAfter(session.lines, adjudication);
  const set = {
    state: 'closed' as const,
    adjudication,
    total,
    closedAt: now,
    soldAt: now,
    holdUntil: undefined,
    endedBy: key,
  };
  return { set, key, at: now, fact: soldFact({ ...session, ...set }) };
};

/** What others must know of a sale that is final. */
export const soldFact = (session: Session & { readonly soldAt: Date }): SessionFact => ({
  kind: 'closed',
  session,
  postings: [...captures(session.reservations, session.soldAt), ...accruals(givenBy(session), session.soldAt)],
});
