import type { AdjustBalanceRequest, OpenBalanceRequest } from '@vafa/contracts/ledger';
import type { Asked } from '../contract/asked.ts';
import type { HoldBack } from '../contract/held.ts';
import { present } from '../values.ts';

type Wanted = Pick<AdjustBalanceRequest, 'account' | 'amount'>;

/** What a person gives or takes above the limit of its unit waits, with what there is to spend before and after. */
const judged = async ({ account, amount }: Wanted, { services }: Asked): ReturnType<HoldBack<Wanted>> => {
  const { clubId, memberId, unit } = present(account);
  const { units } = await services.ledger.listUnits({ clubId });
  const limit = units.find((each) => each.unit === unit)?.approvalAbove;
  if (limit === undefined || (amount < 0n ? -amount : amount) <= limit) return undefined;
  const { balances } = await services.ledger.getBalances({ clubId, memberId, asOf: undefined });
  const available = balances.find((each) => each.unit === unit)?.available ?? 0n;
  return { subject: memberId, before: { unit, available }, after: { unit, available: available + amount } };
};

export const aboveLimit: HoldBack<AdjustBalanceRequest> = judged;

export const openedAboveLimit: HoldBack<OpenBalanceRequest> = ({ account, lots }, asked) =>
  judged({ account, amount: lots.reduce((sum, { amount }) => sum + amount, 0n) }, asked);
