import { encodeEvent, topics } from '@vafa/contracts';
import { CheckoutEvent } from '@vafa/contracts/checkout-events';
import { Decision, type Posting as PostingMessage } from '@vafa/contracts/effects';
import type { NewEvent } from '@vafa/mongo';
import type { Posting } from '../../domain/session/postings.ts';
import type { SessionFact } from '../../domain/session/session.ts';
import { toSoldLines } from '../to-line-message.ts';

type Event = NonNullable<CheckoutEvent['event']>;
type FactOf<K extends SessionFact['kind']> = Extract<SessionFact, { kind: K }>;

const verbOf = (posting: Posting): PostingMessage['verb'] => {
  switch (posting.verb) {
    case 'accrue':
      return { $case: 'accrue', value: {} };
    case 'capture':
    case 'void':
      return { $case: posting.verb, value: { holdKey: posting.holdKey } };
    case 'reverse':
      return { $case: 'reverse', value: { entryKey: posting.entryKey } };
  }
};

const toPosting = (posting: Posting): PostingMessage => {
  const { key, account, unit, amount, effectiveAt, effectId } = posting;
  return { key, account, unit, amount, effectiveAt, effectId, verb: verbOf(posting) };
};

/** What was decided, and what the ledger has to post. */
const toOutcome = (decision: Decision, postings: readonly Posting[]) => ({
  decision,
  postings: postings.map(toPosting),
});

const toSaleClosed = ({ session, postings }: FactOf<'closed'>): Event => {
  const {
    saleId,
    sessionId,
    branchId,
    till,
    receipt,
    memberId,
    currency,
    currencyDigits,
    total,
    soldAt,
    historical,
    lines,
  } = session;
  const decision = Decision.decode(session.adjudication.decision);
  const sale = {
    saleId,
    sessionId,
    branchId,
    till,
    receipt,
    memberId,
    currency,
    currencyDigits,
    total,
    soldAt,
    historical,
    lines: toSoldLines(lines, decision),
  };
  return { $case: 'saleClosed', value: { ...sale, ...toOutcome(decision, postings), accruals: [], captures: [] } };
};

const toSaleReturned = ({ session, return: made, remainingTotal, historical, postings }: FactOf<'returned'>): Event => {
  const { saleId, memberId, currency, currencyDigits, branchId, soldAt } = session;
  const { id: returnId, receipt, at: returnedAt, lines, amount } = made;
  const taken = {
    saleId,
    returnId,
    memberId,
    receipt,
    currency,
    currencyDigits,
    returnedAt,
    lines: [...lines],
    amount,
    remainingTotal,
    historical,
    branchId,
    soldAt,
  };
  return {
    $case: 'saleReturned',
    value: { ...taken, postings: postings.map(toPosting), accrualChanges: [], restorations: [] },
  };
};

const toSaleCorrected = (fact: FactOf<'corrected'>): Event => {
  const { session: before, after, correction, linesAdded, remainingTotalBefore, remainingTotal, postings } = fact;
  const { saleId, sessionId, branchId, currency, currencyDigits, soldAt, adjudication } = after;
  const decision = Decision.decode(adjudication.decision);
  const { id: correctionId, reason, at: correctedAt, memberIdBefore, memberId, totalBefore, total } = correction;
  const sale = { saleId, sessionId, branchId, currency, currencyDigits, soldAt: soldAt ?? before.openedAt };
  const change = {
    correctionId,
    reason,
    correctedAt,
    memberIdBefore,
    memberId,
    totalBefore,
    total,
    remainingTotalBefore,
    remainingTotal,
    linesAdded: toSoldLines(linesAdded, decision),
  };
  return {
    $case: 'saleCorrected',
    value: { ...sale, ...change, ...toOutcome(decision, postings), given: [], taken: [], restorations: [] },
  };
};

const toSessionEnded = ({ session: { saleId, sessionId, memberId }, expired, postings }: FactOf<'ended'>): Event => ({
  $case: 'sessionEnded',
  value: { saleId, sessionId, memberId, expired, postings: postings.map(toPosting), voids: [] },
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
