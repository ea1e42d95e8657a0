import { ManualClock } from '@vafa/kernel';
import { sha256 } from '../src/adapters/crypto/sha-256.ts';
import type { ReceiptClaim } from '../src/domain/receipt/receipt-claim.ts';
import { soldFact } from '../src/domain/session/end-session.ts';
import type { Decision, Session, SessionFact } from '../src/domain/session/session.ts';
import { composeUseCases } from '../src/compose.ts';
import { clubsOf } from './fake-clubs.ts';
import { MemoryLedger, pointsOf, spendOf } from './memory-ledger.ts';
import { pounds } from './sales.ts';
import type { Campaigns } from '../src/use-cases/campaigns.ts';
import type { Night, NightEntry, Nights } from '../src/use-cases/nights.ts';
import type { HeldClaim, Receipts } from '../src/use-cases/receipts.ts';
import type {
  LoadedSession,
  NewSession,
  Period,
  Saving,
  SessionHead,
  Sessions,
  SoldHead,
} from '../src/use-cases/sessions.ts';

/** Sessions in a map, as a database would keep them, and the facts that their writes tell, in order. */
class MemorySessions implements Sessions {
  readonly facts: SessionFact[] = [];
  private readonly stored = new Map<string, LoadedSession & { readonly keys: readonly string[] }>();
  private readonly before = new Map<string, LoadedSession>();

  all(): readonly LoadedSession[] {
    return [...this.stored.values()];
  }

  load(clubId: string, sessionId: string): Promise<LoadedSession | undefined> {
    return Promise.resolve(this.stored.get(`${clubId}/${sessionId}`));
  }

  /** As it was before its last save, as if another process had made that one. */
  recall(clubId: string, sessionId: string): Promise<LoadedSession | undefined> {
    const id = `${clubId}/${sessionId}`;
    return Promise.resolve(this.before.get(id) ?? this.stored.get(id));
  }

  loadMany(clubId: string, sessionIds: readonly string[]): Promise<ReadonlyMap<string, LoadedSession>> {
    return Promise.resolve(
      new Map(
        sessionIds.flatMap((id) =>
          this.stored.has(`${clubId}/${id}`)
            ? [[id, this.stored.get(`${clubId}/${id}`) as LoadedSession] as const]
            : [],
        ),
      ),
    );
  }

  heads(clubId: string, sessionIds: readonly string[]): Promise<ReadonlyMap<string, SessionHead>> {
    return this.loadMany(clubId, sessionIds);
  }

  withoutPoints(clubId: string, period: Period, after: string, limit: number): Promise<readonly LoadedSession[]> {
    return this.salesOfMembers(clubId, period, after, limit, ({ adjudication }) => adjudication.dues.length === 0);
  }

  ofMembers(clubId: string, period: Period, after: string, limit: number): Promise<readonly LoadedSession[]> {
    return this.salesOfMembers(clubId, period, after, limit, () => true);
  }

  private salesOfMembers(
    clubId: string,
    { from, to }: Period,
    after: string,
    limit: number,
    isMeant: (session: Session) => boolean,
  ): Promise<readonly LoadedSession[]> {
    const isIn = ({ soldAt }: Session): boolean => soldAt !== undefined && soldAt >= from && soldAt < to;
    const found = this.all().filter(
      (one) =>
        one.clubId === clubId &&
        one.state === 'closed' &&
        one.memberId !== '' &&
        isMeant(one) &&
        isIn(one) &&
        one.sessionId > after,
    );
    return Promise.resolve(found.sort((a, b) => (a.sessionId < b.sessionId ? -1 : 1)).slice(0, limit));
  }

  salesWith(clubId: string, memberId: string, skus: readonly string[], until: Date): Promise<readonly LoadedSession[]> {
    const isOf = (one: Session): boolean =>
      one.clubId === clubId &&
      one.memberId === memberId &&
      one.state === 'closed' &&
      one.soldAt !== undefined &&
      one.soldAt <= until;
    const wanted = new Set(skus);
    return Promise.resolve(this.all().filter((one) => isOf(one) && one.lines.some(({ sku }) => wanted.has(sku))));
  }

  overdue(): Promise<readonly Session[]> {
    return Promise.resolve([]);
  }

  insertMany(sessions: readonly NewSession[]): Promise<readonly ('inserted' | 'exists')[]> {
    return Promise.resolve(
      sessions.map(({ session, key }) => {
        const id = `${session.clubId}/${session.sessionId}`;
        if (this.stored.has(id)) return 'exists';
        this.stored.set(id, { ...session, version: 1, keys: [key] });
        if (session.state === 'closed' && session.soldAt)
          this.facts.push(soldFact({ ...session, soldAt: session.soldAt }));
        return 'inserted';
      }),
    );
  }

  save(loaded: LoadedSession, { set, key = '', fact }: Decision): Promise<boolean> {
    const id = `${loaded.clubId}/${loaded.sessionId}`;
    const now = this.stored.get(id);
    if (now?.version !== loaded.version) return Promise.resolve(false);
    this.before.set(id, now);
    this.stored.set(id, { ...now, ...set, version: now.version + 1, keys: [...now.keys, key] });
    if (fact) this.facts.push(fact);
    return Promise.resolve(true);
  }

  saveMany(savings: readonly Saving[]): Promise<readonly boolean[]> {
    return Promise.all(savings.map(({ loaded, decision }) => this.save(loaded, decision)));
  }

  async change(
    clubId: string,
    sessionId: string,
    decide: (session: Session) => Decision | undefined,
    known?: LoadedSession,
  ): Promise<LoadedSession | undefined> {
    const loaded = known ?? (await this.load(clubId, sessionId));
    const decision = loaded && decide(loaded);
    const isLost = loaded && decision && !(await this.save(loaded, decision));
    return isLost ? this.change(clubId, sessionId, decide) : this.load(clubId, sessionId);
  }

  async *soldIn(clubId: string, { from, to }: { readonly from: Date; readonly to: Date }): AsyncIterable<SoldHead> {
    await Promise.resolve();
    for (const { clubId: of, state, soldAt, memberId, total } of this.all())
      if (of === clubId && state === 'closed' && soldAt && soldAt >= from && soldAt < to)
        yield { soldAt, memberId, total };
  }

  totals(clubId: string): Promise<{ sales: number; salesWithoutMember: number; apiReturns: number }> {
    const closed = this.all().filter((one) => one.clubId === clubId && one.state === 'closed');
    return Promise.resolve({
      sales: closed.length,
      salesWithoutMember: closed.filter(({ memberId }) => memberId === '').length,
      apiReturns: closed.reduce((sum, one) => sum + one.apiReturns, 0),
    });
  }
}

class MemoryReceipts implements Receipts {
  private readonly stored = new Map<string, ReceiptClaim>();

  all(): readonly ReceiptClaim[] {
    return [...this.stored.values()];
  }

  claimMany(claims: readonly ReceiptClaim[]): Promise<readonly HeldClaim[]> {
    const insert = (claim: ReceiptClaim): HeldClaim => {
      const held = this.stored.get(claim.id);
      if (held) return { claim: held, fresh: held.owner === claim.owner && held.saleId === claim.saleId };
      this.stored.set(claim.id, claim);
      return { claim, fresh: true };
    };
    return Promise.resolve(claims.map(insert));
  }

  find(ids: readonly string[]): Promise<ReadonlyMap<string, ReceiptClaim>> {
    return Promise.resolve(
      new Map(ids.flatMap((id) => (this.stored.has(id) ? [[id, this.stored.get(id) as ReceiptClaim] as const] : []))),
    );
  }

  revisions(ids: readonly string[]): Promise<ReadonlyMap<string, number>> {
    return Promise.resolve(
      new Map(ids.flatMap((id) => (this.stored.has(id) ? [[id, this.stored.get(id)?.revision ?? 0] as const] : []))),
    );
  }

  join(entries: readonly { readonly first: ReceiptClaim; readonly till: string }[]): Promise<void> {
    for (const { first, till } of entries)
      this.update(first.id, (now) => now.others.length === first.others.length && { others: [...now.others, till] });
    return Promise.resolve();
  }

  takeOver(old: ReceiptClaim, next: ReceiptClaim): Promise<boolean> {
    return Promise.resolve(
      this.update(
        old.id,
        (now) =>
          now.owner === old.owner &&
          now.saleId === old.saleId &&
          now.accepted === old.accepted &&
          now.revision === old.revision && { ...next, id: old.id, others: now.others, revision: old.revision + 1 },
      ),
    );
  }

  rememberDifference(versions: readonly { readonly id: string; readonly version: string }[]): Promise<void> {
    for (const { id, version } of versions)
      this.update(id, ({ differing }) => !differing.includes(version) && { differing: [...differing, version] });
    return Promise.resolve();
  }

  forgetDifference(versions: readonly { readonly id: string; readonly version: string }[]): Promise<void> {
    for (const { id, version } of versions)
      this.update(id, ({ differing }) => ({ differing: differing.filter((one) => one !== version) }));
    return Promise.resolve();
  }

  refuse(claims: readonly ReceiptClaim[]): Promise<void> {
    for (const { id, saleId, exceptions, settled } of claims)
      this.update(
        id,
        (now) => now.saleId === saleId && { exceptions, accepted: false, settled, revision: now.revision + 1 },
      );
    return Promise.resolve();
  }

  complete(claim: ReceiptClaim): Promise<boolean> {
    return Promise.resolve(
      this.update(claim.id, ({ revision }) => revision === claim.revision && { ...claim, revision: revision + 1 }),
    );
  }

  give(id: string, memberId: string): Promise<void> {
    this.update(id, (now) => ({
      memberId,
      ...(memberId !== '' &&
        now.memberId !== memberId &&
        now.wanted.length > 0 && { settled: false, revision: now.revision + 1 }),
    }));
    return Promise.resolve();
  }

  returnsOf(clubId: string, memberIds: readonly string[]): Promise<readonly ReceiptClaim[]> {
    return Promise.resolve(
      this.all().filter(
        (claim) => claim.clubId === clubId && claim.wanted.length > 0 && memberIds.includes(claim.memberId ?? ''),
      ),
    );
  }

  allocate(claims: readonly ReceiptClaim[]): Promise<readonly boolean[]> {
    return Promise.resolve(
      claims.map(({ id, memberId, exceptions, accepted, settled, allocation, revision, places }) =>
        this.update(
          id,
          (now) =>
            now.revision === revision - 1 &&
            now.memberId === memberId && { exceptions, accepted, settled, allocation, revision, places },
        ),
      ),
    );
  }

  settle(claims: readonly ReceiptClaim[]): Promise<ReadonlySet<string>> {
    const overtaken = claims.filter(
      ({ id, revision }) => !this.update(id, (now) => now.revision === revision && { settled: true }),
    );
    return Promise.resolve(new Set(overtaken.map(({ id }) => id)));
  }

  totals(clubId: string): Promise<{ returns: number; exceptions: number }> {
    const ours = this.all().filter((claim) => claim.clubId === clubId);
    const returns = ours.filter(
      ({ kind, accepted, allocation }) => (kind === 'return' && accepted) || (kind === 'sale' && allocation.length > 0),
    ).length;
    return Promise.resolve({
      returns,
      exceptions: ours.reduce((sum, { exceptions, differing }) => sum + exceptions.length + differing.length, 0),
    });
  }

  private update(id: string, change: (now: ReceiptClaim) => Partial<ReceiptClaim> | false): boolean {
    const now = this.stored.get(id);
    const next = now && change(now);
    if (!now || !next) return false;
    this.stored.set(id, { ...now, ...next });
    return true;
  }
}

class MemoryNights implements Nights {
  private readonly stored = new Map<string, Night>();

  open(nights: readonly Night[]): Promise<ReadonlyMap<string, Night>> {
    const known = new Map<string, Night>();
    for (const night of nights) {
      const there = this.stored.get(night.id);
      if (there) known.set(night.id, there);
      else this.stored.set(night.id, night);
    }
    return Promise.resolve(known);
  }

  enter(night: Night, entry: NightEntry): Promise<boolean> {
    const now = this.stored.get(night.id);
    if (now?.entries.length !== night.entries.length) return Promise.resolve(false);
    this.stored.set(night.id, { ...now, entries: [...now.entries, entry] });
    return Promise.resolve(true);
  }

  find(ids: readonly string[]): Promise<ReadonlyMap<string, Night>> {
    return Promise.resolve(
      new Map(ids.flatMap((id) => (this.stored.has(id) ? [[id, this.stored.get(id) as Night] as const] : []))),
    );
  }
}

/** A point for each whole pound, while there is a rule; asked for one version or for those of the time. */
class OneRule implements Campaigns {
  isPublished = true;

  adjudicate(_clubId: string, baskets: Parameters<Campaigns['adjudicate']>[1]) {
    return Promise.resolve(
      baskets.map(({ memberId, lines, decided, onlyLess }) => {
        const base = lines.reduce((sum, { amount }) => sum + amount, 0n);
        if (decided)
          return pounds(memberId === '' ? 0n : base, { decided, ...(onlyLess !== undefined && { onlyLess }) });
        return pounds(this.isPublished && memberId !== '' ? base : 0n);
      }),
    );
  }
}

/** A club whose catalogue is empty. */
export const noGoods = { of: () => Promise.resolve([]) };

/** What stands between a caller and a store: nothing, or what holds its calls up or breaks them. */
export type Around = <T extends object>(port: T) => T;

/**
 * Checkout's use cases on stores in memory, and what the ledger and membership make of its facts; `caller` is one more
 * process on the same stores.
 */
export const memoryCheckout = (now: Date) => {
  const clock = new ManualClock(now);
  const [sessions, receipts, campaigns] = [new MemorySessions(), new MemoryReceipts(), new OneRule()];
  const nights = new MemoryNights();
  const ledger = new MemoryLedger();
  const caller = (around: Around) => {
    const stores = { sessions: around(sessions), receipts: around(receipts), nights: around(nights) };
    return composeUseCases(
      { ...stores, clubs: clubsOf(), goods: noGoods, campaigns, ledger, digest: sha256, clock },
      60_000,
    );
  };
  return {
    ...caller((port) => port),
    caller,
    clock,
    sessions,
    receipts,
    campaigns,
    ledger,
    points: () => pointsOf(sessions.facts),
    spend: () => spendOf(sessions.facts),
  };
};
