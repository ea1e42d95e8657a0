import type { SoldLine } from '../domain/line.ts';
import type { Accrual, Adjudication, Session } from '../domain/session.ts';
import { remainingLines, type TakeBack } from '../domain/take-back.ts';
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

export const adjudicateOne = async (campaigns: Campaigns, clubId: string, basket: PricedBasket): Promise<Adjudication> => {
  const [adjudication] = await campaigns.adjudicate(clubId, [basket]);
  return adjudication ?? { accruals: [], rejections: [] };
};

/** What is to be asked for the rest of a sale: its own rule versions. Undefined when the answer is known to be nothing. */
export const toRest = (session: Session, plan: TakeBack): PricedBasket | undefined => {
  const lines = remainingLines(plan.lines, session.currencyDigits);
  if (session.accruals.length === 0 || lines.length === 0 || session.soldAt === undefined) return undefined;
  const { branchId, memberId, soldAt, accruals } = session;
  return { branchId, memberId, at: soldAt, lines, pinned: accruals.map(({ ruleId, ruleVersion }) => ({ ruleId, ruleVersion })) };
};

/** What the sales' own rules give for what their returns leave; in the order given. */
export const adjudicateRests = async (campaigns: Campaigns, clubId: string, rests: readonly (PricedBasket | undefined)[]): Promise<(readonly Accrual[])[]> => {
  const asked = rests.filter((rest) => rest !== undefined);
  const answers = asked.length === 0 ? [] : await campaigns.adjudicate(clubId, asked);
  let next = 0;
  return rests.map((rest) => (rest === undefined ? [] : (answers[next++]?.accruals ?? [])));
};
