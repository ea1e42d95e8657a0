import type { Clock } from '@vafa/kernel';
import { saleFingerprint, besideId, tillOf, type Digest } from '../domain/receipt/receipt.ts';
import type { ReceiptClaim } from '../domain/receipt/receipt-claim.ts';
import { momentOf, isNear, spanOfSession, type Span } from '../domain/receipt/same-receipt.ts';
import { hasEnded, type Session } from '../domain/session/session.ts';
import { untilSaved } from './contention.ts';
import type { FindNeighbours } from './find-neighbours.ts';
import type { AskedClaim, FindNights } from './find-nights.ts';
import type { HeldClaim, Receipts } from './receipts.ts';
import type { Sessions } from './sessions.ts';

/** A receipt on its way to its claim. */
interface Seeking {
  readonly claim: ReceiptClaim;
  readonly number: string;
  /** The claim to ask for next. */
  id: string;
  held?: HeldClaim;
}

/**
 * Claims receipts. The first of a number on a day of a branch has the claim; whoever meets it asks whether it is the
 * same receipt: the same till, or, where a till is not known, the same sale. Another till's receipt has a claim beside
 * it. All that could be one sale meets in one document, so that of two at once one is first.
 */
export class ClaimReceipts {
  constructor(
    private readonly receipts: Receipts,
    private readonly sessions: Pick<Sessions, 'loadMany'>,
    private readonly nights: FindNights,
    private readonly neighbours: FindNeighbours,
    private readonly digest: Digest,
    private readonly clock: Clock,
  ) {}

  /** What holds each receipt now, in the order asked. Raises `contention`, `unavailable`: repeat. */
  async execute(asked: readonly AskedClaim[]): Promise<HeldClaim[]> {
    if (asked.length === 0) return [];
    const [numbers, found] = await Promise.all([
      this.nights.execute(asked),
      this.receipts.find([...asked.map(({ ids }) => ids.old), ...this.neighbours.idsFor(asked)]),
    ]);
    const beside = await this.neighbours.execute(asked, found);
    const seeking = asked.map((one, index): Seeking => {
      const { claim, ids } = one;
      const ofNight = numbers[index] ?? ids.number;
      const number = ofNight === ids.number ? (beside.get(one) ?? ofNight) : ofNight;
      return { claim, number, id: found.has(ids.old) ? ids.old : number };
    });
    await untilSaved(async () => {
      await this.round(seeking.filter(({ held }) => held === undefined));
      return seeking.every(({ held }) => held !== undefined) || undefined;
    });
    return seeking.map(({ held }) => held as HeldClaim);
  }

  private async round(seeking: readonly Seeking[]): Promise<void> {
    const found = await this.receipts.claimMany(seeking.map(({ claim, id }) => ({ ...claim, id })));
    const strangers: { one: Seeking; first: ReceiptClaim }[] = [];
    seeking.forEach((one, index) => {
      const held = found[index] as HeldClaim;
      if (held.fresh || one.id !== one.number || held.claim.till === one.claim.till) one.held = held;
      else strangers.push({ one, first: held.claim });
    });
    if (strangers.length > 0) await this.besideOthers(strangers);
  }

  private async besideOthers(strangers: readonly { one: Seeking; first: ReceiptClaim }[]): Promise<void> {
    const found = await this.receipts.find(
      strangers.flatMap(({ first }) => first.others.map((till) => besideId(first.id, till, this.digest))),
    );
    const claims = strangers.map(({ first }) => [
      first,
      ...first.others.flatMap((till) => found.get(besideId(first.id, till, this.digest)) ?? []),
    ]);
    const opened = await this.opened(claims.flat());
    const joining: { one: Seeking; first: ReceiptClaim; till: string }[] = [];
    strangers.forEach(({ one, first }, index) => {
      const { till } = one.claim;
      const beside = first.others.find((other) => tillOf(other) === till);
      const possible = (claims[index] ?? []).filter((claim) => claim.till === '' || till === '');
      const same = possible.find((claim) => this.isSameSale(one.claim, claim, opened.get(claim.owner)));
      if (same) one.held = { claim: same, fresh: false };
      else if (beside !== undefined) one.id = besideId(first.id, beside, this.digest);
      else joining.push({ one, first, till });
    });
    // Who is entered is seen in the next round: one that lost a race reads who came between.
    await this.receipts.join(joining);
  }

  private async opened(claims: readonly ReceiptClaim[]): Promise<ReadonlyMap<string, Session>> {
    const [some] = claims;
    const ids = claims.flatMap(({ kind, owner }) => (kind === 'session' ? [owner] : []));
    return some === undefined || ids.length === 0
      ? new Map<string, Session>()
      : this.sessions.loadMany(some.clubId, ids);
  }

  /**
   * Where a till is not known: near in time, two of member, time and lines agree, and what is anonymous agrees with
   * nothing.
   */
  private isSameSale(claim: ReceiptClaim, other: ReceiptClaim, session: Session | undefined): boolean {
    if (other.kind === 'session' && (session === undefined || hasEnded(session))) return false;
    const [mine, theirs] = [
      timeOf(claim),
      session && other.kind === 'session' ? spanOfSession(session, this.clock.now()) : timeOf(other),
    ];
    const near = isNear(mine, theirs);
    const theirMember = session && other.kind === 'session' ? session.memberId : other.memberId;
    const sameMember = claim.memberId !== '' && claim.memberId === theirMember;
    const theirLines = session && other.kind === 'session' ? saleFingerprint(session, this.digest) : other.fingerprint;
    const sameLines = theirLines === claim.fingerprint || other.parts.includes(claim.fingerprint);
    // Rows of which none was accepted may be any receipt with their number.
    const isEmpty = near && (nothingIn(claim) || nothingIn(other));
    return isEmpty || (near && sameLines) || (sameMember && (near || sameLines));
  }
}

const nothingIn = ({ kind, accepted }: ReceiptClaim): boolean => kind === 'sale' && !accepted;

const timeOf = ({ at = new Date(0), dayOnly }: ReceiptClaim): Span => momentOf(at, dayOnly);
