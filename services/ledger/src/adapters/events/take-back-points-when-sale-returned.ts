import type { SaleReturned } from '@vafa/contracts/checkout-events';
import type { Command } from '../../domain/command.ts';
import { pointsOf, type Cause } from './effects.ts';

/**
 * Takes back what the returned lines had earned, and gives back the points that had paid for them. A return is never refused:
 * what becomes of points that are spent, the club's rules for the unit say.
 */
export const takeBackPointsWhenSaleReturned = (returned: SaleReturned, { eventId, clubId, occurredAt }: Cause): readonly Command[] => {
  const { saleId, returnId } = returned;
  const common = { finished: true, account: pointsOf(clubId, returned.memberId), cause: eventId, reason: 'return', reference: saleId, effectiveAt: returned.returnedAt ?? occurredAt };
  const taken = returned.accrualChanges
    .filter((change) => change.takenBack !== 0n)
    .map(({ ruleId, takenBack }): Command => ({
      ...common,
      key: `e:reverse:${saleId}:${ruleId}:${returnId}`,
      verb: { kind: 'reverse', entryKey: `e:accrue:${saleId}:${ruleId}`, amount: takenBack },
    }));
  const given = returned.restorations
    .filter((restoration) => restoration.points !== 0n)
    .map(({ points }): Command => ({
      ...common,
      key: `e:restore:${saleId}:${returnId}`,
      verb: { kind: 'reverse', entryKey: `e:capture:${saleId}:points`, amount: points },
    }));
  // What comes back goes first: it pays before a debt is made.
  return [...given, ...taken];
};
