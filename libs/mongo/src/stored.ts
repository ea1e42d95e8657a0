import type { EventPlace } from './event-place.ts';

/** An event inside the document that produced it, until it is published. */
export interface OutboxItem {
  id: string;
  type: string;
  at: Date;
  sequence: number;
  /** W3C trace context of the command that wrote it, when it was traced. */
  traceparent?: string;
  payload: Uint8Array;
}

/** What every changing document holds beside its state. */
export interface Stored {
  _id: string;
  clubId: string;
  format: number;
  version: number;
  /** Raised when a backup is restored. */
  epoch: number;
  /** Sequence of the last event written. */
  sequence: number;
  /** Keys of the commands that changed it, and marks of writes of many. */
  keys: string[];
  outbox: OutboxItem[];
  /** Set while the outbox is not empty: when its oldest event was written. */
  unrelayedSince?: Date;
}

export type Versioned<S> = Stored & S;

/** Builds one event once its place (id, sequence) is known; usually by encodeEvent of @vafa/contracts. */
export type NewEvent = (place: EventPlace) => { type: string; payload: Uint8Array };

export interface Change<S> {
  /** Fields to set; a field given as undefined is removed. */
  readonly set: Partial<S>;
  /** Remembered in `keys`. */
  readonly key?: string;
  readonly events?: readonly NewEvent[];
  readonly at: Date;
}

export interface NewDocument<S> {
  readonly id: string;
  readonly clubId: string;
  readonly state: S;
  readonly key?: string;
  readonly events?: readonly NewEvent[];
  readonly at: Date;
}
