import { DomainError, type Clock } from '@vafa/kernel';
import {
  beginHold,
  confirmHold,
  holdName,
  holdRefusal,
  refuseHold,
  type HoldOrder,
} from '../domain/session/hold-points.ts';
import type { Decision, Session } from '../domain/session/session.ts';
import { sessionNotFound } from './get-session.ts';
import type { PointsLedger } from './points-ledger.ts';
import type { LoadedSession, Sessions } from './sessions.ts';

/** Holds points of the member for a sale: first the session says so, with a deadline, then the ledger is asked. */
export class HoldPoints {
  constructor(
    private readonly sessions: Pick<Sessions, 'change'>,
    private readonly ledger: PointsLedger,
    private readonly clock: Clock,
    private readonly holdMs: number,
  ) {}

  /**
   * Raises what beginHold raises, `session_not_found`, `session_expired`, and the ledger's refusal: `balance_too_low`.
   */
  async execute(clubId: string, sessionId: string, order: HoldOrder): Promise<Session> {
    const now = this.clock.now();
    const session = await this.sessions.change(clubId, sessionId, (found) => beginHold(found, order, now, this.holdMs));
    if (session === undefined) throw sessionNotFound();
    return session.state === 'holding' ? this.finish(session) : session;
  }

  /** Goes on with a hold that was begun, by this command or by one that a crash cut off. */
  async finish(session: LoadedSession): Promise<Session> {
    const { clubId, sessionId, saleId, reservations, heldBy } = session;
    if (heldBy === undefined) return session;
    const name = holdName(session);
    const { refusal } = await this.ledger.hold({ clubId, saleId, reservations, at: heldBy.askedAt });
    const now = this.clock.now();
    const settle = (found: Session): Decision | undefined =>
      refusal === undefined ? confirmHold(found, name, now) : refuseHold(found, name, refusal, now);
    const settled = await this.sessions.change(clubId, sessionId, settle, session);
    if (settled === undefined) throw sessionNotFound();
    if (refusal !== undefined) throw holdRefusal({ refusal });
    if (settled.state === 'expired') throw new DomainError('conflict', 'session_expired', 'the session has expired');
    if (settled.state === 'cancelled')
      throw new DomainError('conflict', 'session_not_open', 'the session is cancelled');
    return settled;
  }
}
