/** One event of an outbox as a relay publishes it; the shape of StreamEvent in @vafa/events. */
export interface PendingEvent {
  readonly id: string;
  readonly type: string;
  readonly key: string;
  readonly clubId: string;
  readonly occurredAt: Date;
  readonly epoch: number;
  readonly sequence: bigint;
  readonly traceparent?: string;
  readonly payload: Uint8Array;
}

/** The unpublished events of one document, in sequence order; the shape of Outgoing in @vafa/events. */
export interface PendingEvents {
  readonly topic: string;
  readonly documentId: string;
  readonly events: readonly PendingEvent[];
}

/**
 * Hears of each write that left events behind: all events that each written document held when it was written, or
 * undefined when it is not certain what was written.
 */
export type OnWrite = (written: readonly PendingEvents[] | undefined) => void;
