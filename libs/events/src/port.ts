/**
 * One event as it travels. `payload` is the encoded envelope of its topic (libs/contracts); the attributes beside it
 * are what brokers and operators may read without decoding it.
 */
export interface StreamEvent {
  /** evt_…; an event that is published twice has the same id twice. */
  readonly id: string;
  /** vafa.checkout.sale_closed.v1 */
  readonly type: string;
  /** Id of the producing document. Order is promised per key and nowhere else. */
  readonly key: string;
  readonly clubId: string;
  readonly occurredAt: Date;
  readonly epoch: number;
  /** Gap-free per key, from 1. */
  readonly sequence: bigint;
  /** W3C trace context of the cause, when there was one. */
  readonly traceparent?: string;
  readonly payload: Uint8Array;
}

export interface Subscription {
  readonly topic: string;
  /** Consumers of one group share its progress; a new group starts at the topic's beginning. */
  readonly group: string;
  /** False for a reader that comes once: nobody waits for its group. Default true. */
  readonly awaited?: boolean;
  /** Most events handed over at once; default 500. */
  readonly batchSizeMax?: number;
  /**
   * Takes events in order. When it resolves, their effects are durable and the offset moves. When it rejects, the
   * runner hands the events over one by one. A DomainError of kind `unavailable` is retried with backoff for as long as
   * it takes. Another DomainError dead-letters the event at once. Anything else dead-letters it after a bounded number
   * of tries. Later events of a dead-lettered key wait behind it; other keys go on. Must be safe to repeat.
   */
  handle(events: readonly StreamEvent[]): Promise<void>;
}

export interface Consumption {
  /** Finishes the batch in hand, stores the offset, stops. */
  stop(): Promise<void>;
}

/** Reads what is published from now on, for this process alone: no group, no offset, and nobody waits for it. */
export interface Following {
  readonly topic: string;
  /** Is done at once, and does not fail. */
  handle(events: readonly StreamEvent[]): void;
  /** Some events were not seen, and will not be. */
  missed(): void;
}

/** The end of a topic at one moment, opaque. */
export interface Mark {
  readonly topic: string;
  readonly end: string;
}

export interface GroupProgress {
  readonly group: string;
  /** Events before the mark that the group has neither handled nor dead-lettered. */
  readonly behind: number;
  /** Who waits until everybody has handled something waits for it: somebody consumed as this group within a day. */
  readonly awaited: boolean;
}

export interface DeadLetter {
  readonly id: string;
  readonly topic: string;
  readonly group: string;
  readonly key: string;
  readonly type: string;
  readonly eventId: string;
  readonly clubId: string;
  /**
   * Stable code of the refusal, `waits_behind` for what only waits for an earlier event of its key, or `unclassified`.
   */
  readonly reason: string;
  readonly message: string;
  readonly at: Date;
  readonly tries: number;
}

export interface DeadLetterFilter {
  readonly group?: string;
  readonly topic?: string;
}

/** Topics of events: durable, ordered per key, at least once. Adapters: the log (here) and Kafka. */
export interface EventStream {
  /**
   * Makes topics that are missing. Rejects with `topic_too_small` when one is not as it is configured, before anything
   * was done with it.
   */
  prepare(topics: readonly string[]): Promise<void>;
  /**
   * Appends events in the order given; resolves when all are durable. After an error any prefix may be there; publish
   * again.
   */
  publish(topic: string, events: readonly StreamEvent[]): Promise<void>;
  consume(subscription: Subscription): Promise<Consumption>;
  /** Resolves when what is published from then on is handed over. */
  follow(following: Following): Promise<Consumption>;
  mark(topic: string): Promise<Mark>;
  /** Progress of every group that ever consumed the topic, measured against the mark. */
  progress(mark: Mark): Promise<readonly GroupProgress[]>;
  /**
   * Sets a group back: it handles again the first event that happened at or after the moment, and all that stands after
   * it. Never forward. For a consumer whose database was restored; rejects with conflict `group_in_use` while somebody
   * of the group consumes.
   */
  rewind(group: string, topic: string, to: Date): Promise<void>;
  /** Oldest first, at most 200. */
  deadLetters(filter: DeadLetterFilter): Promise<readonly DeadLetter[]>;
  /** Asks the consumers to handle these dead letters again, in order per key; answers how many were asked for. */
  replay(filter: DeadLetterFilter): Promise<number>;
  close(): Promise<void>;
}
