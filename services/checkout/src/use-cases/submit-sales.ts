import { sharedIdPrefixes } from '@vafa/contracts/ids';
import { goodsKey } from '@vafa/contracts/goods';
import { newId, slicesOf, type Clock } from '@vafa/kernel';
import { nothingDecided } from '../domain/session/adjudication.ts';
import {
  completedOutcome,
  differsOutcome,
  firstOutcome,
  knownOutcome,
  receiptDiffers,
  toClosedSession,
  type BatchOutcome,
  type BatchTerms,
} from '../domain/batch/batch-outcome.ts';
import { cancelSession, isForgotten } from '../domain/session/end-session.ts';
import { goodsForms } from '../domain/return/goods-forms.ts';
import { hasLines, type ReceiptClaim } from '../domain/receipt/receipt-claim.ts';
import { recogniseSale, type Owner, type Recognition } from '../domain/batch/recognise.ts';
import { TakenAtTills } from '../domain/return/taken-at-tills.ts';
import { toPaid } from './adjudicate-basket.ts';
import type { Campaigns, PricedBasket } from './campaigns.ts';
import type { ClaimReceipts } from './claim-receipts.ts';
import type { CompleteReceipts } from './complete-receipts.ts';
import { toClaim, type ClaimedItem } from './read-batch.ts';
import type { HeldClaim, Receipts } from './receipts.ts';
import type { Sessions } from './sessions.ts';
import type { SettleReturns, Touched } from './settle-returns.ts';

interface Judged {
  readonly read: ClaimedItem;
  readonly claim: ReceiptClaim;
  /** Undefined: claimed just now. */
  readonly recognition: Recognition | undefined;
  /** An earlier item of the batch is of the same receipt. */
  readonly isTwin: boolean;
}

const salesPerWrite = 75;
const triesMax = 5;

/**
 * Their prices are what was paid. Nobody earns without a member, whatever the lines are: they need not travel.
 */
const toAsked = ({ item, lines }: ClaimedItem, { timeZone, pointValue }: BatchTerms): PricedBasket => {
  const asked = item.memberId === '' ? [] : lines.map((line, place) => ({ position: place + 1, ...line }));
  return toPaid({ ...item, timeZone, pointValue, lines: asked }, item.at);
};

/**
 * Sales made elsewhere, in bulk: claim the receipts, adjudicate the new ones together, store each as a closed session.
 */
export class SubmitSales {
  constructor(
    private readonly sessions: Sessions,
    private readonly receipts: Receipts,
    private readonly claims: ClaimReceipts,
    private readonly completing: CompleteReceipts,
    private readonly returns: SettleReturns,
    private readonly campaigns: Campaigns,
    private readonly clock: Clock,
  ) {}

  /** An outcome for each, in the order given. Repeat after `unavailable`: what is there is found again. */
  async execute(terms: BatchTerms, reads: readonly ClaimedItem[]): Promise<BatchOutcome[]> {
    if (reads.length === 0) return [];
    const held = await this.claims.execute(
      reads.map((read) => ({ claim: toClaim(read, terms, newId(sharedIdPrefixes.sale)), ids: read.ids })),
    );
    const seen = new Set<string>();
    const all = reads.map((read, index) => {
      const { claim, fresh } = held[index] as HeldClaim;
      return { read, claim, fresh, isTwin: seen.size === seen.add(claim.id).size };
    });
    const outcomes = new Map<ClaimedItem, BatchOutcome>();
    await this.settle(
      terms,
      await this.judge(
        terms,
        all.filter(({ isTwin }) => !isTwin),
      ),
      outcomes,
    );
    // Those that meet an item of their own batch come after it, one by one: it is stored by then.
    for (const twin of all.filter(({ isTwin }) => isTwin)) {
      const claim = (await this.receipts.find([twin.claim.id])).get(twin.claim.id) ?? twin.claim;
      await this.settle(terms, await this.judge(terms, [{ ...twin, claim, fresh: false }]), outcomes);
    }
    return reads.map((read) => outcomes.get(read) as BatchOutcome);
  }

  private async settle(
    terms: BatchTerms,
    judged: readonly Judged[],
    outcomes: Map<ClaimedItem, BatchOutcome>,
  ): Promise<void> {
    const waiting = judged.filter(({ claim, recognition }) =>
      recognition === undefined ? claim.accepted : recognition.kind === 'unfinished',
    );
    const refused = await this.store(terms, waiting);
    const completed = new Map(
      await Promise.all(
        judged
          .filter(({ recognition }) => recognition?.kind === 'more')
          .map(async ({ read, claim }) => [read, await this.completing.execute(terms.clubId, read, claim.id)] as const),
      ),
    );
    const now = judged.map(
      (one): Judged => ({
        ...one,
        ...(completed.get(one.read) ?? (refused.has(one.read) && { claim: refused.get(one.read) as ReceiptClaim })),
      }),
    );
    // Also what was known before: a crash may have come between its sale and the returns that belong there.
    const sold = now.filter(
      ({ read, claim, recognition }) => recognition?.kind !== 'differs' && !(refused.has(read) && claim.settled),
    );
    const settled = await this.returns.execute(terms.clubId, await this.touched(terms.clubId, sold));
    await this.noteDifferences(now);
    for (const one of now)
      outcomes.set(
        one.read,
        this.outcome(terms, { ...one, claim: settled.get(one.claim.id) ?? one.claim }, refused.has(one.read)),
      );
  }

  private outcome(
    { source }: BatchTerms,
    { read, claim, recognition, isTwin }: Judged,
    isRefused: boolean,
  ): BatchOutcome {
    if (isRefused) return { ...firstOutcome(claim), differs: ['session_id'] };
    switch (recognition?.kind) {
      case 'differs':
        return differsOutcome(read, recognition.fields);
      case 'more':
        return completedOutcome(claim);
      case 'known':
      case 'unfinished':
        return knownOutcome(claim, source, isTwin);
      case 'free':
      case undefined:
        return firstOutcome(claim);
    }
  }

  private async noteDifferences(judged: readonly Judged[]): Promise<void> {
    const differing = judged.filter(
      ({ recognition }) => recognition?.kind === 'differs' && !recognition.fields.includes('state'),
    );
    await this.receipts.rememberDifference(
      differing.map(({ read, claim }) => ({ id: claim.id, version: read.version })),
    );
    const agreeing = judged.filter(
      ({ claim, recognition }) =>
        claim.differing.length > 0 && (recognition?.kind === 'known' || recognition?.kind === 'more'),
    );
    await this.receipts.forgetDifference(agreeing.map(({ read, claim }) => ({ id: claim.id, version: read.version })));
  }

  /** Members whose returns may go elsewhere now: to a sale of theirs that a return of those goods is later than. */
  private async touched(clubId: string, judged: readonly Judged[]): Promise<Touched[]> {
    const byMember = Map.groupBy(judged, ({ read, claim }) =>
      claim.memberId === undefined || claim.memberId === '' ? read.item.memberId : claim.memberId,
    );
    byMember.delete('');
    if (byMember.size === 0) return [];
    const waiting = Map.groupBy(
      await this.receipts.returnsOf(clubId, [...byMember.keys()]),
      ({ memberId = '' }) => memberId,
    );
    return [...waiting].flatMap(([memberId, claims]) => {
      const sold = byMember.get(memberId) ?? [];
      const goods = new Set(sold.flatMap(({ read }) => read.lines.map(({ sku }) => goodsKey(sku))));
      const first = Math.min(...sold.map(({ read }) => read.item.at.getTime()));
      const concerns = claims.some(
        ({ settled, at, wanted }) =>
          !settled || ((at?.getTime() ?? 0) >= first && wanted.some(({ sku }) => goods.has(goodsKey(sku)))),
      );
      return concerns ? [{ memberId, goods }] : [];
    });
  }

  private async judge(
    terms: BatchTerms,
    held: readonly {
      readonly read: ClaimedItem;
      readonly claim: ReceiptClaim;
      readonly fresh: boolean;
      readonly isTwin: boolean;
    }[],
  ): Promise<Judged[]> {
    const left = await this.left(
      terms.clubId,
      held.flatMap(({ claim, fresh }) => (fresh ? [] : [claim])),
    );
    const known = held.filter(({ fresh }) => !fresh);
    const owners = await this.withoutForgotten(terms.clubId, known, await this.owners(terms.clubId, known));
    return Promise.all(
      held.map(async ({ read, claim: first, fresh, isTwin }): Promise<Judged> => {
        const claim = left.get(first.id) ?? first;
        const told = fresh ? read : await this.withoutKnownBacks(terms.clubId, read, claim);
        const recognition = fresh ? undefined : recogniseSale(told, claim, owners.get(claim.id), this.clock.now());
        const judged = { read, claim, recognition, isTwin };
        return recognition?.kind === 'free' ? await this.takeOver(terms, judged) : judged;
      }),
    );
  }

  /** What goes back under a receipt of which nothing is accepted is settled before the receipt can be another's. */
  private left(clubId: string, claims: readonly ReceiptClaim[]): Promise<ReadonlyMap<string, ReceiptClaim>> {
    return this.returns.settleOpen(
      clubId,
      claims.filter(({ accepted }) => !accepted),
    );
  }

  /**
   * An exchange at a till is a session and returns by themselves under its receipt: what they took need not be told
   * again.
   */
  private async withoutKnownBacks(clubId: string, read: ClaimedItem, claim: ReceiptClaim): Promise<ClaimedItem> {
    const { item, back } = read;
    if (claim.kind !== 'session' || back.length === 0 || item.memberId === '') return read;
    const [sales, claims] = await Promise.all([
      this.sessions.salesWith(clubId, item.memberId, goodsForms(back.map(({ sku }) => sku)), item.at),
      this.receipts.returnsOf(clubId, [item.memberId]),
    ]);
    const tills = new TakenAtTills(sales, new Set(claims.map(({ returnId }) => returnId)));
    return back.every((line) => tills.take(item, line) === line.quantityMilli) ? { ...read, back: [] } : read;
  }

  /**
   * A session that nobody closed for a day is none any more when its receipt comes by another road: it is cancelled
   * first.
   */
  private async withoutForgotten(
    clubId: string,
    held: readonly { readonly claim: ReceiptClaim }[],
    owners: ReadonlyMap<string, Owner>,
  ): Promise<ReadonlyMap<string, Owner>> {
    const now = this.clock.now();
    const forgotten = held.filter(({ claim }) => claim.kind === 'session' && isForgotten(owners.get(claim.id), now));
    const cancelled = await Promise.all(
      forgotten.map(
        async ({ claim }) =>
          [
            claim.id,
            await this.sessions.change(clubId, claim.owner, (session) =>
              isForgotten(session, now) ? cancelSession(session, `forgotten:${claim.id}`, now) : undefined,
            ),
          ] as const,
      ),
    );
    return new Map([...owners, ...cancelled.flatMap(([id, session]) => (session ? [[id, session] as const] : []))]);
  }

  /** A receipt behind which nothing stands goes to this sale; when another was quicker, it is judged by that one. */
  private async takeOver(terms: BatchTerms, judged: Judged): Promise<Judged> {
    const { read, isTwin } = judged;
    let { claim: old } = judged;
    for (let tries = 1; tries <= triesMax; tries++) {
      const claim = { ...toClaim(read, terms, newId(sharedIdPrefixes.sale)), id: old.id };
      if (await this.receipts.takeOver(old, claim)) return { read, claim, recognition: undefined, isTwin };
      old = (await this.receipts.find([old.id])).get(old.id) ?? old;
      old = (await this.left(terms.clubId, [old])).get(old.id) ?? old;
      const recognition = recogniseSale(
        read,
        old,
        (await this.owners(terms.clubId, [{ read, claim: old }])).get(old.id),
        this.clock.now(),
      );
      if (recognition.kind !== 'free') return { read, claim: old, recognition, isTwin };
    }
    return { read, claim: old, recognition: { kind: 'differs', fields: ['state'] }, isTwin };
  }

  /**
   * What stands behind claims that were there before, by receipt; with its lines where the fingerprint does not tell
   * them.
   */
  private async owners(
    clubId: string,
    held: readonly { readonly read: ClaimedItem; readonly claim: ReceiptClaim }[],
  ): Promise<ReadonlyMap<string, Owner>> {
    const isSame = ({ read, claim }: (typeof held)[number]): boolean =>
      claim.kind === 'sale' && hasLines(claim, read.fingerprint);
    const ofSales = held.filter(({ claim }) => claim.kind !== 'return' && (claim.kind === 'session' || claim.accepted));
    const [short, whole] = [ofSales.filter(isSame), ofSales.filter((one) => !isSame(one))];
    const [heads, sessions] = await Promise.all([
      this.sessions.heads(
        clubId,
        short.map(({ claim }) => claim.owner),
      ),
      this.sessions.loadMany(
        clubId,
        whole.map(({ claim }) => claim.owner),
      ),
    ]);
    const found = [
      ...short.map(({ claim }) => [claim.id, heads.get(claim.owner)] as const),
      ...whole.map(({ claim }) => [claim.id, sessions.get(claim.owner)] as const),
    ];
    return new Map(found.flatMap(([id, owner]) => (owner ? [[id, owner] as const] : [])));
  }

  /**
   * Slice by slice, so that one is adjudicated while another is written; answers the claims of those whose session id
   * belongs to another sale.
   */
  private async store(terms: BatchTerms, waiting: readonly Judged[]): Promise<ReadonlyMap<ClaimedItem, ReceiptClaim>> {
    const slices = slicesOf(waiting, salesPerWrite);
    const refused = (await Promise.all(slices.map((slice) => this.storeSlice(terms, slice)))).flat();
    const settled = refused.map(
      ({ read, claim }): ReceiptClaim => ({
        ...claim,
        accepted: false,
        settled: claim.wanted.length === 0 || (claim.memberId ?? '') === '',
        exceptions: [...claim.exceptions, receiptDiffers(read)],
      }),
    );
    await this.receipts.refuse(settled);
    return new Map(refused.map(({ read }, index) => [read, settled[index] as ReceiptClaim]));
  }

  /** Answers those whose session id belongs to another sale. */
  private async storeSlice(terms: BatchTerms, waiting: readonly Judged[]): Promise<Judged[]> {
    const now = this.clock.now();
    const adjudications = await this.campaigns.adjudicate(
      terms.clubId,
      waiting.map(({ read }) => toAsked(read, terms)),
    );
    const sessions = waiting.map(({ read, claim }, index) => ({
      session: toClosedSession(read, claim, terms, adjudications[index] ?? nothingDecided, now),
      key: `sale:${claim.saleId}`,
    }));
    const answers = await this.sessions.insertMany(sessions, now);
    const there = waiting.filter((_one, index) => answers[index] === 'exists');
    const stored = await this.sessions.heads(
      terms.clubId,
      there.map(({ claim }) => claim.owner),
    );
    return there.filter(({ claim }) => stored.get(claim.owner)?.saleId !== claim.saleId);
  }
}
