import { derivedId, type Clock } from '@vafa/kernel';
import { idPrefixes } from '../domain/ids.ts';
import { completeClaim } from '../domain/receipt/complete-receipt.ts';
import { correctSale, withLines } from '../domain/session/correct-sale.ts';
import type { Digest } from '../domain/receipt/receipt.ts';
import type { ReceiptClaim } from '../domain/receipt/receipt-claim.ts';
import { recogniseReturn, recogniseSale, type Recognition } from '../domain/batch/recognise.ts';
import type { Adjudication } from '../domain/session/adjudication.ts';
import type { Decision, Session } from '../domain/session/session.ts';
import { adjudicateJoined, adjudicateOne, restsOf, toPaid } from './adjudicate-basket.ts';
import type { Campaigns } from './campaigns.ts';
import { untilSaved } from './contention.ts';
import type { ClaimedItem } from './read-batch.ts';
import type { Receipts } from './receipts.ts';
import type { LoadedSession, Sessions } from './sessions.ts';

export interface Completed {
  readonly claim: ReceiptClaim;
  /** What the submission was when its turn came: another may have completed the receipt before. */
  readonly recognition: Recognition;
}

/**
 * Adds to a receipt what an earlier submission could not say: rows that were refused, or its member. First the sale,
 * then its claim.
 */
export class CompleteReceipts {
  constructor(
    private readonly sessions: Sessions,
    private readonly receipts: Receipts,
    private readonly campaigns: Campaigns,
    private readonly digest: Digest,
    private readonly clock: Clock,
  ) {}

  /** Raises `contention`, `unavailable`: repeat. */
  execute(clubId: string, read: ClaimedItem, claimId: string): Promise<Completed> {
    return untilSaved(async () => {
      const claim = (await this.receipts.find([claimId])).get(claimId);
      if (claim === undefined) return undefined;
      const session = claim.kind === 'return' ? undefined : await this.sessions.load(clubId, claim.owner);
      const recognition =
        claim.kind === 'return' ? recogniseReturn(read, claim) : recogniseSale(read, claim, session, this.clock.now());
      if (recognition.kind !== 'more') return { claim, recognition };
      const sold = session && (await this.correct(session, read, recognition));
      if (session && !sold) return undefined;
      const completed = completeClaim(claim, read, recognition, sold?.lines.length ?? 0);
      return (await this.receipts.complete(completed)) ? { claim: completed, recognition } : undefined;
    });
  }

  /** The sale with what is new; undefined: somebody else changed it meanwhile. */
  private async correct(
    session: LoadedSession,
    read: ClaimedItem,
    { lines: added, memberId }: Extract<Recognition, { kind: 'more' }>,
  ): Promise<Session | undefined> {
    if (added.length === 0 && memberId === '') return session;
    const lines = withLines(
      session,
      added.map(({ line: _line, row: _row, ...sold }) => sold),
    );
    const wanted: Session = { ...session, lines, memberId: memberId === '' ? session.memberId : memberId };
    const decision = await this.decide(
      session,
      wanted,
      derivedId(
        idPrefixes.correction,
        this.digest(JSON.stringify([session.saleId, read.fingerprint, wanted.memberId, lines.length])),
      ),
    );
    return (await this.sessions.save(session, decision)) ? { ...session, ...decision.set } : undefined;
  }

  private async decide(session: Session, wanted: Session, id: string): Promise<Decision> {
    const { lines, memberId } = wanted;
    const soldAt = session.soldAt ?? session.openedAt;
    const rest = await this.decided(wanted, soldAt);
    const reason = memberId === session.memberId ? 'lines_completed' : 'member_completed';
    return correctSale(session, { lines, memberId, adjudication: rest }, { id, reason, at: this.clock.now() });
  }

  /** What promotions took off at a till stays off. */
  private async decided(wanted: Session, soldAt: Date): Promise<Adjudication> {
    const { clubId } = wanted;
    if (wanted.adjudication.adjustments.length > 0) return adjudicateJoined(this.campaigns, clubId, wanted);
    const adjudication = await adjudicateOne(this.campaigns, clubId, toPaid(wanted, soldAt));
    const [rest = adjudication] = await restsOf(this.campaigns, clubId, [{ ...wanted, adjudication }]);
    return rest;
  }
}
