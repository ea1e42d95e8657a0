import type { SaleReturned } from '@vafa/contracts/checkout-events';
import { turnedBackBy } from '@vafa/kernel';
import type { Command } from '../../domain/command.ts';
import { pointsOf, type Cause } from './effects.ts';

/**
 * Takes back what the returned lines had earned, and gives back the points that had paid for them. A return is never refused:
 * what becomes of points that are spent, the club's rules for the unit say.
 */
export const takeBackPointsWhenSaleReturned = (returned: SaleReturned, { eventId, clubId, occurredAt }: Cause): readonly Command[] => {
  const common = { finished: true, cause: eventId, reason: 'return', reference: returned.saleId, effectiveAt: returned.returnedAt ?? occurredAt };
  const { taken, restored } = turnedBackBy(returned);
  // What comes back goes first: it pays before a debt is made.
  return [...restored, ...taken].map(({ key, memberId, entryKey, points }): Command => ({
    ...common,
    account: pointsOf(clubId, memberId),
    key,
    verb: { kind: 'reverse', entryKey, amount: points },
  }));
};
