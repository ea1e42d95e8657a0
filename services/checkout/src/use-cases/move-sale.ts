import { derivedId, DomainError, goodsKey, isId, type Clock } from '@vafa/kernel';
import { correctSale, ofRest } from '../domain/correct-sale.ts';
import type { Accrual, Session } from '../domain/session.ts';
import { remainingLines } from '../domain/take-back.ts';
import { adjudicateOne, adjudicateRests, toPriced } from './adjudicate-basket.ts';
import type { Campaigns } from './campaigns.ts';
import { untilSaved } from './contention.ts';
import { sessionNotFound } from './get-session.ts';
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

const invalid = (field: string, message: string): DomainError => new DomainError('invalid', 'invalid_session', message, { field });

/** Gives a sale to the member whose it is, with its points and its spend; returns that were looking for it find it, others leave it. */
export class MoveSale {
  constructor(
    private readonly sessions: Sessions,
    private readonly receipts: Pick<Receipts, 'give'>,
    private readonly campaigns: Campaigns,
    private readonly returns: SettleReturns,
    private readonly clock: Clock,
  ) {}

  /** Raises `session_not_found`, `session_not_closed`, `key_reused`, `invalid_session`, `too_many_corrections`. */
  async execute(order: MoveOrder): Promise<Session> {
    const { clubId, sessionId, memberId, reason } = order;
    if (memberId !== '' && !isId('member', memberId)) throw invalid('member_id', 'not a member');
    if (reason.trim() === '' || reason.length > reasonLengthMax || /\p{Cc}/u.test(reason)) throw invalid('reason', 'a reason is 1 to 300 characters');
    const id = derivedId('correction', `${clubId}/${sessionId}/${order.key}`);
    const { before, after } = await untilSaved(() => this.move(order, id));
    await this.receipts.give(after.receiptId, memberId);
    const goods = new Set(after.lines.map(({ sku }) => goodsKey(sku)));
    // One after the other: what leaves the sale makes room for what comes.
    for (const member of new Set([before, memberId])) if (member !== '') await this.returns.execute(clubId, [{ memberId: member, goods }]);
    return (await this.sessions.load(clubId, sessionId)) ?? after;
  }

  private async move({ clubId, sessionId, memberId, reason, by }: MoveOrder, id: string): Promise<{ before: string; after: Session } | undefined> {
    const session = await this.sessions.load(clubId, sessionId);
    if (session === undefined) throw sessionNotFound();
    const earlier = session.corrections?.find((one) => one.id === id);
    if (earlier && (earlier.memberId !== memberId || earlier.text !== reason)) throw new DomainError('conflict', 'key_reused', 'the key was used for another correction');
    if (earlier) return { before: earlier.memberIdBefore, after: session };
    if (session.state === 'closed' && session.memberId === memberId) return { before: memberId, after: session };
    const accruals = await this.earned(session, memberId);
    const decision = correctSale(session, { memberId, accruals }, { id, reason: 'member_moved', at: this.clock.now(), by, text: reason });
    return (await this.sessions.save(session, decision)) ? { before: session.memberId, after: { ...session, ...decision.set } } : undefined;
  }

  /** What is left of the sale earns the other what it earned the one; what was nobody's earns by the rules of its time. */
  private async earned(session: LoadedSession, memberId: string): Promise<readonly Accrual[]> {
    const { clubId, accruals } = session;
    if (session.state !== 'closed') return accruals;
    if (memberId === '') return accruals.map((accrual) => ({ ...accrual, points: 0n }));
    const at = session.soldAt ?? session.openedAt;
    const full = accruals.length > 0 ? accruals : (await adjudicateOne(this.campaigns, clubId, toPriced({ ...session, memberId }, at))).accruals;
    const lines = remainingLines(session.lines, session.currencyDigits);
    if (full.length === 0 || lines.length === 0) return ofRest(full, []);
    const pinned = full.map(({ ruleId, ruleVersion }) => ({ ruleId, ruleVersion }));
    const [rest = []] = await adjudicateRests(this.campaigns, clubId, [{ branchId: session.branchId, memberId, at, lines, pinned }]);
    return ofRest(full, rest);
  }
}
