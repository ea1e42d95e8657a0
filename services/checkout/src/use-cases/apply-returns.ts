import { DomainError, type Clock } from '@vafa/kernel';
import { canTake, settleReturn, takenBefore, toWanted } from '../domain/apply-allocation.ts';
import type { AllocatedLine, ReceiptClaim } from '../domain/receipt-claim.ts';
import { planReturn, recordReturn, type TakeBack } from '../domain/take-back.ts';
import { adjudicateRests, toRest } from './adjudicate-basket.ts';
import type { Campaigns } from './campaigns.ts';
import type { LoadedSession, Sessions } from './sessions.ts';

/** What one sale is to take of one return. */
interface Part {
  readonly claim: ReceiptClaim;
  readonly sessionId: string;
  readonly lines: readonly AllocatedLine[];
}

interface Planned {
  readonly part: Part;
  readonly loaded: LoadedSession;
  readonly lines: readonly AllocatedLine[];
  readonly plan: TakeBack;
}

const roundsMax = 200;

const partsOf = (claim: ReceiptClaim): Part[] =>
  [...new Set(claim.allocation.map(({ sessionId }) => sessionId))].map((sessionId) => ({ claim, sessionId, lines: claim.allocation.filter((line) => line.sessionId === sessionId) }));

/** The first part of each sale: a sale takes one return at a time. */
const onePerSale = (parts: readonly Part[]): Part[] => [...new Map([...parts].reverse().map((part) => [part.sessionId, part])).values()];

/** Lets each sale take its part of stored allocations, under the return's id: what is repeated changes nothing. */
export class ApplyReturns {
  constructor(
    private readonly sessions: Sessions,
    private readonly campaigns: Campaigns,
    private readonly clock: Clock,
  ) {}

  /** Answers the claims, settled, in the order given. Raises `contention`, `unavailable`: repeat. */
  async execute(clubId: string, claims: readonly ReceiptClaim[]): Promise<ReceiptClaim[]> {
    const applied = new Map<ReceiptClaim, AllocatedLine[]>(claims.map((claim) => [claim, []]));
    let waiting = claims.flatMap(partsOf);
    for (let round = 0; waiting.length > 0; round++) {
      if (round === roundsMax) throw new DomainError('unavailable', 'contention', 'too many changes of the same sales at once');
      const done = await this.round(clubId, onePerSale(waiting));
      for (const [part, lines] of done) applied.get(part.claim)?.push(...lines);
      waiting = waiting.filter((part) => !done.has(part));
    }
    return claims.map((claim) => settleReturn(claim, applied.get(claim) ?? []));
  }

  /** Answers the parts that are applied, and what was taken; a part that lost a race is not among them. */
  private async round(clubId: string, parts: readonly Part[]): Promise<Map<Part, readonly AllocatedLine[]>> {
    const loaded = await this.sessions.loadMany(clubId, parts.map(({ sessionId }) => sessionId));
    const done = new Map<Part, readonly AllocatedLine[]>();
    const planned: Planned[] = [];
    for (const part of parts) {
      const session = loaded.get(part.sessionId);
      const before = session && takenBefore(session, part.claim.owner, part.lines);
      const lines = session && !before ? canTake(session, part.lines) : [];
      if (session && lines.length > 0) planned.push({ part, loaded: session, lines, plan: planReturn(session, toWanted(lines)) });
      else done.set(part, before ?? []);
    }
    const saved = await this.save(clubId, planned);
    planned.forEach(({ part, lines }, index) => saved[index] && done.set(part, lines));
    return done;
  }

  private async save(clubId: string, planned: readonly Planned[]): Promise<readonly boolean[]> {
    if (planned.length === 0) return [];
    const accruals = await adjudicateRests(this.campaigns, clubId, planned.map(({ loaded, plan }) => toRest(loaded, plan)));
    const now = this.clock.now();
    return this.sessions.saveMany(
      planned.map(({ part: { claim }, loaded, plan }, index) => {
        const terms = { id: claim.owner, receipt: claim.receipt, at: claim.at ?? now, historical: true };
        return { loaded, decision: recordReturn(loaded, plan, terms, accruals[index] ?? [], now) };
      }),
    );
  }
}
