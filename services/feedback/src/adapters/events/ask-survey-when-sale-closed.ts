import { decodeEvent, topics } from '@vafa/contracts';
import { CheckoutEvent } from '@vafa/contracts/checkout-events';
import type { StreamEvent, Subscription } from '@vafa/events';
import type { ClosedSale } from '../../domain/participation.ts';
import type { AskAfterSales } from '../../use-cases/ask-after-sales.ts';

const toClosedSale = ({ payload }: StreamEvent): ClosedSale | undefined => {
  const { event, clubId, occurredAt: closedAt } = decodeEvent(CheckoutEvent, payload);
  if (event.$case !== 'saleClosed') return undefined;
  const { saleId: id, memberId, historical } = event.value;
  return { id, clubId, memberId, historical, closedAt };
};

/** A member is asked under an id of survey and member, so an event that comes twice asks once. */
export const askSurveyWhenSaleClosed = (asking: AskAfterSales): Subscription => ({
  topic: topics.checkout,
  group: 'feedback',
  handle: (events) => asking.execute(events.map(toClosedSale).filter((sale) => sale !== undefined)),
});
