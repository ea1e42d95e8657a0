import { DomainError } from '@vafa/kernel';
import { pointsIn, pointsUnit, type Due } from '../domain/session/adjudication.ts';
import { remainingLines } from '../domain/return/take-back.ts';
import { toPaid } from './adjudicate-basket.ts';
import type { Campaigns } from './campaigns.ts';
import type { LoadedSession, Period, Sessions } from './sessions.ts';

export interface ReplayOrder extends Period {
  readonly clubId: string;
  /** Session id to go on after; empty: from the first. */
  readonly after: string;
  /** The rule that is tried, as campaigns writes it. */
  readonly draft: Uint8Array;
}

export interface Replayed {
  readonly pointsGiven: bigint;
  readonly pointsDrafted: bigint;
}

export interface ReplayedSale extends Replayed {
  readonly saleId: string;
  readonly soldAt: Date;
  readonly amount: bigint;
}

export interface ReplayAnswer extends Replayed {
  readonly sales: number;
  readonly rules: ReadonlyMap<string, Replayed>;
  /** Those that differ most. */
  readonly differences: readonly ReplayedSale[];
  /** Empty: all were looked at. */
  readonly next: string;
}

const salesPerRead = 200;
const readsPerCall = 3;
const differencesMax = 10;
const none: Replayed = { pointsGiven: 0n, pointsDrafted: 0n };

const differenceOf = ({ pointsGiven, pointsDrafted }: Replayed): bigint =>
  pointsDrafted > pointsGiven ? pointsDrafted - pointsGiven : pointsGiven - pointsDrafted;

const plus = (one: Replayed, other: Replayed): Replayed => ({
  pointsGiven: one.pointsGiven + other.pointsGiven,
  pointsDrafted: one.pointsDrafted + other.pointsDrafted,
});

interface Judged {
  readonly sale: ReplayedSale;
  readonly given: readonly Due[];
  readonly drafted: readonly Due[];
}

/** What recorded sales would earn with a rule that is not published, beside what they earned. Writes nothing. */
export class ReplayRules {
  constructor(
    private readonly sessions: Pick<Sessions, 'ofMembers'>,
    private readonly campaigns: Campaigns,
  ) {}

  /** Looks at some hundred sales; go on with `next`. Raises `invalid_session`, `invalid_rule`, `unavailable`. */
  async execute(order: ReplayOrder): Promise<ReplayAnswer> {
    if (!(order.from < order.to))
      throw new DomainError('invalid', 'invalid_session', 'a period begins before it ends', { field: 'from' });
    const judged: Judged[] = [];
    let next = order.after;
    for (let reads = 0; reads < readsPerCall; reads++) {
      const page = await this.sessions.ofMembers(order.clubId, order, next, salesPerRead);
      judged.push(...(await this.judge(order, page)));
      next = page.length < salesPerRead ? '' : (page.at(-1)?.sessionId ?? '');
      if (next === '') break;
    }
    return { ...summed(judged), next };
  }

  /** Of what is left of each sale. The rule is asked about even where no sale is: a wrong one is told at once. */
  private async judge({ clubId, draft }: ReplayOrder, page: readonly LoadedSession[]): Promise<Judged[]> {
    const baskets = page.map((session) => {
      const lines = remainingLines(session.lines, session.currencyDigits);
      return toPaid({ ...session, lines }, session.soldAt ?? session.openedAt);
    });
    const nobody = { branchId: '', memberId: '', at: new Date(0), lines: [] };
    const answers = await this.campaigns.adjudicate(clubId, [...baskets, nobody], draft);
    return page.map(({ saleId, soldAt, openedAt, adjudication }, at) => {
      const [given, drafted] = [adjudication.dues, answers[at]?.dues ?? []];
      const amount = baskets[at]?.lines.reduce((sum, line) => sum + line.amount, 0n) ?? 0n;
      const points = { pointsGiven: pointsIn(given), pointsDrafted: pointsIn(drafted) };
      return { given, drafted, sale: { saleId, soldAt: soldAt ?? openedAt, amount, ...points } };
    });
  }
}

const summed = (judged: readonly Judged[]): Omit<ReplayAnswer, 'next'> => {
  const rules = new Map<string, Replayed>();
  const count = (dues: readonly Due[], replayedOf: (amount: bigint) => Replayed): void => {
    for (const { effectId, unit, amount } of dues)
      if (unit === pointsUnit && amount > 0n)
        rules.set(effectId, plus(rules.get(effectId) ?? none, replayedOf(amount)));
  };
  for (const { given, drafted } of judged) {
    count(given, (amount) => ({ ...none, pointsGiven: amount }));
    count(drafted, (amount) => ({ ...none, pointsDrafted: amount }));
  }
  const sales = judged.map(({ sale }) => sale);
  const differences = sales
    .filter((sale) => differenceOf(sale) > 0n)
    .sort((one, other) => Number(differenceOf(other) - differenceOf(one)))
    .slice(0, differencesMax);
  return { sales: sales.length, rules, differences, ...sales.reduce<Replayed>(plus, none) };
};
