import { derivedId, DomainError, type Clock } from '@vafa/kernel';
import { correctSale, ofRest } from '../domain/correct-sale.ts';
import type { Adjudication, Session } from '../domain/session.ts';
import { remainingLines } from '../domain/take-back.ts';
import { adjudicateRests, toPriced } from './adjudicate-basket.ts';
import type { Campaigns, PricedBasket } from './campaigns.ts';
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

const salesPerRead = 200;
const readsPerCall = 20;

const pointsOf = ({ accruals }: Pick<Adjudication, 'accruals'>): bigint => accruals.reduce((sum, { points }) => sum + points, 0n);

/**
 * Gives sales that earned nothing what the rules of their time give by now: there was no rule yet, or one was published that
 * reaches back. A sale that has earned by any rule is left alone, so that nothing is given twice.
 */
export class AdjudicateLate {
  constructor(
    private readonly sessions: Sessions,
    private readonly campaigns: Campaigns,
    private readonly clock: Clock,
  ) {}

  /** Looks at some thousand sales; go on with `next`. Raises `invalid_session`, `unavailable`: repeat. */
  async execute(order: LateOrder): Promise<LateAnswer> {
    if (!(order.from < order.to)) throw new DomainError('invalid', 'invalid_session', 'a period begins before it ends', { field: 'from' });
    let answer: LateAnswer = { sales: 0, points: 0n, salesWithoutPoints: 0, next: order.after };
    for (let reads = 0; reads < readsPerCall; reads++) {
      const page = await this.sessions.withoutPoints(order.clubId, order, answer.next, salesPerRead);
      const done = await this.adjudicate(order, page);
      const next = page.length < salesPerRead ? '' : (page.at(-1)?.sessionId ?? '');
      answer = { sales: answer.sales + done.sales, points: answer.points + done.points, salesWithoutPoints: answer.salesWithoutPoints + page.length - done.sales, next };
      if (next === '') break;
    }
    return answer;
  }

  private async adjudicate({ clubId, dry, by }: LateOrder, page: readonly LoadedSession[]): Promise<{ sales: number; points: bigint }> {
    if (page.length === 0) return { sales: 0, points: 0n };
    const full = await this.campaigns.adjudicate(clubId, page.map((session) => toPriced(session, session.soldAt ?? session.openedAt)));
    const earning = page.flatMap((session, index) => {
      const adjudication = full[index];
      return adjudication && adjudication.accruals.length > 0 ? [{ session, adjudication }] : [];
    });
    const rests = await adjudicateRests(this.campaigns, clubId, earning.map(({ session, adjudication }) => restOf(session, adjudication)));
    const now = this.clock.now();
    const savings = earning.map(({ session, adjudication }, index): Saving => {
      const isWhole = session.lines.every(({ returnedMilli }) => returnedMilli === 0n);
      const accruals = isWhole ? adjudication.accruals : ofRest(adjudication.accruals, rests[index] ?? []);
      return { loaded: session, decision: correctSale(session, { accruals, rejections: adjudication.rejections }, { id: correctionIdOf(session, adjudication), reason: 'adjudicated_late', at: now, by }) };
    });
    const saved = dry ? savings.map(() => true) : await this.sessions.saveMany(savings);
    const counted = savings.filter((_saving, index) => saved[index]);
    return { sales: counted.length, points: counted.reduce((sum, { decision }) => sum + pointsOf({ accruals: decision.set.accruals ?? [] }), 0n) };
  }
}

const restOf = (session: Session, { accruals }: Adjudication): PricedBasket | undefined => {
  const lines = remainingLines(session.lines, session.currencyDigits);
  if (lines.length === 0 || session.lines.every(({ returnedMilli }) => returnedMilli === 0n)) return undefined;
  const { branchId, memberId, soldAt, openedAt } = session;
  return { branchId, memberId, at: soldAt ?? openedAt, lines, pinned: accruals.map(({ ruleId, ruleVersion }) => ({ ruleId, ruleVersion })) };
};

/** The same sale by the same rule versions is corrected once. */
const correctionIdOf = ({ saleId }: Session, { accruals }: Adjudication): string =>
  derivedId('correction', `${saleId}/${accruals.map(({ ruleId, ruleVersion }) => `${ruleId}@${String(ruleVersion)}`).sort().join()}`);
