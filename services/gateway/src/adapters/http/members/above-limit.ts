import type { AdjustBalanceRequest } from '@vafa/contracts/ledger';
import type { HoldBack } from '../contract/held.ts';
import { present } from '../values.ts';

/** An adjustment above the limit of its unit waits, with what the member has to spend before and after. */
export const aboveLimit: HoldBack<AdjustBalanceRequest> = async ({ account, amount }, { services }) => {
  const { clubId, memberId, unit } = present(account);
  const { units } = await services.ledger.listUnits({ clubId });
  const limit = units.find((each) => each.unit === unit)?.approvalAbove;
  if (limit === undefined || (amount < 0n ? -amount : amount) <= limit) return undefined;
  const { balances } = await services.ledger.getBalances({ clubId, memberId, asOf: undefined });
  const available = balances.find((each) => each.unit === unit)?.available ?? 0n;
  return { subject: memberId, before: { unit, available }, after: { unit, available: available + amount } };
};
