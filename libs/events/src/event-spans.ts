import { counter, fanIn, isTelemetryOn, openSpan, tracedAs } from '@vafa/telemetry';
import type { GroupTopic } from './consumer/dead-letter-store.ts';
import type { StreamEvent } from './port.ts';

const handled = counter('vafa.consumer.handled', 'events whose effect is durable');

/**
 * Publishes each event in a producer span of what caused it; consumers go on from that. Events without a cause go as
 * they are.
 */
export const publishTraced = async (
  system: string,
  topic: string,
  events: readonly StreamEvent[],
  publish: (events: readonly StreamEvent[]) => Promise<void>,
): Promise<void> => {
  if (!isTelemetryOn()) return publish(events);
  const attributes = {
    'messaging.system': system,
    'messaging.operation.name': 'publish',
    'messaging.destination.name': topic,
  };
  const open = events.map((event) => ({
    event,
    span:
      event.traceparent === undefined
        ? undefined
        : openSpan({
            name: `${topic} publish`,
            kind: 'producer',
            parent: event.traceparent,
            attributes: { ...attributes, 'vafa.event.type': event.type },
          }),
  }));
  try {
    await publish(
      open.map(({ event, span }) =>
        span?.traceparent === undefined ? event : { ...event, traceparent: span.traceparent },
      ),
    );
  } catch (error) {
    for (const { span } of open) span?.fail('unavailable');
    throw error;
  } finally {
    for (const { span } of open) span?.end();
  }
};

/** Hands events to their handler in one consumer span: it continues one of them, and is linked to the others. */
export const handleTraced = async (
  system: string,
  { topic, group }: GroupTopic,
  events: readonly StreamEvent[],
  handle: () => Promise<void>,
): Promise<void> => {
  if (!isTelemetryOn()) return handle();
  const attributes = {
    'messaging.system': system,
    'messaging.operation.name': 'process',
    'messaging.destination.name': topic,
    'messaging.consumer.group.name': group,
    'messaging.batch.message_count': events.length,
  };
  await tracedAs(
    {
      name: `${topic} process`,
      kind: 'consumer',
      ...fanIn(events.flatMap(({ traceparent = [] }) => traceparent)),
      attributes,
    },
    handle,
  );
  handled.add(events.length, { 'vafa.topic': topic, 'vafa.group': group });
};
