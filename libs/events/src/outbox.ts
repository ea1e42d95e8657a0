import type { StreamEvent } from './port.ts';

/** Events of one document that wait to be published, in sequence order. */
export interface Outgoing {
  readonly topic: string;
  readonly documentId: string;
  readonly events: readonly StreamEvent[];
}

/** What was just written, from who wrote it. */
export interface Handed extends Outgoing {
  /** True: no earlier event of the document waits that is not among these. */
  readonly isWhole: boolean;
}

/** Where a relay finds what a service has written and not yet told. */
export interface Outbox {
  /**
   * Documents with unpublished events, oldest first, at most `limit` documents; of them only those that `isMine` says,
   * when it is given.
   */
  pending(limit: number, isMine?: (documentId: string) => boolean): Promise<readonly Outgoing[]>;
  /** Forgets just the events that were published. Safe to repeat. */
  acknowledge(published: readonly Outgoing[]): Promise<void>;
  /** Events not yet published. */
  count(): Promise<number>;
}
