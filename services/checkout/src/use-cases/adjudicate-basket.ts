import { amountsOf } from '@vafa/contracts/receipts';
import { givesAnything, nothingDecided, type Adjudication } from '../domain/session/adjudication.ts';
import type { SoldLine } from '../domain/session/line.ts';
import type { Session } from '../domain/session/session.ts';
import { remainingAmount } from '../domain/return/take-back.ts';
import type { Campaigns, PricedBasket, PricedSale } from './campaigns.ts';

interface Priceable {
  readonly branchId: string;
  readonly memberId: string;
  readonly till: string;
  readonly timeZone?: string | undefined;
  readonly pointValue: bigint;
  readonly lines: readonly Pick<SoldLine, 'position' | 'sku' | 'quantityMilli' | 'amount' | 'unitPrice'>[];
}

const priced = (
  { branchId, memberId, till, timeZone = '', pointValue, lines }: Priceable,
  at: Date,
  how: Pick<PricedSale, 'pricesAsPaid' | 'paidWithPoints'>,
): PricedBasket => ({
  branchId,
  memberId,
  at,
  lines: lines.map(({ position, sku, quantityMilli, amount, unitPrice }) => ({
    position,
    sku,
    quantityMilli,
    amount,
    unitPrice,
  })),
  sale: { till, timeZone, pointValue, ...how },
});

/** A basket at a till: all promotions are asked. `paidWithPoints`: what points that are held pay, in minor units. */
export const toPriced = (sale: Priceable, at: Date, paidWithPoints = 0n): PricedBasket =>
  priced(sale, at, { pricesAsPaid: false, paidWithPoints });

/** A sale that is paid: what would come off its prices is not asked. */
export const toPaid = (sale: Priceable, at: Date): PricedBasket =>
  priced(sale, at, { pricesAsPaid: true, paidWithPoints: 0n });

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
  | 'branchId'
  | 'memberId'
  | 'lines'
  | 'currencyDigits'
  | 'adjudication'
  | 'soldAt'
  | 'openedAt'
  | 'till'
  | 'timeZone'
  | 'pointValue'
  | 'total'
>;

/** Whatever is left of it: an earlier return does not count. */
const hadDiscount = ({ total, lines }: Rest): boolean => total < amountsOf(lines);

/** What is to be asked for what is left of a sale: with lines that are back, for shares are of all that was sold. */
const toRest = (sale: Rest, onlyLess: boolean): PricedBasket => ({
  branchId: sale.branchId,
  memberId: sale.memberId,
  at: sale.soldAt ?? sale.openedAt,
  lines: sale.lines.map((line) => ({
    position: line.position,
    sku: line.sku,
    quantityMilli: line.quantityMilli - line.returnedMilli,
    amount: remainingAmount(line, sale.currencyDigits),
    unitPrice: line.unitPrice,
    soldMilli: line.quantityMilli,
  })),
  decided: sale.adjudication.decision,
  onlyLess,
});

/** The same for a sale that has a member since: what was taken off stays, what gives anything is asked anew. */
export const adjudicateJoined = async (campaigns: Campaigns, clubId: string, sale: Rest): Promise<Adjudication> => {
  const { sale: asked } = toPaid(sale, sale.soldAt ?? sale.openedAt);
  return adjudicateOne(campaigns, clubId, { ...toRest(sale, false), ...(asked && { sale: asked }), anew: true });
};

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
  const asked = sales.filter((sale) => givesAnything(sale.adjudication) || hadDiscount(sale));
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
