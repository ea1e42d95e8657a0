import { encodeEvent, topics } from '@vafa/contracts';
import { CheckoutEvent } from '@vafa/contracts/checkout-events';
import type { NewEvent } from '@vafa/mongo';
import type { Hold, PointsHold, SessionFact } from '../../domain/session.ts';

type Event = NonNullable<CheckoutEvent['event']>;
type FactOf<K extends SessionFact['kind']> = Extract<SessionFact, { kind: K }>;

const toCaptures = (hold: Hold | undefined): PointsHold[] => (hold ? [{ holdKey: hold.ledgerKey, points: hold.points, memberId: '' }] : []);

const toSaleClosed = ({ session }: FactOf<'closed'>): Event => {
  const { saleId, sessionId, branchId, till, receipt, memberId, currency, currencyDigits, total, soldAt, historical, lines, accruals, hold } = session;
  const sale = { saleId, sessionId, branchId, till, receipt, memberId, currency, currencyDigits, total, soldAt, historical };
  const value = { ...sale, lines: [...lines], accruals: [...accruals], captures: toCaptures(hold) };
  return { $case: 'saleClosed', value };
};

const toSaleReturned = ({ session, return: made, remainingTotal, accrualChanges, restorations, historical }: FactOf<'returned'>): Event => {
  const { saleId, memberId, currency, currencyDigits, branchId, soldAt } = session;
  const { id: returnId, receipt, at: returnedAt, lines, amount } = made;
  const changes = { accrualChanges: accrualChanges.map((change) => ({ ...change, takings: [...change.takings] })), restorations: [...restorations] };
  const taken = { saleId, returnId, memberId, receipt, currency, currencyDigits, returnedAt, lines: [...lines], amount, remainingTotal };
  return { $case: 'saleReturned', value: { ...taken, ...changes, historical, branchId, soldAt } };
};

const toSaleCorrected = (fact: FactOf<'corrected'>): Event => {
  const { session: before, after, correction, linesAdded, remainingTotalBefore, remainingTotal, given, taken, restorations } = fact;
  const { saleId, sessionId, branchId, currency, currencyDigits, soldAt } = after;
  const { id: correctionId, reason, at: correctedAt, memberIdBefore, memberId, totalBefore, total } = correction;
  const sale = { saleId, sessionId, branchId, currency, currencyDigits, soldAt: soldAt ?? before.openedAt };
  const change = { correctionId, reason, correctedAt, memberIdBefore, memberId, totalBefore, total, remainingTotalBefore, remainingTotal, linesAdded: [...linesAdded] };
  return { $case: 'saleCorrected', value: { ...sale, ...change, given: [...given], taken: [...taken], restorations: [...restorations] } };
};

const toSessionEnded = ({ session: { saleId, sessionId, memberId }, expired, voids }: FactOf<'ended'>): Event => ({
  $case: 'sessionEnded',
  value: { saleId, sessionId, memberId, expired, voids: [...voids] },
});

const toEvent = (fact: SessionFact): Event => {
  switch (fact.kind) {
    case 'closed':
      return toSaleClosed(fact);
    case 'returned':
      return toSaleReturned(fact);
    case 'corrected':
      return toSaleCorrected(fact);
    case 'ended':
      return toSessionEnded(fact);
  }
};

/** What the topic tells of a fact; for others the producing document is the sale. */
export const toCheckoutEvent =
  (fact: SessionFact): NewEvent =>
  (place) =>
    encodeEvent(topics.checkout, CheckoutEvent, { ...place, documentId: fact.session.saleId }, toEvent(fact));
