import { DomainError, newId, type Clock } from '@vafa/kernel';
import { readBasket, type Basket, type NewBasket } from '../domain/basket.ts';
import { compareBasket, openSession, replaceBasket } from '../domain/put-basket.ts';
import { receiptId, type Digest } from '../domain/receipt.ts';
import type { ReceiptClaim } from '../domain/receipt-claim.ts';
import { hasEnded, type Session } from '../domain/session.ts';
import { adjudicateOne, toPriced } from './adjudicate-basket.ts';
import type { Campaigns } from './campaigns.ts';
import { untilSaved } from './contention.ts';
import type { Receipts } from './receipts.ts';
import type { LoadedSession, Sessions } from './sessions.ts';

export interface PutOrder extends NewBasket {
  readonly clubId: string;
  readonly timeZone: string;
  readonly dry: boolean;
  /** Only with dry: adjudicates as of then. */
  readonly now?: Date;
}

const receiptTaken = (): DomainError => new DomainError('conflict', 'receipt_taken', 'the receipt belongs to another session');

const newClaim = (id: string, { clubId, sessionId, receipt }: PutOrder, saleId: string): ReceiptClaim => ({
  id,
  clubId,
  kind: 'session',
  owner: sessionId,
  saleId,
  fingerprint: '',
  source: '',
  accepted: false,
  exceptions: [],
  allocation: [],
  settled: true,
  receipt,
  differing: [],
});

/** Opens a session, or gives an open one another basket. */
export class PutSession {
  constructor(
    private readonly sessions: Sessions,
    private readonly receipts: Receipts,
    private readonly campaigns: Campaigns,
    private readonly digest: Digest,
    private readonly clock: Clock,
  ) {}

  /** Raises `invalid_session`, `amount_out_of_range`, `session_differs`, `session_not_open`, `receipt_taken`. */
  execute(order: PutOrder): Promise<Session> {
    if (order.now !== undefined && !order.dry) throw new DomainError('invalid', 'invalid_session', 'a moment is only for dry runs', { field: 'now' });
    const basket = readBasket(order);
    return untilSaved(async () => {
      const session = await this.sessions.load(order.clubId, order.sessionId);
      if (session && compareBasket(session, basket) === 'same') return session;
      return order.dry ? this.preview(order, basket, session) : this.store(order, basket, session);
    });
  }

  /** The day of a session's receipt is that of its opening, or a basket put again after midnight would claim another one. */
  private receiptOf(order: PutOrder, session: Session | undefined): string {
    return receiptId({ ...order, at: session?.openedAt ?? this.clock.now() }, this.digest);
  }

  private async preview(order: PutOrder, basket: Basket, session: Session | undefined): Promise<Session> {
    const id = this.receiptOf(order, session);
    const claim = (await this.receipts.find([id])).get(id);
    if (claim && claim.owner !== order.sessionId && !(await this.isAbandoned(claim))) throw receiptTaken();
    const at = order.now ?? this.clock.now();
    const adjudication = await adjudicateOne(this.campaigns, order.clubId, toPriced(basket, at));
    const opening = { clubId: order.clubId, saleId: session?.saleId ?? '', receiptId: id, at: session?.openedAt ?? at };
    return openSession(opening, basket, adjudication);
  }

  /** Undefined: somebody else changed the session meanwhile. */
  private async store(order: PutOrder, basket: Basket, session: LoadedSession | undefined): Promise<Session | undefined> {
    const { clubId, sessionId } = order;
    const id = this.receiptOf(order, session);
    const saleId = session?.receiptId === id ? session.saleId : await this.claim(newClaim(id, order, session?.saleId ?? newId('sale')));
    const at = this.clock.now();
    const adjudication = await adjudicateOne(this.campaigns, clubId, toPriced(basket, at));
    if (session === undefined) {
      const opened = openSession({ clubId, saleId, receiptId: id, at }, basket, adjudication);
      const [answer] = await this.sessions.insertMany([{ session: opened, key: `put:${newId('event')}` }], at);
      return answer === 'inserted' ? this.sessions.load(clubId, sessionId) : undefined;
    }
    const decision = replaceBasket(session, basket, { receiptId: id, ...adjudication, at });
    if (decision === undefined) return session;
    return (await this.sessions.save(session, decision)) ? { ...session, ...decision.set } : undefined;
  }

  /** Answers the sale's id that goes with the receipt. */
  private async claim(wanted: ReceiptClaim): Promise<string> {
    const [held] = await this.receipts.claimMany([wanted]);
    if (held === undefined || held.fresh) return wanted.saleId;
    const { claim } = held;
    if (claim.kind === 'session' && claim.owner === wanted.owner) return claim.saleId;
    if ((await this.isAbandoned(claim)) && (await this.receipts.takeOver(claim, wanted))) return wanted.saleId;
    throw receiptTaken();
  }

  /** A session that ended without a sale never comes back: its receipt is free. */
  private async isAbandoned(claim: ReceiptClaim): Promise<boolean> {
    if (claim.kind !== 'session') return false;
    const owner = await this.sessions.load(claim.clubId, claim.owner);
    return owner !== undefined && hasEnded(owner);
  }
}
