import type { Collection } from 'mongodb';
import { toUnavailable, type Documents, type Versioned } from '@vafa/mongo';
import { soldFact } from '../../domain/session/end-session.ts';
import type { Decision, Session } from '../../domain/session/session.ts';
import type {
  LoadedSession,
  NewSession,
  Period,
  Saving,
  SessionHead,
  Sessions,
  SoldHead,
} from '../../use-cases/sessions.ts';
import { toCheckoutEvent } from '../events/to-checkout-event.ts';
import type { SessionDocumentState } from './models.ts';
import { inTodaysForm } from './read-old-form.ts';

/** Of today's form, and of the one before (`accruals`). */
const withoutDues = { 'adjudication.dues.0': { $exists: false }, 'accruals.0': { $exists: false } };

type Document = Versioned<SessionDocumentState>;

/** One name per session of a club; a club's id holds no slash. */
const idOf = (clubId: string, sessionId: string): string => `${clubId}/${sessionId}`;

const toChange = ({ set: { clubId: _club, ...set }, key, at, fact }: Decision) => ({
  set,
  ...(key !== undefined && { key }),
  at,
  events: fact ? [toCheckoutEvent(fact)] : [],
});

const rejectUnavailable = (error: unknown): Promise<never> => Promise.reject(toUnavailable(error));

/** Sessions as documents; what was loaded is the document itself, with its version and outbox. */
export class MongoSessions implements Sessions {
  private readonly collection: Collection<Document>;

  constructor(
    model: { readonly collection: unknown },
    private readonly documents: Documents<SessionDocumentState>,
  ) {
    this.collection = model.collection as Collection<Document>;
  }

  async load(clubId: string, sessionId: string): Promise<LoadedSession | undefined> {
    const found = await this.documents.load(idOf(clubId, sessionId));
    return found && inTodaysForm(found);
  }

  recall(clubId: string, sessionId: string): Promise<LoadedSession | undefined> {
    const recalled = this.documents.recall(idOf(clubId, sessionId));
    return Promise.resolve(recalled && inTodaysForm(recalled));
  }

  async loadMany(clubId: string, sessionIds: readonly string[]): Promise<ReadonlyMap<string, LoadedSession>> {
    const found = await this.documents.loadMany([...new Set(sessionIds)].map((id) => idOf(clubId, id)));
    return new Map([...found.values()].map((document) => [document.sessionId, inTodaysForm(document)]));
  }

  async heads(clubId: string, sessionIds: readonly string[]): Promise<ReadonlyMap<string, SessionHead>> {
    if (sessionIds.length === 0) return new Map();
    const filter = { _id: { $in: sessionIds.map((id) => idOf(clubId, id)) } };
    const projection = { sessionId: 1, saleId: 1, state: 1, memberId: 1, openedAt: 1, soldAt: 1, historical: 1 };
    const found = await this.collection.find<SessionHead>(filter, { projection }).toArray().catch(rejectUnavailable);
    return new Map(found.map((head) => [head.sessionId, head]));
  }

  withoutPoints(clubId: string, period: Period, after: string, limit: number): Promise<readonly LoadedSession[]> {
    return this.salesOfMembers(clubId, period, withoutDues, { after, limit });
  }

  ofMembers(clubId: string, period: Period, after: string, limit: number): Promise<readonly LoadedSession[]> {
    return this.salesOfMembers(clubId, period, {}, { after, limit });
  }

  private async salesOfMembers(
    clubId: string,
    { from, to, branchIds }: Period,
    further: object,
    { after, limit }: { readonly after: string; readonly limit: number },
  ): Promise<readonly LoadedSession[]> {
    // The sign after the slash ends the club's ids.
    const ofClub = { _id: { $gt: idOf(clubId, after), $lt: `${clubId}0` } };
    const ofBranches = branchIds.length > 0 ? { branchId: { $in: [...branchIds] } } : {};
    const filter = {
      ...ofClub,
      ...ofBranches,
      clubId,
      state: 'closed',
      memberId: { $gt: '' },
      soldAt: { $gte: from, $lt: to },
      ...further,
    };
    return (await this.documents.find(filter, { sort: { _id: 1 }, limit })).map(inTodaysForm);
  }

  async salesWith(
    clubId: string,
    memberId: string,
    skus: readonly string[],
    until: Date,
  ): Promise<readonly LoadedSession[]> {
    return (
      await this.documents.find({
        clubId,
        memberId,
        'lines.sku': { $in: [...skus] },
        state: 'closed',
        soldAt: { $lte: until },
      })
    ).map(inTodaysForm);
  }

  async overdue(now: Date, limit: number): Promise<readonly Session[]> {
    return (await this.documents.find({ holdUntil: { $lte: now } }, { sort: { holdUntil: 1 }, limit })).map(
      inTodaysForm,
    );
  }

  insertMany(sessions: readonly NewSession[], at: Date): Promise<readonly ('inserted' | 'exists')[]> {
    return this.documents.insertMany(
      sessions.map(({ session, key }) => {
        const { clubId, ...state } = session;
        const sold =
          state.state === 'closed' && state.soldAt
            ? [toCheckoutEvent(soldFact({ ...session, soldAt: state.soldAt }))]
            : [];
        return { id: idOf(clubId, state.sessionId), clubId, state, key, at, events: sold };
      }),
    );
  }

  save(loaded: LoadedSession, decision: Decision): Promise<boolean> {
    return this.documents.save(loaded as Document, toChange(decision));
  }

  saveMany(savings: readonly Saving[]): Promise<readonly boolean[]> {
    return this.documents.saveMany(
      savings.map(({ loaded, decision }) => ({ loaded: loaded as Document, change: toChange(decision) })),
    );
  }

  async change(
    clubId: string,
    sessionId: string,
    decide: (session: Session) => Decision | undefined,
    known?: LoadedSession,
  ): Promise<LoadedSession | undefined> {
    const decideOn = (document: Document): ReturnType<typeof toChange> | undefined => {
      const decision = decide(inTodaysForm(document));
      return decision && toChange(decision);
    };
    const changed = await this.documents.change(idOf(clubId, sessionId), decideOn, known as Document | undefined);
    return changed && inTodaysForm(changed);
  }

  async *soldIn(clubId: string, { from, to }: { readonly from: Date; readonly to: Date }): AsyncIterable<SoldHead> {
    const filter = { clubId, state: 'closed' as const, soldAt: { $gte: from, $lt: to } };
    const projection = { _id: 0, soldAt: 1, memberId: 1, total: 1 };
    try {
      for await (const { soldAt, memberId, total } of this.collection.find(filter, { projection }))
        if (soldAt !== undefined) yield { soldAt, memberId, total };
    } catch (error) {
      await rejectUnavailable(error);
    }
  }

  async totals(clubId: string): Promise<{ sales: number; salesWithoutMember: number; apiReturns: number }> {
    const [sales, salesWithoutMember, returned] = await Promise.all([
      this.collection.countDocuments({ clubId, state: 'closed' }),
      this.collection.countDocuments({ clubId, state: 'closed', memberId: '' }),
      this.collection
        .aggregate<{ sum: number | bigint }>([
          { $match: { clubId, apiReturns: { $gt: 0 } } },
          { $group: { _id: null, sum: { $sum: '$apiReturns' } } },
        ])
        .toArray(),
    ]).catch(rejectUnavailable);
    return { sales, salesWithoutMember, apiReturns: Number(returned[0]?.sum ?? 0) };
  }
}
