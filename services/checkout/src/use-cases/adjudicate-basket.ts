import { givesAnything, nothingDecided, type Adjudication } from '../domain/session/adjudication.ts';
import type { SoldLine } from '../domain/session/line.ts';
import type { Session } from '../domain/session/session.ts';
import { remainingLines } from '../domain/return/take-back.ts';
import type { Campaigns, PricedBasket } from './campaigns.ts';

interface Priceable {
  readonly branchId: string;
  readonly memberId: string;
  readonly lines: readonly Pick<SoldLine, 'sku' | 'quantityMilli' | 'amount'>[];
}

export const toPriced = ({ branchId, memberId, lines }: Priceable, at: Date): PricedBasket => ({
  branchId,
  memberId,
  at,
  lines: lines.map(({ sku, quantityMilli, amount }) => ({ sku, quantityMilli, amount })),
});

export const adjudicateOne = async (
  campaigns: Campaigns,
  clubId: string,
  basket: PricedBasket,
): Promise<Adjudication> => {
  const [adjudication] = await campaigns.adjudicate(clubId, [basket]);
  return adjudication ?? nothingDecided;
};

/** A sale of which something may be back, with what was decided of the whole. */
export type Rest = Pick<
  Session,
  'branchId' | 'memberId' | 'lines' | 'currencyDigits' | 'adjudication' | 'soldAt' | 'openedAt'
>;

/** What is to be asked for what is left of a sale. */
const toRest = (
  { branchId, memberId, lines, currencyDigits, adjudication, soldAt, openedAt }: Rest,
  onlyLess: boolean,
): PricedBasket => ({
  branchId,
  memberId,
  at: soldAt ?? openedAt,
  lines: remainingLines(lines, currencyDigits),
  decided: adjudication.decision,
  onlyLess,
});

/**
 * What the sales' own promotions make of what is left of them; in the order given. A sale that they gave nothing stays
 * so. `onlyLess` where something goes back: then no effect gives more than it did.
 */
export const adjudicateRests = async (
  campaigns: Campaigns,
  clubId: string,
  sales: readonly Rest[],
  onlyLess: boolean,
): Promise<Adjudication[]> => {
  const asked = sales.filter(({ adjudication }) => givesAnything(adjudication));
  const answers =
    asked.length === 0
      ? []
      : await campaigns.adjudicate(
          clubId,
          asked.map((sale) => toRest(sale, onlyLess)),
        );
  const byAsked = new Map(asked.map((sale, index) => [sale, answers[index]]));
  return sales.map((sale) => byAsked.get(sale) ?? sale.adjudication);
};

/** The same for sales that were decided anew just now: those of which nothing is back need not be asked about. */
export const restsOf = async (
  campaigns: Campaigns,
  clubId: string,
  sales: readonly Rest[],
): Promise<Adjudication[]> => {
  const parted = sales.filter(({ lines }) => lines.some(({ returnedMilli }) => returnedMilli > 0n));
  const rests = await adjudicateRests(campaigns, clubId, parted, false);
  const byParted = new Map(parted.map((sale, index) => [sale, rests[index]]));
  return sales.map((sale) => byParted.get(sale) ?? sale.adjudication);
};
