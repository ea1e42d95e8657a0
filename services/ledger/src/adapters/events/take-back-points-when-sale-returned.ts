import type { AccrualChange, AccrualTaking, SaleReturned } from '@vafa/contracts/checkout-events';
import type { Command } from '../../domain/command.ts';
import { pointsOf, type Cause } from './effects.ts';
import { takingKeys } from './taking-keys.ts';

/**
 * Takes back what the returned lines had earned, and gives back the points that had paid for them. A return is never refused:
 * what becomes of points that are spent, the club's rules for the unit say.
 */
export const takeBackPointsWhenSaleReturned = (returned: SaleReturned, { eventId, clubId, occurredAt }: Cause): readonly Command[] => {
  const { saleId, returnId } = returned;
  const common = { finished: true, cause: eventId, reason: 'return', reference: saleId, effectiveAt: returned.returnedAt ?? occurredAt };
  const taken = returned.accrualChanges
    .filter((change) => change.takenBack !== 0n)
    .flatMap((change) => takingKeys(saleId, returnId, takingsOf(returned, change)))
    .map(({ key, taking }): Command => ({
      ...common,
      account: pointsOf(clubId, taking.memberId),
      key,
      verb: { kind: 'reverse', entryKey: taking.entryKey, amount: taking.points },
    }));
  const given = returned.restorations
    .filter((restoration) => restoration.points !== 0n)
    .map(({ points, memberId }): Command => ({
      ...common,
      account: pointsOf(clubId, memberId === '' ? returned.memberId : memberId),
      key: `e:restore:${saleId}:${returnId}`,
      verb: { kind: 'reverse', entryKey: `e:capture:${saleId}:points`, amount: points },
    }));
  // What comes back goes first: it pays before a debt is made.
  return [...given, ...taken];
};

/** Of a sale that was never corrected, a rule's points are the one accrual of its close. */
const takingsOf = ({ saleId, memberId }: SaleReturned, { ruleId, takenBack, takings }: AccrualChange): readonly AccrualTaking[] =>
  takings.length > 0 ? takings : [{ entryKey: `e:accrue:${saleId}:${ruleId}`, memberId, ruleId, points: takenBack }];
