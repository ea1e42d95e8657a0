import type { StreamEvent } from '@vafa/events';
import type { Place } from './place.ts';

/** What is known of a document of another service. */
export interface Fact<S> {
  /** Id of the document. */
  readonly key: string;
  readonly place: Place;
  readonly state: S;
}

/** Who knows the facts first: the service that owns the documents. */
export interface Producer<S> {
  readonly topic: string;
  /** Types of events that tell of the documents; others are passed over unread. */
  readonly types: readonly string[];
  /** The state after an event that follows on what is kept. Undefined: it does not say, and the producer is asked. */
  next(event: StreamEvent, before: S | undefined): S | undefined;
  /**
   * The facts of those documents that are there, as they are now. What an event made unclear and is not among them is
   * forgotten. Raises `unavailable`.
   */
  ask(keys: readonly string[]): Promise<readonly Fact<S>[]>;
}
