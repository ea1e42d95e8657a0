import { goodsKey } from '@vafa/contracts/goods';
import { derivedId, DomainError, type Clock } from '@vafa/kernel';
import { idPrefixes } from '../domain/ids.ts';
import type { Adjudication } from '../domain/session/adjudication.ts';
import { goodsForms } from '../domain/return/goods-forms.ts';
import { inOrder, reallocate, withAllocation } from '../domain/return/reallocate.ts';
import type { ReceiptClaim } from '../domain/receipt/receipt-claim.ts';
import { decideReturn, nextReturn, type ReturnPlan } from '../domain/return/settle-return.ts';
import type { Session } from '../domain/session/session.ts';
import { adjudicateRests, type Rest } from './adjudicate-basket.ts';
import type { Campaigns } from './campaigns.ts';
import type { Receipts } from './receipts.ts';
import type { LoadedSession, Sessions } from './sessions.ts';

const roundsMax = 200;

/** What of a member's returns may have to move: those of these goods (keys); undefined: all. */
export interface Touched {
  readonly memberId: string;
  readonly goods?: ReadonlySet<string>;
}

/**
 * Lets every return of a member stand where it belongs by what is known now. Where all its lines go is stored in its
 * claim first; then each sale takes its part under the return's id, one at a time, and gives up what it has no longer.
 * Whoever adds a sale or a return adds it first and comes here then, so that of two at once one sees the other.
 */
export class SettleReturns {
  constructor(
    private readonly receipts: Receipts,
    private readonly sessions: Sessions,
    private readonly campaigns: Campaigns,
    private readonly clock: Clock,
  ) {}

  /** Answers the members' claims as they then stand, by id. Raises `contention`, `unavailable`: repeat. */
  async execute(clubId: string, touched: readonly Touched[]): Promise<ReadonlyMap<string, ReceiptClaim>> {
    const answers = new Map<string, ReceiptClaim>();
    let waiting = touched;
    for (let round = 0; waiting.length > 0; round++) {
      if (round === roundsMax) throw contention();
      const claims = await this.receipts.returnsOf(
        clubId,
        waiting.map(({ memberId }) => memberId),
      );
      for (const claim of claims) answers.set(claim.id, claim);
      const byMember = Map.groupBy(claims, ({ memberId = '' }) => memberId);
      const changed = (
        await Promise.all(waiting.map((one) => this.decide(clubId, one, byMember.get(one.memberId) ?? [])))
      ).flat();
      const unfit = await this.store(clubId, changed, answers);
      waiting = waiting.filter(({ memberId }) => unfit.has(memberId));
    }
    return answers;
  }

  /** Lets the sales of stored allocations take their parts; for claims whose lines were not kept. */
  async finish(clubId: string, claims: readonly ReceiptClaim[]): Promise<readonly ReceiptClaim[]> {
    await this.apply(clubId, claims);
    const settled = claims.map((claim) => ({ ...claim, settled: true }));
    await this.receipts.settle(settled);
    return settled;
  }

  /** The claims whose allocation is another one now. */
  private async decide(
    clubId: string,
    { memberId, goods }: Touched,
    claims: readonly ReceiptClaim[],
  ): Promise<ReceiptClaim[]> {
    const asked = claims
      .filter(({ settled }) => goods === undefined || !settled)
      .flatMap(({ wanted }) => wanted.map(({ sku }) => goodsKey(sku)));
    const keys = new Set([...(goods ?? []), ...asked]);
    const together = claims.filter(({ wanted }) => wanted.some(({ sku }) => keys.has(goodsKey(sku))));
    if (together.length === 0) return [];
    const until = new Date(Math.max(...together.map(({ at }) => at?.getTime() ?? 0)));
    const skus = goodsForms(
      together.flatMap(({ wanted }) => wanted.flatMap(({ sku }) => (keys.has(goodsKey(sku)) ? [sku] : []))),
    );
    const sales = await this.sessions.salesWith(clubId, memberId, skus, until);
    const allocations = reallocate(memberId, together, sales, keys);
    return together.flatMap((claim) => {
      const allocation = allocations.get(claim.id);
      return (allocation && withAllocation(claim, allocation)) ?? [];
    });
  }

  /** Answers the members whose returns have to be decided again. */
  private async store(
    clubId: string,
    changed: readonly ReceiptClaim[],
    answers: Map<string, ReceiptClaim>,
  ): Promise<ReadonlySet<string>> {
    const stored = await this.receipts.allocate(changed);
    const unfit = new Set(changed.filter((_claim, index) => !stored[index]).map(({ memberId = '' }) => memberId));
    const ours = changed.filter((_claim, index) => stored[index]);
    for (const claim of ours) answers.set(claim.id, claim);
    const open = ours.filter(({ settled }) => !settled);
    const stuck = await this.apply(clubId, open);
    const settled = open.filter((claim) => !stuck.has(claim)).map((claim) => ({ ...claim, settled: true }));
    const overtaken = await this.receipts.settle(settled);
    for (const claim of settled) answers.set(claim.id, claim);
    for (const claim of [...stuck, ...settled.filter(({ id }) => overtaken.has(id))]) unfit.add(claim.memberId ?? '');
    return unfit;
  }

  /** Answers those that found no room: something else took it meanwhile. */
  private async apply(clubId: string, claims: readonly ReceiptClaim[]): Promise<ReadonlySet<ReceiptClaim>> {
    const bySession = claimsBySession(claims.toSorted(inOrder));
    const stuck = new Map<string, readonly ReceiptClaim[]>();
    let waiting = [...bySession.keys()];
    for (let round = 0; waiting.length > 0; round++) {
      if (round === roundsMax * claims.length) throw contention();
      const loaded = await this.sessions.loadMany(clubId, waiting);
      const planned = [...loaded.values()].flatMap((session) => {
        const { ready, waiting: others } = nextReturn(session, bySession.get(session.sessionId) ?? []);
        stuck.set(session.sessionId, others);
        return ready ? [{ session, plan: ready }] : [];
      });
      await this.save(clubId, planned);
      waiting = planned.map(({ session }) => session.sessionId);
    }
    return new Set([...stuck.values()].flat());
  }

  /** One that is moved may give more where it leaves. */
  private async rests(
    clubId: string,
    planned: readonly { readonly session: LoadedSession; readonly plan: ReturnPlan }[],
  ): Promise<readonly Adjudication[]> {
    const [fresh, moved] = [planned.filter(({ plan }) => plan.isNew), planned.filter(({ plan }) => !plan.isNew)];
    const left = ({ session, plan }: (typeof planned)[number]): Rest => ({ ...session, lines: plan.plan.lines });
    const [ofFresh, ofMoved] = await Promise.all([
      adjudicateRests(this.campaigns, clubId, fresh.map(left), true),
      adjudicateRests(this.campaigns, clubId, moved.map(left), false),
    ]);
    return planned.map(
      (one) => (one.plan.isNew ? ofFresh[fresh.indexOf(one)] : ofMoved[moved.indexOf(one)]) ?? one.session.adjudication,
    );
  }

  private async save(
    clubId: string,
    planned: readonly { readonly session: LoadedSession; readonly plan: ReturnPlan }[],
  ): Promise<void> {
    if (planned.length === 0) return;
    const rests = await this.rests(clubId, planned);
    const now = this.clock.now();
    await this.sessions.saveMany(
      planned.map(({ session, plan }, index) => ({
        loaded: session,
        decision: decideReturn(session, plan, rests[index] ?? session.adjudication, correctionIdOf(session, plan), now),
      })),
    );
  }
}

/** Each claim where it stands or stood. */
const claimsBySession = (claims: readonly ReceiptClaim[]): ReadonlyMap<string, readonly ReceiptClaim[]> => {
  const bySession = new Map<string, ReceiptClaim[]>();
  for (const claim of claims) {
    for (const sessionId of new Set([...claim.places, ...claim.allocation.map((line) => line.sessionId)])) {
      const there = bySession.get(sessionId);
      if (there) there.push(claim);
      else bySession.set(sessionId, [claim]);
    }
  }
  return bySession;
};

const correctionIdOf = ({ saleId }: Session, { claim }: ReturnPlan): string =>
  derivedId(idPrefixes.correction, `${saleId}/${claim.returnId}/${String(claim.revision)}`);

const contention = (): DomainError =>
  new DomainError('unavailable', 'contention', 'too many changes of the same sales at once');
