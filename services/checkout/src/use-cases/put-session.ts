import { sharedIdPrefixes } from '@vafa/contracts/ids';
import { eventIdPrefix, DomainError, newId, type Clock } from '@vafa/kernel';
import { holdsBasket, readBasket, type Basket, type NewBasket } from '../domain/session/basket.ts';
import { compareBasket, openSession, replaceBasket } from '../domain/session/put-basket.ts';
import {
  saleFingerprint,
  besideId,
  receiptIds,
  tillOf,
  type Digest,
  type ReceiptIds,
} from '../domain/receipt/receipt.ts';
import type { ReceiptClaim } from '../domain/receipt/receipt-claim.ts';
import { hasEnded, type Session } from '../domain/session/session.ts';
import { adjudicateOne, toPriced } from './adjudicate-basket.ts';
import type { Campaigns } from './campaigns.ts';
import type { ClaimReceipts } from './claim-receipts.ts';
import { branchClosed, branchNotFound, memberNotFound, type KnownClubs, type SaleTerms } from './known-clubs.ts';
import { untilSaved } from './contention.ts';
import type { FindNeighbours } from './find-neighbours.ts';
import type { Receipts } from './receipts.ts';
import type { LoadedSession, Sessions } from './sessions.ts';

export interface PutOrder extends Omit<NewBasket, keyof SaleTerms> {
  readonly clubId: string;
  readonly dry: boolean;
  /** Only with dry: adjudicates as of then. */
  readonly now?: Date;
}

/** An order by the terms of its club. */
type TermedOrder = PutOrder & SaleTerms;

export const receiptTaken = (): DomainError =>
  new DomainError('conflict', 'receipt_taken', 'the receipt belongs to another session, or its sale is known already');

/** What a session claims; its document says what it holds. */
export const sessionClaim = (
  session: Pick<Session, 'clubId' | 'sessionId' | 'saleId' | 'memberId' | 'till' | 'receipt'>,
  at: Date,
  fingerprint: string,
): ReceiptClaim => ({
  id: '',
  clubId: session.clubId,
  kind: 'session',
  till: tillOf(session.till),
  memberId: session.memberId,
  owner: session.sessionId,
  saleId: session.saleId,
  fingerprint,
  source: '',
  accepted: false,
  exceptions: [],
  parts: [],
  wanted: [],
  branchIds: [],
  returnId: '',
  allocation: [],
  revision: 0,
  places: [],
  settled: true,
  receipt: session.receipt,
  at,
  dayOnly: false,
  differing: [],
  others: [],
});

/** Whether its receipt is the one that was ordered. */
const stays = (session: Session, order: PutOrder): boolean =>
  (['branchId', 'till', 'receipt'] as const).every((name) => session[name] === order[name]);

const isFree = (claim: ReceiptClaim): boolean => claim.kind === 'sale' && !claim.accepted;

/** Opens a session, or gives an open one another basket. */
export class PutSession {
  constructor(
    private readonly sessions: Sessions,
    private readonly receipts: Receipts,
    private readonly clubs: KnownClubs,
    private readonly claims: ClaimReceipts,
    private readonly neighbours: FindNeighbours,
    private readonly campaigns: Campaigns,
    private readonly digest: Digest,
    private readonly clock: Clock,
  ) {}

  /**
   * Raises `club_not_found`, `branch_not_found`, `branch_closed`, `member_not_found`, `invalid_session`,
   * `amount_out_of_range`, `session_differs`, `session_not_open`, `receipt_taken`.
   */
  async execute(asked: PutOrder): Promise<Session> {
    if (asked.now !== undefined && !asked.dry)
      throw new DomainError('invalid', 'invalid_session', 'a moment is only for dry runs', { field: 'now' });
    const { terms, branch, hasMember } = await this.clubs.place(asked.clubId, asked.branchId, asked.memberId);
    if (asked.memberId !== '' && !hasMember) throw memberNotFound();
    const order = { ...asked, ...terms };
    const basket = readBasket(order);
    if (branch === 'none') throw branchNotFound();
    const replaced = branch === 'open' && !order.dry && (await this.replaceRecalled(order, basket));
    if (replaced) return replaced;
    return untilSaved(async () => {
      const session = await this.sessions.load(order.clubId, order.sessionId);
      const isSame = session && compareBasket(session, basket) === 'same';
      if (isSame && session.state !== 'open') return session;
      // What was begun before is finished: the customer stands at the till.
      if (branch === 'closed' && session?.branchId !== order.branchId) throw branchClosed();
      return order.dry ? this.preview(order, basket, session) : this.store(order, basket, session);
    });
  }

  /**
   * Another basket for a session that this process left a moment ago. Undefined: nothing was saved; what is stored may
   * say why.
   */
  private async replaceRecalled(order: TermedOrder, basket: Basket): Promise<Session | undefined> {
    const session = await this.sessions.recall(order.clubId, order.sessionId);
    if (session?.state !== 'open' || !stays(session, order) || holdsBasket(session, basket)) return undefined;
    return this.store(order, basket, session);
  }

  /**
   * The day of a session's receipt is that of its opening, or a basket put again after midnight would claim another
   * one.
   */
  private idsOf(order: TermedOrder, session: Session | undefined): ReceiptIds {
    return receiptIds({ ...order, at: session?.openedAt ?? this.clock.now() }, this.digest);
  }

  private async preview(order: TermedOrder, basket: Basket, session: Session | undefined): Promise<Session> {
    const { number: id, old } = this.idsOf(order, session);
    const till = tillOf(order.till);
    const found = await this.receipts.find([old, id, besideId(id, till, this.digest)]);
    for (const claim of found.values()) {
      const isOurs = claim.owner === order.sessionId || claim.till !== till;
      if (!isOurs && !isFree(claim) && !(await this.isAbandoned(claim))) throw receiptTaken();
    }
    const at = order.now ?? this.clock.now();
    const adjudication = await adjudicateOne(this.campaigns, order.clubId, toPriced(basket, at));
    const opening = {
      clubId: order.clubId,
      saleId: session?.saleId ?? '',
      receiptId: id,
      at: session?.openedAt ?? at,
      timeZone: order.timeZone,
    };
    return openSession(opening, basket, adjudication);
  }

  /** Undefined: somebody else changed the session meanwhile. */
  private async store(
    order: TermedOrder,
    basket: Basket,
    session: LoadedSession | undefined,
  ): Promise<Session | undefined> {
    const { clubId } = order;
    const { id, saleId } =
      session && stays(session, order)
        ? { id: session.receiptId, saleId: session.saleId }
        : await this.claim(order, basket, session);
    const at = this.clock.now();
    const adjudication = await adjudicateOne(this.campaigns, clubId, toPriced(basket, at));
    if (session === undefined) {
      const opened = openSession({ clubId, saleId, receiptId: id, at, timeZone: order.timeZone }, basket, adjudication);
      const [answer] = await this.sessions.insertMany([{ session: opened, key: `put:${newId(eventIdPrefix)}` }], at);
      return answer === 'inserted' ? opened : undefined;
    }
    const decision = replaceBasket(session, basket, adjudication, { receiptId: id, at });
    if (decision === undefined) return session;
    return (await this.sessions.save(session, decision)) ? { ...session, ...decision.set } : undefined;
  }

  /** The receipt's claim and the sale's id that goes with it. */
  private async claim(
    order: TermedOrder,
    basket: Basket,
    session: Session | undefined,
  ): Promise<{ id: string; saleId: string }> {
    const at = session?.openedAt ?? this.clock.now();
    const wanted = sessionClaim(
      { ...order, saleId: session?.saleId ?? newId(sharedIdPrefixes.sale) },
      at,
      saleFingerprint(basket, this.digest),
    );
    const ids = this.idsOf(order, session);
    if (await this.neighbours.isKnown(wanted, [ids], { from: at, until: this.clock.now(), dayOnly: false }))
      throw receiptTaken();
    const [held] = await this.claims.execute([{ claim: wanted, ids }]);
    if (held === undefined) throw receiptTaken();
    const { claim, fresh } = held;
    if (fresh || (claim.kind === 'session' && claim.owner === wanted.owner))
      return { id: claim.id, saleId: claim.saleId };
    if ((isFree(claim) || (await this.isAbandoned(claim))) && (await this.receipts.takeOver(claim, wanted)))
      return { id: claim.id, saleId: wanted.saleId };
    throw receiptTaken();
  }

  /** A session that ended without a sale never comes back: its receipt is free. */
  private async isAbandoned(claim: ReceiptClaim): Promise<boolean> {
    if (claim.kind !== 'session') return false;
    const owner = await this.sessions.load(claim.clubId, claim.owner);
    return owner !== undefined && hasEnded(owner);
  }
}
