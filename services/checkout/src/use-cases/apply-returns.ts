import { derivedId, type Clock } from '@vafa/kernel';
import type { ReceiptClaim } from '../domain/receipt/receipt-claim.ts';
import { Application, type PlannedReturn, type Round } from '../domain/return/application.ts';
import { idPrefixes } from '../domain/ids.ts';
import { decideReturn, type ReturnPlan } from '../domain/return/settle-return.ts';
import type { Adjudication } from '../domain/session/adjudication.ts';
import type { Session } from '../domain/session/session.ts';
import { adjudicateRests, type Rest } from './adjudicate-basket.ts';
import type { Campaigns } from './campaigns.ts';
import { tooMuchAtOnce } from './contention.ts';
import type { Receipts } from './receipts.ts';
import type { LoadedSession, Saving, Sessions } from './sessions.ts';

const roundsMax = 200;

/** Claims that do not stand everywhere as they are allocated. */
export interface Unapplied {
  /** They found no room: something else took it meanwhile. */
  readonly stuck: ReadonlySet<ReceiptClaim>;
  /** They have another allocation by now. */
  readonly overtaken: ReadonlySet<ReceiptClaim>;
}

/**
 * Lets each sale take its part of stored allocations. However slow a caller is, it must not write what is meant no
 * longer: it reads the sale, then the revisions of its claims, and saves at the version that it read.
 */
export class ApplyReturns {
  constructor(
    private readonly receipts: Pick<Receipts, 'revisions'>,
    private readonly sessions: Pick<Sessions, 'loadMany' | 'saveMany'>,
    private readonly campaigns: Campaigns,
    private readonly clock: Clock,
  ) {}

  /**
   * `contested` are sales that slower callers may still change by an earlier allocation: each is saved at least once.
   * Raises `contention`, `unavailable`: repeat.
   */
  async execute(
    clubId: string,
    claims: readonly ReceiptClaim[],
    contested: ReadonlySet<string> = new Set(),
  ): Promise<Unapplied> {
    const application = new Application(claims, contested);
    let waiting = application.sessionIds;
    for (let rounds = 0; waiting.length > 0; rounds++) {
      if (rounds === roundsMax * claims.length) throw tooMuchAtOnce('too many changes of the same sales at once');
      const loaded = [...(await this.sessions.loadMany(clubId, waiting)).values()];
      waiting = await this.save(clubId, application, await this.standing(application, loaded));
    }
    return application;
  }

  /** What is still meant once the sales are read: the order of the two reads is what makes it safe. */
  private async standing(application: Application, loaded: readonly LoadedSession[]): Promise<Round<LoadedSession>> {
    for (let round = application.round(loaded); ; round = application.round(loaded)) {
      const { asked } = round;
      const now = await this.receipts.revisions(asked.map(({ id }) => id));
      const overtaken = asked.filter(({ id, revision }) => now.get(id) !== revision);
      if (overtaken.length === 0) return round;
      application.overtake(overtaken);
    }
  }

  /** Answers the ids of the sales that are to be read again. */
  private async save(
    clubId: string,
    application: Application,
    { planned, fences }: Round<LoadedSession>,
  ): Promise<string[]> {
    const now = this.clock.now();
    const rests = await this.rests(clubId, planned);
    const returns = planned.map(
      ({ session, plan }, index): Saving => ({
        loaded: session,
        decision: decideReturn(session, plan, rests[index] ?? session.adjudication, correctionIdOf(session, plan), now),
      }),
    );
    const savings = [...returns, ...fences.map((loaded): Saving => ({ loaded, decision: { set: {}, at: now } }))];
    const saved = await this.sessions.saveMany(savings);
    return savings.flatMap(({ loaded }, index) =>
      !saved[index] || application.write(loaded, index < returns.length) ? [loaded.sessionId] : [],
    );
  }

  /** One that is moved may give more where it leaves. */
  private async rests(
    clubId: string,
    planned: readonly PlannedReturn<LoadedSession>[],
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
}

const correctionIdOf = ({ saleId }: Session, { claim }: ReturnPlan): string =>
  derivedId(idPrefixes.correction, `${saleId}/${claim.returnId}/${String(claim.revision)}`);
