import type { SaleClosed } from '@vafa/contracts/checkout-events';
import { accrueKey, captureKey } from '@vafa/kernel';
import type { Command } from '../../domain/command.ts';
import { pointsOf, type Cause } from './effects.ts';

/** Captures the points that paid for a sale, and accrues what its rules give. */
export const creditPointsWhenSaleClosed = (sale: SaleClosed, { eventId, clubId, occurredAt }: Cause): readonly Command[] => {
  const common = { finished: true, account: pointsOf(clubId, sale.memberId), cause: eventId, reason: 'sale', reference: sale.saleId, effectiveAt: sale.soldAt ?? occurredAt };
  const captures = sale.captures.map(({ holdKey, points }): Command => ({
    ...common,
    key: captureKey(sale.saleId),
    verb: { kind: 'capture', holdKey, owner: sale.saleId, amount: points },
  }));
  const accruals = sale.accruals
    .filter((accrual) => accrual.points !== 0n)
    .map(({ ruleId, ruleVersion, points, base, ratePoints, ratePerAmount }): Command => ({
      ...common,
      key: accrueKey(sale.saleId, ruleId),
      verb: { kind: 'accrue', amount: points, basis: { ruleId, ruleVersion, base, points: ratePoints, perAmount: ratePerAmount } },
    }));
  return [...captures, ...accruals];
};
