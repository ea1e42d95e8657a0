import { DomainError, isDomainError, type Clock } from '@vafa/kernel';
import {
  beginHold,
  confirmHold,
  holdName,
  holdRefusal,
  refuseHold,
  valueOf,
  type HoldOrder,
} from '../domain/session/hold-points.ts';
import type { Decision, Session } from '../domain/session/session.ts';
import { adjudicateOne, toPriced } from './adjudicate-basket.ts';
import type { Campaigns } from './campaigns.ts';
import { untilSaved } from './contention.ts';
import { sessionNotFound } from './get-session.ts';
import type { PointsLedger } from './points-ledger.ts';
import type { LoadedSession, Sessions } from './sessions.ts';

/** Holds points of the member for a sale: first the session says so, with a deadline, then the ledger is asked. */
export class HoldPoints {
  constructor(
    private readonly sessions: Pick<Sessions, 'load' | 'recall' | 'save' | 'change'>,
    private readonly campaigns: Campaigns,
    private readonly ledger: PointsLedger,
    private readonly clock: Clock,
    private readonly holdMs: number,
  ) {}

  /**
   * Raises what beginHold raises, `session_not_found`, `session_expired`, and the ledger's refusal: `balance_too_low`.
   */
  async execute(clubId: string, sessionId: string, order: HoldOrder): Promise<Session> {
    const recalled = await this.sessions.recall(clubId, sessionId);
    const begun =
      (recalled && (await this.beginRecalled(recalled, order))) ??
      (await untilSaved(async () => {
        const session = await this.sessions.load(clubId, sessionId);
        if (session === undefined) throw sessionNotFound();
        return this.begin(session, order);
      }));
    return begun.state === 'holding' ? this.finish(begun) : begun;
  }

  /** Undefined: nothing was saved, whatever spoke against it; what is stored may say something else. */
  private async beginRecalled(session: LoadedSession, order: HoldOrder): Promise<Session | undefined> {
    if (session.state !== 'open') return undefined;
    try {
      return await this.begin(session, order);
    } catch (error) {
      if (isDomainError(error) && error.kind !== 'unavailable') return undefined;
      throw error;
    }
  }

  /** Undefined: somebody else changed the session meanwhile. */
  private async begin(session: LoadedSession, order: HoldOrder): Promise<Session | undefined> {
    const now = this.clock.now();
    const mayHold = session.state === 'open' && session.memberId !== '' && order.points > 0n;
    const pays = valueOf(order.points, session.pointValue);
    const adjudication = mayHold
      ? await adjudicateOne(this.campaigns, session.clubId, toPriced(session, now, pays))
      : session.adjudication;
    const decision = beginHold(session, order, now, this.holdMs, adjudication);
    if (decision === undefined) return session;
    return (await this.sessions.save(session, decision)) ? { ...session, ...decision.set } : undefined;
  }

  /** Goes on with a hold that was begun, by this command or by one that a crash cut off. */
  async finish(session: Session, known?: LoadedSession): Promise<Session> {
    const { clubId, sessionId, saleId, reservations, heldBy } = session;
    if (heldBy === undefined) return session;
    const name = holdName(session);
    const { refusal } = await this.ledger.hold({ clubId, saleId, reservations, at: heldBy.askedAt });
    const now = this.clock.now();
    const settle = (found: Session): Decision | undefined =>
      refusal === undefined ? confirmHold(found, name, now) : refuseHold(found, name, refusal, now);
    const settled = await this.sessions.change(clubId, sessionId, settle, known);
    if (settled === undefined) throw sessionNotFound();
    if (refusal !== undefined) throw holdRefusal({ refusal });
    if (settled.state === 'expired') throw new DomainError('conflict', 'session_expired', 'the session has expired');
    if (settled.state === 'cancelled')
      throw new DomainError('conflict', 'session_not_open', 'the session is cancelled');
    return settled;
  }
}
