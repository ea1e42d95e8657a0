import type { StreamEvent } from '../port.ts';

/** A StreamEvent inside a document of the log. */
export interface StoredEvent {
  eventId: string;
  type: string;
  key: string;
  clubId: string;
  at: Date;
  epoch: number;
  sequence: bigint;
  traceparent?: string;
  payload: Uint8Array;
}

export const toStored = ({
  id,
  occurredAt,
  traceparent,
  type,
  key,
  clubId,
  epoch,
  sequence,
  payload,
}: StreamEvent): StoredEvent => ({
  eventId: id,
  type,
  key,
  clubId,
  at: occurredAt,
  epoch,
  sequence,
  ...(traceparent !== undefined && { traceparent }),
  payload,
});

export const fromStored = ({
  eventId,
  at,
  traceparent,
  type,
  key,
  clubId,
  epoch,
  sequence,
  payload,
}: StoredEvent): StreamEvent => ({
  id: eventId,
  type,
  key,
  clubId,
  occurredAt: at,
  epoch,
  sequence: BigInt(sequence),
  ...(traceparent !== undefined && { traceparent }),
  payload,
});
