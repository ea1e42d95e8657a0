import { EarningRule, type CampaignsServiceService } from '@vafa/contracts/campaigns';
import { Decision, type Adjudication as AdjudicationMessage } from '@vafa/contracts/effects';
import type { Client } from '@vafa/grpc';
import { DomainError } from '@vafa/kernel';
import type { Adjudication, Adjustment } from '../../domain/session/adjudication.ts';
import type { Campaigns, PricedBasket, SaleGood } from '../../use-cases/campaigns.ts';

/** Fewer than campaigns takes, and so many lines of theirs, that they stay within one message. */
const basketsPerCall = 500;
const linesPerCall = 50_000;

const slicesOf = (baskets: readonly PricedBasket[]): PricedBasket[][] => {
  const slices: PricedBasket[][] = [];
  let lines = 0;
  for (const basket of baskets) {
    const last = slices.at(-1);
    lines += basket.lines.length;
    if (last !== undefined && last.length < basketsPerCall && lines <= linesPerCall) {
      last.push(basket);
      continue;
    }
    slices.push([basket]);
    lines = basket.lines.length;
  }
  return slices;
};

const toGoodMessage = ({ categories, cost, floorPrice, ...good }: SaleGood) => ({
  ...good,
  categories: [...categories],
  cost,
  floorPrice,
});

const toMessage = ({ decided, onlyLess = false, anew = false, lines, sale, ...basket }: PricedBasket) => ({
  ...basket,
  lines: lines.map((line) => ({ soldMilli: 0n, ...line })),
  decided: decided && Decision.decode(decided),
  onlyLess,
  anew,
  sale: sale && { ...sale, goods: (sale.goods ?? []).map(toGoodMessage) },
});

/** Of so many effects what comes off a line is kept as one: the decision has each. */
const adjustmentsKeptMax = 1_000;

const keptOf = (adjustments: readonly Adjustment[]): readonly Adjustment[] => {
  if (adjustments.length <= adjustmentsKeptMax) return adjustments;
  const byPosition = new Map<number, bigint>();
  for (const { position, amount } of adjustments) byPosition.set(position, (byPosition.get(position) ?? 0n) + amount);
  return Array.from(byPosition, ([position, amount]) => ({ effectId: '', position, amount }));
};

const toAdjudication = ({ decision, dues, adjustments }: AdjudicationMessage): Adjudication => {
  if (decision === undefined)
    throw new DomainError('internal', 'decision_missing', 'campaigns answered without a decision');
  return { decision: Decision.encode(decision).finish(), dues, adjustments: keptOf(adjustments) };
};

export class GrpcCampaigns implements Campaigns {
  constructor(private readonly campaigns: Pick<Client<typeof CampaignsServiceService>, 'adjudicate'>) {}

  async adjudicate(
    clubId: string,
    baskets: readonly PricedBasket[],
    draft?: Uint8Array,
  ): Promise<readonly Adjudication[]> {
    const rule = draft && EarningRule.decode(draft);
    const answers = await Promise.all(
      slicesOf(baskets).map((slice) => this.campaigns.adjudicate({ clubId, baskets: slice.map(toMessage), rule })),
    );
    const adjudications = answers.flatMap((answer) => answer.adjudications);
    if (adjudications.length !== baskets.length)
      throw new DomainError('internal', 'adjudications_missing', 'campaigns answered for another number of baskets');
    return adjudications.map(toAdjudication);
  }
}
