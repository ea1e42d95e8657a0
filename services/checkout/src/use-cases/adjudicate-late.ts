import { derivedId, DomainError, type Clock } from '@vafa/kernel';
import { idPrefixes } from '../domain/ids.ts';
import { givesAnything, pointsIn, type Adjudication } from '../domain/session/adjudication.ts';
import { correctSale } from '../domain/session/correct-sale.ts';
import type { Session } from '../domain/session/session.ts';
import { restsOf, toPaid } from './adjudicate-basket.ts';
import type { Campaigns } from './campaigns.ts';
import type { LoadedSession, Period, Saving, Sessions } from './sessions.ts';

export interface LateOrder extends Period {
  readonly clubId: string;
  readonly dry: boolean;
  /** Session id to go on after; empty: from the first. */
  readonly after: string;
  readonly by: string;
}

export interface LateAnswer {
  readonly sales: number;
  readonly points: bigint;
  readonly salesWithoutPoints: number;
  /** Empty: all were looked at. */
  readonly next: string;
}

/** Of one page: sales that earn now, what they earn, and sales that still earn nothing. */
interface Given {
  readonly sales: number;
  readonly points: bigint;
  readonly without: number;
}

const salesPerRead = 200;
const readsPerCall = 20;

/**
 * Gives sales that earned nothing what the rules of their time give by now: there was no rule yet, or one was published
 * that reaches back. A sale that has earned by any rule is left alone, so that nothing is given twice.
 */
export class AdjudicateLate {
  constructor(
    private readonly sessions: Sessions,
    private readonly campaigns: Campaigns,
    private readonly clock: Clock,
  ) {}

  /** Looks at some thousand sales; go on with `next`. Raises `invalid_session`, `unavailable`: repeat. */
  async execute(order: LateOrder): Promise<LateAnswer> {
    if (!(order.from < order.to))
      throw new DomainError('invalid', 'invalid_session', 'a period begins before it ends', { field: 'from' });
    let answer: LateAnswer = { sales: 0, points: 0n, salesWithoutPoints: 0, next: order.after };
    for (let reads = 0; reads < readsPerCall; reads++) {
      const page = await this.sessions.withoutPoints(order.clubId, order, answer.next, salesPerRead);
      const done = await this.adjudicate(order, page);
      const next = page.length < salesPerRead ? '' : (page.at(-1)?.sessionId ?? '');
      answer = {
        sales: answer.sales + done.sales,
        points: answer.points + done.points,
        salesWithoutPoints: answer.salesWithoutPoints + done.without,
        next,
      };
      if (next === '') break;
    }
    return answer;
  }

  /** A sale that somebody else changed meanwhile is looked at once more: only who has written gives. */
  private async adjudicate(order: LateOrder, page: readonly LoadedSession[]): Promise<Given> {
    let waiting = page;
    let given: Given = { sales: 0, points: 0n, without: 0 };
    while (waiting.length > 0) {
      const { lost, ...now } = await this.attempt(order, waiting);
      given = {
        sales: given.sales + now.sales,
        points: given.points + now.points,
        without: given.without + now.without,
      };
      const changed = await this.sessions.loadMany(
        order.clubId,
        lost.map(({ sessionId }) => sessionId),
      );
      waiting = [...changed.values()].filter(isWithoutPoints);
    }
    return given;
  }

  private async attempt(
    { clubId, dry, by }: LateOrder,
    page: readonly LoadedSession[],
  ): Promise<Given & { readonly lost: readonly LoadedSession[] }> {
    // Of what promotions took something off, all that they give was decided.
    const open = page.filter(({ adjudication }) => !givesAnything(adjudication));
    const full = await this.campaigns.adjudicate(
      clubId,
      open.map((session) => toPaid(session, session.soldAt ?? session.openedAt)),
    );
    const earning = open.flatMap((session, index) => {
      const adjudication = full[index];
      return adjudication && givesAnything(adjudication) ? [{ session, adjudication }] : [];
    });
    const rests = await restsOf(
      this.campaigns,
      clubId,
      earning.map(({ session, adjudication }) => ({ ...session, adjudication })),
    );
    const now = this.clock.now();
    const savings = earning.map(({ session, adjudication }, index): Saving => {
      const terms = { id: correctionIdOf(session, adjudication), reason: 'adjudicated_late' as const, at: now, by };
      return { loaded: session, decision: correctSale(session, { adjudication: rests[index] ?? adjudication }, terms) };
    });
    const saved = dry ? savings.map(() => true) : await this.sessions.saveMany(savings);
    const counted = savings.filter((_saving, index) => saved[index]);
    const points = counted.reduce((sum, { decision }) => sum + pointsIn(decision.set.adjudication?.dues ?? []), 0n);
    const lost = savings.flatMap(({ loaded }, index) => (saved[index] ? [] : [loaded]));
    return { sales: counted.length, points, without: page.length - earning.length, lost };
  }
}

/** As the store finds them: sales of members that earned by no rule. */
const isWithoutPoints = ({ state, memberId, adjudication }: Session): boolean =>
  state === 'closed' && memberId !== '' && adjudication.dues.length === 0;

/** The same sale with the same decision is corrected once. */
const correctionIdOf = ({ saleId }: Session, { decision }: Adjudication): string =>
  derivedId(idPrefixes.correction, `${saleId}/${Buffer.from(decision).toString('base64')}`);
