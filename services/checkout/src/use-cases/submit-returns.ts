import { newId } from '@vafa/kernel';
import {
  completedOutcome,
  differsOutcome,
  firstOutcome,
  knownOutcome,
  type BatchOutcome,
  type BatchTerms,
} from '../domain/batch/batch-outcome.ts';
import { idPrefixes } from '../domain/ids.ts';
import type { ReceiptClaim } from '../domain/receipt/receipt-claim.ts';
import { recogniseReturn, type Recognition } from '../domain/batch/recognise.ts';
import type { ClaimReceipts } from './claim-receipts.ts';
import type { CompleteReceipts } from './complete-receipts.ts';
import { toClaim, type ClaimedItem } from './read-batch.ts';
import type { HeldClaim, Receipts } from './receipts.ts';
import type { SettleReturns } from './settle-returns.ts';

interface Judged {
  readonly read: ClaimedItem;
  readonly claim: ReceiptClaim;
  /** Undefined: claimed just now. */
  readonly recognition: Recognition | undefined;
  readonly isTwin: boolean;
}

const triesMax = 5;

/**
 * Returns made elsewhere: each claims its receipt with its lines; where they go back to is settled for all of a member
 * together.
 */
export class SubmitReturns {
  constructor(
    private readonly receipts: Receipts,
    private readonly claims: ClaimReceipts,
    private readonly completing: CompleteReceipts,
    private readonly returns: SettleReturns,
  ) {}

  /** An outcome for each, in the order given. Repeat after `unavailable`: what is there is found again. */
  async execute(terms: BatchTerms, reads: readonly ClaimedItem[]): Promise<BatchOutcome[]> {
    if (reads.length === 0) return [];
    const held = await this.claims.execute(
      reads.map((read) => ({ claim: toClaim(read, terms, newId(idPrefixes.return)), ids: read.ids })),
    );
    const left = await this.returns.settleOpen(
      terms.clubId,
      held.flatMap(({ claim, fresh }) => (!fresh && claim.kind === 'sale' && !claim.accepted ? [claim] : [])),
    );
    const seen = new Set<string>();
    const judged: Judged[] = [];
    for (const [index, read] of reads.entries()) {
      const { claim: first, fresh } = held[index] as HeldClaim;
      const claim = left.get(first.id) ?? first;
      const isTwin = seen.size === seen.add(claim.id).size;
      const one = { read, claim, recognition: fresh ? undefined : recogniseReturn(read, claim), isTwin };
      judged.push(await this.decided(terms, one));
    }
    await this.noteDifferences(judged);
    const settled = await this.settle(terms, judged);
    return judged.map((one) => toOutcome(terms, { ...one, claim: settled.get(one.claim.id) ?? one.claim }));
  }

  /** Members of what is new or was left unsettled; the claims as they then stand. */
  private settle({ clubId }: BatchTerms, judged: readonly Judged[]): Promise<ReadonlyMap<string, ReceiptClaim>> {
    return this.returns.settleOpen(
      clubId,
      judged.map(({ claim }) => claim),
    );
  }

  private async decided(terms: BatchTerms, judged: Judged): Promise<Judged> {
    if (judged.recognition?.kind === 'free') return this.takeOver(terms, judged);
    if (judged.recognition?.kind !== 'more') return judged;
    const completed = await this.completing.execute(terms.clubId, judged.read, judged.claim.id);
    return { ...judged, ...completed };
  }

  private async takeOver(terms: BatchTerms, { read, claim, isTwin }: Judged): Promise<Judged> {
    let old = claim;
    for (let tries = 1; tries <= triesMax; tries++) {
      const next = { ...toClaim(read, terms, newId(idPrefixes.return)), id: old.id };
      if (await this.receipts.takeOver(old, next)) return { read, claim: next, recognition: undefined, isTwin };
      old = (await this.receipts.find([old.id])).get(old.id) ?? old;
      const recognition = recogniseReturn(read, old);
      if (recognition.kind !== 'free') return { read, claim: old, recognition, isTwin };
    }
    return { read, claim: old, recognition: { kind: 'differs', fields: ['state'] }, isTwin };
  }

  private async noteDifferences(judged: readonly Judged[]): Promise<void> {
    const differing = judged.filter(({ recognition }) => recognition?.kind === 'differs');
    await this.receipts.rememberDifference(
      differing.map(({ read, claim }) => ({ id: claim.id, version: read.version })),
    );
    const agreeing = judged.filter(
      ({ claim, recognition }) => claim.differing.length > 0 && recognition?.kind === 'known',
    );
    await this.receipts.forgetDifference(agreeing.map(({ read, claim }) => ({ id: claim.id, version: read.version })));
  }
}

const toOutcome = ({ source }: BatchTerms, { read, claim, recognition, isTwin }: Judged): BatchOutcome => {
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
};
