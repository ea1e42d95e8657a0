import { DomainError, isDomainError, type Clock } from '@vafa/kernel';
import { closeSession, isOverdue, mayClose } from '../domain/session/end-session.ts';
import type { Session } from '../domain/session/session.ts';
import { businessDay, saleFingerprint, receiptIds, type Digest } from '../domain/receipt/receipt.ts';
import { adjudicateOne, toPriced } from './adjudicate-basket.ts';
import type { Campaigns } from './campaigns.ts';
import type { ClaimReceipts } from './claim-receipts.ts';
import { untilSaved } from './contention.ts';
import { sessionNotFound } from './get-session.ts';
import type { FindNeighbours } from './find-neighbours.ts';
import type { HoldPoints } from './hold-points.ts';
import { receiptTaken, sessionClaim } from './put-session.ts';
import type { LoadedSession, Sessions } from './sessions.ts';

/** Its receipt is to be claimed for today as well. */
const isOfEarlierDay = ({ timeZone, openedAt }: Session, now: Date): boolean =>
  timeZone !== undefined && businessDay(openedAt, timeZone) !== businessDay(now, timeZone);

/**
 * Makes a sale final. Promotions are asked once more: those of the moment of the sale count, not those of the first
 * look. A hold has fixed that moment, and the till has told what the sale costs since.
 */
export class CloseSession {
  constructor(
    private readonly sessions: Sessions,
    private readonly campaigns: Campaigns,
    private readonly holding: Pick<HoldPoints, 'finish'>,
    private readonly claims: ClaimReceipts,
    private readonly neighbours: FindNeighbours,
    private readonly digest: Digest,
    private readonly clock: Clock,
  ) {}

  /**
   * Raises `session_not_found`, `session_closed`, `session_expired`, `session_not_open`, `receipt_taken`, and for a
   * hold in hand `balance_too_low`.
   */
  async execute(clubId: string, sessionId: string, key: string): Promise<Session> {
    const recalled = await this.sessions.recall(clubId, sessionId);
    const closed = recalled && (await this.closeRecalled(recalled, key));
    if (closed) return closed;
    return untilSaved(async () => {
      const session = await this.sessions.load(clubId, sessionId);
      if (session === undefined) throw sessionNotFound();
      if (session.state === 'holding' && !isOverdue(session, this.clock.now())) {
        await this.holding.finish(session, session);
        return undefined;
      }
      return this.close(session, key);
    });
  }

  /** Undefined: nothing was saved, whatever spoke against it; what is stored may say something else. */
  private async closeRecalled(session: LoadedSession, key: string): Promise<Session | undefined> {
    const now = this.clock.now();
    const isReady = session.state === 'open' || session.state === 'held';
    if (!isReady || isOverdue(session, now) || isOfEarlierDay(session, now)) return undefined;
    try {
      return await this.close(session, key);
    } catch (error) {
      if (isDomainError(error) && error.kind !== 'unavailable') return undefined;
      throw error;
    }
  }

  /** Undefined: somebody else changed the session meanwhile. */
  private async close(session: LoadedSession, key: string): Promise<Session | undefined> {
    const now = this.clock.now();
    if (!isOverdue(session, now) && !mayClose(session, key)) return session;
    await this.claimDayOf(session, now);
    const adjudication =
      session.state === 'held'
        ? session.adjudication
        : await adjudicateOne(this.campaigns, session.clubId, toPriced(session, now));
    const decision = closeSession(session, key, adjudication, now);
    if (decision === undefined) return session;
    if (!(await this.sessions.save(session, decision))) return undefined;
    if (decision.set.state === 'expired')
      throw new DomainError('conflict', 'session_expired', 'the session has expired');
    return { ...session, ...decision.set };
  }

  /**
   * A file may tell the sale with the day of its end: the receipt is the session's on that day too, if it is nobody's.
   * Raises `receipt_taken` when the sale is known already, with a time on the other side of midnight.
   */
  private async claimDayOf(session: LoadedSession, at: Date): Promise<void> {
    const { timeZone, openedAt } = session;
    if (timeZone === undefined) return;
    const claim = sessionClaim(session, at, saleFingerprint(session, this.digest));
    const [opening, closing] = [
      receiptIds({ ...session, at: openedAt, timeZone }, this.digest),
      receiptIds({ ...session, at, timeZone }, this.digest),
    ];
    if (closing.number !== opening.number) await this.claims.execute([{ claim, ids: closing }]);
    if (
      !isOverdue(session, at) &&
      (await this.neighbours.isKnown(claim, [opening, closing], { from: openedAt, until: at, dayOnly: false }))
    )
      throw receiptTaken();
  }
}
