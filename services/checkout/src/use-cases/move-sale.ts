import { goodsKey } from '@vafa/contracts/goods';
import { derivedId, DomainError, isPlainLine, type Clock } from '@vafa/kernel';
import { idPrefixes } from '../domain/ids.ts';
import { givesAnything, type Adjudication } from '../domain/session/adjudication.ts';
import { correctSale } from '../domain/session/correct-sale.ts';
import type { Session } from '../domain/session/session.ts';
import { adjudicateJoined, adjudicateOne, adjudicateRests, restsOf, toPaid } from './adjudicate-basket.ts';
import type { Campaigns } from './campaigns.ts';
import { untilSaved } from './contention.ts';
import { sessionNotFound } from './get-session.ts';
import { memberNotFound, type KnownClubs } from './known-clubs.ts';
import type { Receipts } from './receipts.ts';
import type { LoadedSession, Sessions } from './sessions.ts';
import type { SettleReturns } from './settle-returns.ts';

export interface MoveOrder {
  readonly clubId: string;
  readonly sessionId: string;
  readonly key: string;
  /** Empty: nobody's. */
  readonly memberId: string;
  readonly reason: string;
  readonly by: string;
}

const reasonLengthMax = 300;

const invalid = (field: string, message: string): DomainError =>
  new DomainError('invalid', 'invalid_session', message, { field });

/**
 * Gives a sale to the member whose it is, with its points and its spend; returns that were looking for it find it,
 * others leave it.
 */
export class MoveSale {
  constructor(
    private readonly sessions: Sessions,
    private readonly receipts: Pick<Receipts, 'give'>,
    private readonly clubs: Pick<KnownClubs, 'hasMember'>,
    private readonly campaigns: Campaigns,
    private readonly returns: SettleReturns,
    private readonly clock: Clock,
  ) {}

  /**
   * Raises `member_not_found`, `session_not_found`, `session_not_closed`, `key_reused`, `invalid_session`,
   * `too_many_corrections`.
   */
  async execute(order: MoveOrder): Promise<Session> {
    const { clubId, sessionId, memberId, reason } = order;
    if (memberId !== '' && !(await this.clubs.hasMember(clubId, memberId))) throw memberNotFound();
    if (!isPlainLine(reason, reasonLengthMax)) throw invalid('reason', 'a reason is 1 to 300 characters');
    const id = derivedId(idPrefixes.correction, `${clubId}/${sessionId}/${order.key}`);
    const { before, after } = await untilSaved(() => this.move(order, id));
    await this.receipts.give(after.receiptId, memberId);
    const goods = new Set(after.lines.map(({ sku }) => goodsKey(sku)));
    // One after the other: what leaves the sale makes room for what comes.
    for (const member of new Set([before, memberId]))
      if (member !== '') await this.returns.execute(clubId, [{ memberId: member, goods, goodsMoved: true }]);
    return (await this.sessions.load(clubId, sessionId)) ?? after;
  }

  private async move(
    { clubId, sessionId, memberId, reason, by }: MoveOrder,
    id: string,
  ): Promise<{ before: string; after: Session } | undefined> {
    const session = await this.sessions.load(clubId, sessionId);
    if (session === undefined) throw sessionNotFound();
    const earlier = session.corrections?.find((one) => one.id === id);
    if (earlier && (earlier.memberId !== memberId || earlier.text !== reason))
      throw new DomainError('conflict', 'key_reused', 'the key was used for another correction');
    if (earlier) return { before: earlier.memberIdBefore, after: session };
    if (session.state === 'closed' && session.memberId === memberId) return { before: memberId, after: session };
    const adjudication = await this.decided(session, memberId);
    const decision = correctSale(
      session,
      { memberId, adjudication },
      { id, reason: 'member_moved', at: this.clock.now(), by, text: reason },
    );
    return (await this.sessions.save(session, decision))
      ? { before: session.memberId, after: { ...session, ...decision.set } }
      : undefined;
  }

  /**
   * What is left of the sale gives the other what it gave the one, and no more; what was nobody's is decided by the
   * promotions of its time.
   */
  private async decided(session: LoadedSession, memberId: string): Promise<Adjudication> {
    const { clubId, adjudication, soldAt, openedAt } = session;
    if (session.state !== 'closed') return adjudication;
    const moved = { ...session, memberId };
    if (session.memberId === '' && adjudication.adjustments.length > 0)
      return adjudicateJoined(this.campaigns, clubId, moved);
    if (givesAnything(adjudication))
      return (await adjudicateRests(this.campaigns, clubId, [moved], session.memberId !== ''))[0] ?? adjudication;
    if (memberId === '') return adjudication;
    const anew = await adjudicateOne(this.campaigns, clubId, toPaid(moved, soldAt ?? openedAt));
    return (await restsOf(this.campaigns, clubId, [{ ...moved, adjudication: anew }]))[0] ?? anew;
  }
}
