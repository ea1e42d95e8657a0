import type { SaleCorrected } from '@vafa/contracts/checkout-events';
import { accrueKey, captureKey, restoreKey, takingsByKey } from '@vafa/kernel';
import type { Command } from '../../domain/command.ts';
import { pointsOf, type Cause } from './effects.ts';

/** Gives what a sale earns by its correction, and takes back what it earned too much; from one member to another when it was moved. */
export const correctPointsWhenSaleCorrected = (corrected: SaleCorrected, { eventId, clubId, occurredAt }: Cause): readonly Command[] => {
  const { saleId, correctionId, memberId, soldAt, correctedAt } = corrected;
  const common = { finished: true, cause: eventId, reason: 'correction', reference: saleId };
  const given = corrected.given
    .filter(({ points }) => points !== 0n)
    .map(({ ruleId, ruleVersion, points, base, ratePoints, ratePerAmount }): Command => ({
      ...common,
      account: pointsOf(clubId, memberId),
      key: accrueKey(saleId, ruleId, correctionId),
      effectiveAt: soldAt ?? occurredAt,
      verb: { kind: 'accrue', amount: points, basis: { ruleId, ruleVersion, base, points: ratePoints, perAmount: ratePerAmount } },
    }));
  const taken = takingsByKey(saleId, correctionId, corrected.taken).map((taking): Command => ({
    ...common,
    account: pointsOf(clubId, taking.memberId),
    key: taking.key,
    effectiveAt: correctedAt ?? occurredAt,
    verb: { kind: 'reverse', entryKey: taking.entryKey, amount: taking.points },
  }));
  const restored = corrected.restorations
    .filter(({ points }) => points !== 0n)
    .map((restoration): Command => ({
      ...common,
      account: pointsOf(clubId, restoration.memberId === '' ? memberId : restoration.memberId),
      key: restoreKey(saleId, correctionId),
      effectiveAt: correctedAt ?? occurredAt,
      verb: { kind: 'reverse', entryKey: captureKey(saleId), amount: restoration.points },
    }));
  // What comes goes first: it pays before a debt is made.
  return [...restored, ...given, ...taken];
};
