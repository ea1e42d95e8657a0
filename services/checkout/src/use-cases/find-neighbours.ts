import { dayMs, type Clock } from '@vafa/kernel';
import { besideId, saleFingerprint, type Digest, type Neighbour, type ReceiptIds } from '../domain/receipt/receipt.ts';
import { hasLines, type ReceiptClaim } from '../domain/receipt/receipt-claim.ts';
import { isNear, momentOf, spanOfSession, type Span } from '../domain/receipt/same-receipt.ts';
import { hasEnded, type Session } from '../domain/session/session.ts';
import type { AskedClaim } from './find-nights.ts';
import type { Receipts } from './receipts.ts';
import type { Sessions } from './sessions.ts';

interface Possible {
  readonly one: AskedClaim;
  readonly other: ReceiptClaim;
  readonly neighbour: Neighbour;
}

/**
 * The same sale on the other side of midnight, where the documents of nights do not say it: the session was opened
 * before the night, or one of the two tells a day without a time. It has equal lines, a till and a member that do not
 * contradict, and a time within three hours; of a day without a time, within three hours of the midnight between.
 */
export class FindNeighbours {
  constructor(
    private readonly receipts: Pick<Receipts, 'find'>,
    private readonly sessions: Pick<Sessions, 'loadMany'>,
    private readonly digest: Digest,
    private readonly clock: Clock,
  ) {}

  /** The claims to read first: those of the days beside, and of the day itself. */
  idsFor(asked: readonly AskedClaim[]): string[] {
    return asked.flatMap(({ claim, ids }) =>
      claim.kind === 'session' || ids.neighbours.length === 0
        ? []
        : [ids.number, ...ids.neighbours.flatMap(({ number }) => this.bothOf(number, claim.till))],
    );
  }

  /** The numbers of the days beside, for those whose sale is there. `found` are the claims of `idsFor`. */
  async execute(
    asked: readonly AskedClaim[],
    found: ReadonlyMap<string, ReceiptClaim>,
  ): Promise<ReadonlyMap<AskedClaim, string>> {
    const own = new Set(asked.map(({ claim, ids }) => `${ids.number}#${claim.till}`));
    const possible = asked
      .flatMap((one) => (one.claim.kind === 'session' ? [] : this.beside(one, found)))
      .filter(({ one: { claim }, neighbour }) => !own.has(`${neighbour.number}#${claim.till}`));
    const [some] = possible;
    if (some === undefined) return new Map();
    const opened = await this.sessions.loadMany(
      some.other.clubId,
      possible.flatMap(({ other }) => (other.kind === 'session' ? [other.owner] : [])),
    );
    const same = possible.filter((one) => this.isSame(one, opened.get(one.other.owner)));
    return new Map(same.map(({ one, neighbour }) => [one, neighbour.number]));
  }

  /**
   * Whether the sale of a session that lasted so long is known by another road, with a time on the other side of
   * midnight.
   */
  async isKnown(claim: ReceiptClaim, ids: readonly ReceiptIds[], span: Span): Promise<boolean> {
    const own = ids[0]?.number;
    const numbers = [
      ...ids.flatMap(({ number, neighbours }) => [number, ...neighbours.map((neighbour) => neighbour.number)]),
    ].filter((number) => number !== own);
    if (numbers.length === 0) return false;
    const found = await this.receipts.find(numbers.flatMap((number) => this.bothOf(number, claim.till)));
    // A day without a time says too little to refuse a till.
    return [...found.values()].some(
      (other) =>
        other.kind === 'sale' &&
        other.accepted &&
        !other.dayOnly &&
        fits(claim, other) &&
        hasLines(other, claim.fingerprint) &&
        isNear(span, momentOf(other.at ?? new Date(0))),
    );
  }

  private bothOf(number: string, till: string): string[] {
    return till === '' ? [number] : [number, besideId(number, till, this.digest)];
  }

  private beside(one: AskedClaim, found: ReadonlyMap<string, ReceiptClaim>): Possible[] {
    const { claim, ids } = one;
    const own = found.get(ids.number);
    if (own && (own.till === claim.till || own.fingerprint === claim.fingerprint)) return [];
    return ids.neighbours.flatMap((neighbour) =>
      this.bothOf(neighbour.number, claim.till).flatMap((id) => {
        const other = found.get(id);
        return other && fits(claim, other) ? [{ one, other, neighbour }] : [];
      }),
    );
  }

  private isSame({ one: { claim }, other, neighbour }: Possible, session: Session | undefined): boolean {
    if (other.kind === 'session') {
      if (session === undefined || hasEnded(session) || saleFingerprint(session, this.digest) !== claim.fingerprint)
        return false;
      return isNear(momentOf(neighbour.at), spanOfSession(session, this.clock.now()));
    }
    if (other.kind !== claim.kind || !other.accepted || !hasLines(other, claim.fingerprint)) return false;
    const at = other.at ?? new Date(0);
    if (!other.dayOnly) return isNear(momentOf(neighbour.at), momentOf(at));
    return (
      !claim.dayOnly &&
      [at, new Date(at.getTime() + dayMs)].some((midnight) => isNear(momentOf(neighbour.at), momentOf(midnight)))
    );
  }
}

/** Neither tills nor members contradict each other. */
const fits = (claim: ReceiptClaim, other: ReceiptClaim): boolean => {
  const isOpen = (mine: string, theirs: string): boolean => mine === theirs || mine === '' || theirs === '';
  return (
    claim.owner !== other.owner && isOpen(claim.till, other.till) && isOpen(claim.memberId ?? '', other.memberId ?? '')
  );
};
