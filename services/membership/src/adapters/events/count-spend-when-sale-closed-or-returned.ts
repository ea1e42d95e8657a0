import { decodeEvent, topics } from '@vafa/contracts';
import { CheckoutEvent } from '@vafa/contracts/checkout-events';
import type { StreamEvent, Subscription } from '@vafa/events';
import { DomainError } from '@vafa/kernel';
import type { SpendFact, SpendFacts } from '../../use-cases/spend-facts.ts';

const momentOf = (at: Date | undefined, eventId: string): Date => {
  if (at) return at;
  throw new DomainError('invalid', 'moment_missing', `event ${eventId} does not say when it happened`);
};

const toFact = (event: StreamEvent): SpendFact | undefined => {
  const { event: happened, clubId, eventId } = decodeEvent(CheckoutEvent, event.payload);
  if (happened.$case === 'sessionEnded' || happened.value.memberId === '') return undefined;
  const { saleId, memberId } = happened.value;
  if (happened.$case === 'saleClosed') {
    const { soldAt, total } = happened.value;
    return { id: `sale:${saleId}`, clubId, memberId, kind: 'sale', at: momentOf(soldAt, eventId), amount: total };
  }
  const { returnId, returnedAt, amount } = happened.value;
  return { id: `return:${saleId}:${returnId}`, clubId, memberId, kind: 'return', at: momentOf(returnedAt, eventId), amount: -amount };
};

/** A member's spend follows from facts under their own keys, so an event that comes twice counts once. */
export const countSpendWhenSaleClosedOrReturned = (facts: SpendFacts): Subscription => ({
  topic: topics.checkout,
  group: 'membership',
  handle: (events) => facts.record(events.map(toFact).filter((fact) => fact !== undefined)),
});
