import type { IHeaders, KafkaMessage, Message } from 'kafkajs';
import { DomainError } from '@vafa/kernel';
import { unreadableEvent } from '../consumer/dead-letter-store.ts';
import type { StreamEvent } from '../port.ts';

const specVersion = '1.0';
const contentType = 'application/protobuf';

/**
 * CloudEvents, binary mode: attributes as headers, the envelope as value. The message's own time is that of publishing:
 * a topic drops by it, and what is imported happened long ago.
 */
export const toMessage = (event: StreamEvent): Message => ({
  key: event.key,
  value: Buffer.from(event.payload),
  headers: {
    ce_specversion: specVersion,
    ce_id: event.id,
    ce_type: event.type,
    ce_source: `/vafa/${event.clubId}`,
    ce_time: event.occurredAt.toISOString(),
    ce_subject: event.key,
    ce_clubid: event.clubId,
    ce_epoch: String(event.epoch),
    ce_sequence: String(event.sequence),
    'content-type': contentType,
    ...(event.traceparent !== undefined && { traceparent: event.traceparent }),
  },
});

const text = (headers: IHeaders | undefined, name: string): string | undefined => {
  const value = headers?.[name];
  return value === undefined || Array.isArray(value) ? undefined : value.toString();
};

const whole = /^\d{1,19}$/;

/** An event whose headers cannot be read; its handler is never asked, and it becomes a dead letter. */
export interface Unreadable {
  readonly event: StreamEvent;
  readonly problem: DomainError;
}

/**
 * What a message says, or what is wrong with it. An unreadable one keeps its key, so that later events of the key wait
 * behind it.
 */
export const fromMessage = (
  { headers, key, value, timestamp }: KafkaMessage,
  place: string,
): StreamEvent | Unreadable => {
  const [id, type, clubId, time] = ['ce_id', 'ce_type', 'ce_clubid', 'ce_time'].map((name) => text(headers, name));
  const [epoch, sequence] = [text(headers, 'ce_epoch') ?? '', text(headers, 'ce_sequence') ?? ''];
  const occurredAt = new Date(time ?? Number(timestamp));
  const traceparent = text(headers, 'traceparent');
  const isWhole =
    whole.test(epoch) &&
    whole.test(sequence) &&
    text(headers, 'ce_specversion') === specVersion &&
    !Number.isNaN(occurredAt.getTime());
  const event: StreamEvent = {
    id: id ?? place,
    type: type ?? '',
    key: key?.toString() ?? place,
    clubId: clubId ?? '',
    occurredAt: Number.isNaN(occurredAt.getTime()) ? new Date(0) : occurredAt,
    epoch: isWhole ? Number(epoch) : 0,
    sequence: isWhole ? BigInt(sequence) : 0n,
    ...(traceparent !== undefined && { traceparent }),
    payload: value ?? new Uint8Array(),
  };
  if (isWhole && id !== undefined && type !== undefined && clubId !== undefined && key && value) return event;
  return {
    event,
    problem: new DomainError('invalid', unreadableEvent, `the headers of ${place} are not those of an event`),
  };
};

export const isUnreadable = (read: StreamEvent | Unreadable): read is Unreadable => 'problem' in read;
