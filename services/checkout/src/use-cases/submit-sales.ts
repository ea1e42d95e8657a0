import { newId, type Clock } from '@vafa/kernel';
import { firstOutcome, outcomeOf, receiptDiffers, toClosedSession, type BatchOutcome, type BatchTerms } from '../domain/batch-outcome.ts';
import { linesText } from '../domain/line.ts';
import type { Digest } from '../domain/receipt.ts';
import type { ReceiptClaim } from '../domain/receipt-claim.ts';
import { recognise, type Owner, type Recognition } from '../domain/recognise.ts';
import type { Session } from '../domain/session.ts';
import { toPriced } from './adjudicate-basket.ts';
import type { Campaigns, PricedBasket } from './campaigns.ts';
import { toClaim, type ClaimedItem } from './read-batch.ts';
import type { HeldClaim, Receipts } from './receipts.ts';
import type { Sessions } from './sessions.ts';

interface Judged {
  readonly read: ClaimedItem;
  readonly claim: ReceiptClaim;
  /** Undefined: claimed just now. */
  readonly recognition: Recognition | undefined;
}

const salesPerWrite = 75;

/** Nobody earns without a member, whatever the lines are: they need not travel. */
const toAsked = ({ item, lines }: ClaimedItem): PricedBasket => toPriced({ ...item, lines: item.memberId === '' ? [] : lines }, item.at);

/** Sales made elsewhere, in bulk: claim the receipts, adjudicate the new ones together, store each as a closed session. */
export class SubmitSales {
  constructor(
    private readonly sessions: Sessions,
    private readonly receipts: Receipts,
    private readonly campaigns: Campaigns,
    private readonly digest: Digest,
    private readonly clock: Clock,
  ) {}

  /** An outcome for each, in the order given. Repeat after `unavailable`: what is there is found again. */
  async execute(terms: BatchTerms, reads: readonly ClaimedItem[]): Promise<BatchOutcome[]> {
    if (reads.length === 0) return [];
    const judged = await this.judge(terms, reads);
    const differing = judged.filter(({ recognition }) => recognition === 'differs');
    await this.receipts.rememberDifference(differing.map(({ read, claim }) => ({ id: claim.id, fingerprint: read.fingerprint })));
    const waiting = judged.filter(({ claim, recognition }) => (recognition === undefined ? claim.accepted : recognition === 'unfinished'));
    const refused = await this.store(terms, waiting);
    return judged.map((one) => this.outcome(one, refused));
  }

  private outcome({ read, claim, recognition }: Judged, refused: ReadonlyMap<ClaimedItem, ReceiptClaim>): BatchOutcome {
    const settled = refused.get(read);
    if (settled) return firstOutcome(settled);
    return recognition === undefined ? firstOutcome(claim) : outcomeOf(read, claim, recognition);
  }

  private async judge(terms: BatchTerms, reads: readonly ClaimedItem[]): Promise<Judged[]> {
    const held = await this.receipts.claimMany(reads.map((read) => toClaim(read, terms, newId('sale'))));
    const owners = await this.owners(terms.clubId, held);
    return Promise.all(
      reads.map(async (read, index): Promise<Judged> => {
        const { claim, fresh } = held[index] as HeldClaim;
        if (fresh) return { read, claim, recognition: undefined };
        const recognition = recognise({ kind: 'sale', fingerprint: read.fingerprint, source: terms.source }, claim, owners.get(claim.id));
        return recognition === 'abandoned' ? this.takeOver(terms, read, claim) : { read, claim, recognition };
      }),
    );
  }

  /** The receipt of a session that ended without a sale goes to this one. */
  private async takeOver(terms: BatchTerms, read: ClaimedItem, old: ReceiptClaim): Promise<Judged> {
    const claim = toClaim(read, terms, newId('sale'));
    return (await this.receipts.takeOver(old, claim)) ? { read, claim, recognition: undefined } : { read, claim: old, recognition: 'in_use' };
  }

  /** What stands behind claims that were there before, by receipt. */
  private async owners(clubId: string, held: readonly HeldClaim[]): Promise<ReadonlyMap<string, Owner>> {
    const known = held.filter(({ fresh }) => !fresh).map(({ claim }) => claim);
    const ofTills = known.filter(({ kind }) => kind === 'session');
    const ofBatches = known.filter(({ kind, accepted }) => kind === 'sale' && accepted);
    const [opened, stored] = await Promise.all([
      this.sessions.loadMany(clubId, ofTills.map(({ owner }) => owner)),
      this.sessions.saleIds(clubId, ofBatches.map(({ owner }) => owner)),
    ]);
    const toOwner = ({ state, saleId, lines }: Session): Owner => ({ state, saleId, fingerprint: this.digest(`sale ${linesText(lines)}`) });
    return new Map<string, Owner>([
      ...ofTills.flatMap(({ id, owner }) => (opened.has(owner) ? [[id, toOwner(opened.get(owner) as Session)] as const] : [])),
      ...ofBatches.flatMap(({ id, owner, fingerprint }) => (stored.has(owner) ? [[id, { state: 'closed', saleId: stored.get(owner) ?? '', fingerprint }] as const] : [])),
    ]);
  }

  /** Slice by slice, so that one is adjudicated while another is written; answers the claims of those whose session id belongs to another sale. */
  private async store(terms: BatchTerms, waiting: readonly Judged[]): Promise<ReadonlyMap<ClaimedItem, ReceiptClaim>> {
    const slices = Array.from({ length: Math.ceil(waiting.length / salesPerWrite) }, (_, place) => waiting.slice(place * salesPerWrite, (place + 1) * salesPerWrite));
    const refused = (await Promise.all(slices.map((slice) => this.storeSlice(terms, slice)))).flat();
    const settled = refused.map(({ read, claim }): ReceiptClaim => ({ ...claim, accepted: false, exceptions: [...claim.exceptions, receiptDiffers(read)] }));
    await this.receipts.settle(settled);
    return new Map(refused.map(({ read }, index) => [read, settled[index] as ReceiptClaim]));
  }

  /** Answers those whose session id belongs to another sale. */
  private async storeSlice(terms: BatchTerms, waiting: readonly Judged[]): Promise<Judged[]> {
    const now = this.clock.now();
    const adjudications = await this.campaigns.adjudicate(terms.clubId, waiting.map(({ read }) => toAsked(read)));
    const sessions = waiting.map(({ read, claim }, index) => ({
      session: toClosedSession(read, claim, terms, adjudications[index] ?? { accruals: [], rejections: [] }, now),
      key: `sale:${claim.saleId}`,
    }));
    const answers = await this.sessions.insertMany(sessions, now);
    const there = waiting.filter((_one, index) => answers[index] === 'exists');
    const stored = await this.sessions.saleIds(terms.clubId, there.map(({ claim }) => claim.owner));
    return there.filter(({ claim }) => stored.get(claim.owner) !== claim.saleId);
  }
}
