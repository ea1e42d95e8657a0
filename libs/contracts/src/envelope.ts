import { DomainError } from '@vafa/kernel';
import { envelopeFormat } from './topics.ts';

/** What every envelope of every topic carries beside its event. */
export interface Envelope<E extends { $case: string }> {
  eventId: string;
  occurredAt: Date | undefined;
  clubId: string;
  documentId: string;
  epoch: number;
  sequence: bigint;
  format: number;
  event: E | undefined;
}

interface Codec<T> {
  encode(message: T): { finish(): Uint8Array };
  decode(bytes: Uint8Array): T;
}

/** Identity and place of an event, given by the document that produces it. */
export interface EventPlace {
  readonly eventId: string;
  readonly occurredAt: Date;
  readonly clubId: string;
  readonly documentId: string;
  readonly epoch: number;
  readonly sequence: bigint;
}

const snake = (name: string): string => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** vafa.checkout.v1 + saleClosed → vafa.checkout.sale_closed.v1, the CloudEvents type. */
const eventType = (topic: string, name: string): string => topic.replace(/\.v1$/, `.${snake(name)}.v1`);

/** Encodes one event of a topic into its envelope: `{type, payload}` for an outbox. */
export const encodeEvent = <E extends { $case: string }>(
  topic: string,
  codec: Codec<Envelope<E>>,
  place: EventPlace,
  event: E,
): { type: string; payload: Uint8Array } => ({
  type: eventType(topic, event.$case),
  payload: codec.encode({ ...place, format: envelopeFormat, event }).finish(),
});

/**
 * Decodes an envelope. Raises `unknown_event_format` (kind invalid: it can never succeed here) for another format or an
 * event this build does not know.
 */
export const decodeEvent = <E extends { $case: string }, M extends Envelope<E>>(
  codec: { decode(bytes: Uint8Array): M },
  payload: Uint8Array,
): M & { occurredAt: Date; event: NonNullable<M['event']> } => {
  const envelope = codec.decode(payload);
  if (envelope.format !== envelopeFormat || envelope.event === undefined || envelope.occurredAt === undefined) {
    throw new DomainError(
      'invalid',
      'unknown_event_format',
      `event ${envelope.eventId} has format ${String(envelope.format)}, this build reads ${String(envelopeFormat)}`,
    );
  }
  return envelope as M & { occurredAt: Date; event: NonNullable<M['event']> };
};
