import type { ReceiptClaim } from '../receipt/receipt-claim.ts';
import { inOrder } from './reallocate.ts';
import { nextReturn, type ReturnPlan } from './settle-return.ts';
import type { Session } from '../session/session.ts';

/** What one sale has to do next. */
export interface PlannedReturn<S extends Session> {
  readonly session: S;
  readonly plan: ReturnPlan;
}

/** Sales that were read together, and what is to be written of them. */
export interface Round<S extends Session> {
  readonly planned: readonly PlannedReturn<S>[];
  /** They have nothing to do, and yet are saved, so that no slower caller can save what it read before. */
  readonly fences: readonly S[];
  /** Claims whose revision must still stand for what is planned. */
  readonly asked: readonly ReceiptClaim[];
}

const placesOf = ({ places, allocation }: ReceiptClaim): ReadonlySet<string> =>
  new Set([...places, ...allocation.map(({ sessionId }) => sessionId)]);

/** Sales that callers with this allocation, or one before it, may still change: none once it stands everywhere. */
export const contestedBy = (claim: ReceiptClaim): readonly string[] => (claim.settled ? [] : [...placesOf(claim)]);

/** How far stored allocations of some claims are applied: which sales have still to be looked at. */
export class Application {
  readonly overtaken = new Set<ReceiptClaim>();
  private readonly bySession = new Map<string, ReceiptClaim[]>();
  private readonly waiting = new Map<string, readonly ReceiptClaim[]>();
  private readonly written = new Set<string>();

  /** `contested` are ids of sales that slower callers may still change by an earlier allocation. */
  constructor(
    claims: readonly ReceiptClaim[],
    private readonly contested: ReadonlySet<string>,
  ) {
    for (const claim of claims.toSorted(inOrder)) {
      for (const sessionId of placesOf(claim)) {
        const there = this.bySession.get(sessionId);
        if (there) there.push(claim);
        else this.bySession.set(sessionId, [claim]);
      }
    }
  }

  get sessionIds(): string[] {
    return [...this.bySession.keys()];
  }

  /** Claims that found no room: something else took it meanwhile. */
  get stuck(): ReadonlySet<ReceiptClaim> {
    return new Set([...this.waiting.values()].flat());
  }

  round<S extends Session>(sessions: readonly S[]): Round<S> {
    const planned: PlannedReturn<S>[] = [];
    const fences: S[] = [];
    for (const session of sessions) {
      const { sessionId } = session;
      const claims = this.standing(sessionId);
      const { ready, waiting } = nextReturn(session, claims);
      this.waiting.set(sessionId, waiting);
      if (ready) planned.push({ session, plan: ready });
      else if (claims.length > 0 && this.contested.has(sessionId) && !this.written.has(sessionId)) fences.push(session);
    }
    return { planned, fences, asked: [...new Set(planned.map(({ plan }) => plan.claim))] };
  }

  /** These have another allocation by now; whoever stored it applies it. */
  overtake(claims: readonly ReceiptClaim[]): void {
    for (const claim of claims) this.overtaken.add(claim);
  }

  /** What was written; answers whether the sale may have more to do. */
  write({ sessionId }: Session, isPlanned: boolean): boolean {
    this.written.add(sessionId);
    return isPlanned && this.standing(sessionId).length > 1;
  }

  private standing(sessionId: string): readonly ReceiptClaim[] {
    return (this.bySession.get(sessionId) ?? []).filter((claim) => !this.overtaken.has(claim));
  }
}
