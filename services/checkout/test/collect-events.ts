import { decodeEvent, topics } from '@vafa/contracts';
import { CheckoutEvent } from '@vafa/contracts/checkout-events';
import type { EventStream } from '@vafa/events';

type Event = NonNullable<CheckoutEvent['event']>;
type Value<K extends Event['$case']> = Extract<Event, { $case: K }>['value'];

/** Everything that the topic tells, in the order told; an event that is told twice counts once, by its id. */
export const collectEvents = async (stream: EventStream) => {
  const events: ReturnType<typeof decodeEvent<Event, CheckoutEvent>>[] = [];
  const known = new Set<string>();
  await stream.consume({
    topic: topics.checkout,
    group: 'test',
    handle: (batch) => {
      for (const event of batch.filter(({ id }) => !known.has(id) && known.add(id)))
        events.push(decodeEvent(CheckoutEvent, event.payload));
      return Promise.resolve();
    },
  });
  const of = <K extends Event['$case']>(name: K, saleId: string): Value<K>[] =>
    events.flatMap(({ event, documentId }) =>
      event.$case === name && documentId === saleId ? [event.value as Value<K>] : [],
    );
  return { events, of };
};
