import type { SeenGroup } from '../consumer/awaited.ts';
import type { DeadLetterStore, GroupTopic } from '../consumer/dead-letter-store.ts';
import type { Positioned } from '../consumer/positioned.ts';
import type { StreamEvent } from '../port.ts';

/** One append-only topic. A reader that sees offset n + 1 has been able to see n. */
export interface TopicRecords {
  /** Appends in order; resolves when all are durable. After an error any prefix may be there. */
  append(events: readonly StreamEvent[]): Promise<void>;
  /**
   * Events after an offset, in order, at most `limit`; none when there are none after it that this process knows of.
   * `end` learns of what other processes appended.
   */
  read(after: number, limit: number): Promise<Positioned[]>;
  /** Offset before the first event that happened at or after the moment; the end when there is none. */
  before(at: Date): Promise<number>;
  /** Offset of the last event; 0 for an empty topic. */
  end(): Promise<number>;
}

export interface GroupOffset extends SeenGroup {
  readonly group: string;
  readonly offset: number;
}

/** Progress of consumer groups, and who may advance it: one holder at a time. */
export interface GroupOffsets {
  /** Makes the group known; a new one stands at 0, the topic's beginning. */
  join(of: GroupTopic, awaited: boolean): Promise<void>;
  /**
   * Takes the group's topic for `holder`, or keeps it; answers the stored offset, or undefined while somebody else
   * holds it.
   */
  hold(of: GroupTopic, holder: string): Promise<number | undefined>;
  /** Prolongs everything these holders have. */
  renew(holders: readonly string[]): Promise<void>;
  /** False: the holder lost it, nothing was stored. */
  advance(of: GroupTopic, holder: string, offset: number): Promise<boolean>;
  release(of: GroupTopic, holder: string): Promise<void>;
  /** All groups that ever joined the topic. */
  ofTopic(topic: string): Promise<GroupOffset[]>;
}

/** What a stream made of append-only topics needs from its storage. */
export interface LogStore {
  readonly offsets: GroupOffsets;
  readonly deadLetters: DeadLetterStore;
  topic(name: string): TopicRecords;
  /** Creates what must be there before use. Safe to repeat. */
  prepare(): Promise<void>;
  close(): Promise<void>;
}
