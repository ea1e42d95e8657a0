import type { CheckoutEvent } from './generated/vafa/checkout/v1/checkout_events.ts';

type Event = NonNullable<CheckoutEvent['event']>;

/** What checkout tells of sales; beside it, of what the club sells. */
export type SaleEvent = Extract<Event, { readonly value: { readonly saleId: string } }>;

export const isOfSale = (event: Event): event is SaleEvent => 'saleId' in event.value;
