import { newId } from '@vafa/kernel';
import { allocate } from '../domain/allocate.ts';
import { firstOutcome, outcomeOf, type BatchOutcome, type BatchTerms } from '../domain/batch-outcome.ts';
import type { ReceiptClaim, RowException } from '../domain/receipt-claim.ts';
import { recognise, type Recognition } from '../domain/recognise.ts';
import type { ApplyReturns } from './apply-returns.ts';
import { toClaim, type ClaimedItem } from './read-batch.ts';
import type { HeldClaim, Receipts } from './receipts.ts';
import type { Sessions } from './sessions.ts';

const byTimeAndRow = (a: ClaimedItem, b: ClaimedItem): number => a.item.at.getTime() - b.item.at.getTime() || a.item.row - b.item.row;

/** In order of time and row: first everybody's first return, then everybody's second, and so on, so that no member has two in hand. */
export const wavesOf = (reads: readonly ClaimedItem[]): ClaimedItem[][] => {
  const waves: ClaimedItem[][] = [];
  const counts = new Map<string, number>();
  for (const read of [...reads].sort(byTimeAndRow)) {
    const { memberId } = read.item;
    const place = memberId === '' ? 0 : (counts.get(memberId) ?? 0);
    counts.set(memberId, place + 1);
    (waves[place] ??= []).push(read);
  }
  return waves;
};

const withoutMember = (claim: ReceiptClaim, read: ClaimedItem): ReceiptClaim => ({
  ...claim,
  accepted: false,
  exceptions: [...claim.exceptions, ...read.lines.map(({ row, line }): RowException => ({ row, line, code: 'no_member', quantityMilli: 0n }))],
});

/** Returns made elsewhere: where all lines of one go back to is stored first, in its receipt's claim; then each sale applies its part. */
export class SubmitReturns {
  constructor(
    private readonly sessions: Pick<Sessions, 'salesWith'>,
    private readonly receipts: Receipts,
    private readonly applying: ApplyReturns,
  ) {}

  /** An outcome for each, in the order given. Repeat after `unavailable`: what is there is found again. */
  async execute(terms: BatchTerms, reads: readonly ClaimedItem[]): Promise<BatchOutcome[]> {
    const outcomes = new Map<ClaimedItem, BatchOutcome>();
    for (const wave of wavesOf(reads)) {
      const answers = await this.wave(terms, wave);
      wave.forEach((read, index) => outcomes.set(read, answers[index] as BatchOutcome));
    }
    return reads.map((read) => outcomes.get(read) as BatchOutcome);
  }

  private async wave(terms: BatchTerms, reads: readonly ClaimedItem[]): Promise<BatchOutcome[]> {
    const held = await this.claim(terms, reads);
    const judged = reads.map((read, index) => {
      const { claim, fresh } = held[index] as HeldClaim;
      const recognition = fresh ? undefined : recognise({ kind: 'return', fingerprint: read.fingerprint, source: terms.source }, claim, undefined);
      return { read, claim, recognition };
    });
    const differing = judged.filter(({ recognition }) => recognition === 'differs');
    await this.receipts.rememberDifference(differing.map(({ read, claim }) => ({ id: claim.id, fingerprint: read.fingerprint })));
    const settled = await this.settle(terms, judged.filter(({ recognition }) => recognition !== 'differs' && recognition !== 'in_use').map(({ claim }) => claim));
    return judged.map(({ read, claim, recognition }) => toOutcome(read, settled.get(claim.id) ?? claim, recognition));
  }

  private async settle({ clubId }: BatchTerms, claims: readonly ReceiptClaim[]): Promise<ReadonlyMap<string, ReceiptClaim>> {
    const open = [...new Map(claims.filter(({ settled }) => !settled).map((claim) => [claim.id, claim])).values()];
    const settled = await this.applying.execute(clubId, open);
    await this.receipts.settle(settled);
    return new Map(settled.map((claim) => [claim.id, claim]));
  }

  /** Claims that are there need no allocation: theirs was decided. */
  private async claim(terms: BatchTerms, reads: readonly ClaimedItem[]): Promise<HeldClaim[]> {
    const known = await this.receipts.find(reads.map((read) => read.receiptId));
    const unknown = reads.filter((read) => !known.has(read.receiptId));
    const proposed = await Promise.all(unknown.map((read) => this.propose(terms, read)));
    const made = await this.receipts.claimMany(proposed);
    const byItem = new Map(unknown.map((read, index) => [read, made[index] as HeldClaim]));
    return reads.map((read) => byItem.get(read) ?? { claim: known.get(read.receiptId) as ReceiptClaim, fresh: false });
  }

  private async propose(terms: BatchTerms, read: ClaimedItem): Promise<ReceiptClaim> {
    const claim = toClaim(read, terms, newId('return'));
    const { memberId, at } = read.item;
    if (memberId === '') return withoutMember(claim, read);
    if (read.lines.length === 0) return claim;
    const sales = await this.sessions.salesWith(terms.clubId, memberId, [...new Set(read.lines.map(({ sku }) => sku))], at);
    const { lines, exceptions } = allocate(read, sales);
    return { ...claim, allocation: lines, accepted: lines.length > 0, exceptions: [...claim.exceptions, ...exceptions], settled: lines.length === 0 };
  }
}

const toOutcome = (read: ClaimedItem, claim: ReceiptClaim, recognition: Recognition | undefined): BatchOutcome =>
  recognition === undefined ? firstOutcome(claim) : outcomeOf(read, claim, recognition);
