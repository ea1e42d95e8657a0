import { DomainError } from '@vafa/kernel';
import type { DeadLetter, DeadLetterFilter } from '../port.ts';
import type { Positioned } from './positioned.ts';

/** A consumer group on one topic. */
export interface GroupTopic {
  readonly group: string;
  readonly topic: string;
}

/** Reason of a letter whose event no handler can be given, neither now nor at a replay. */
export const unreadableEvent = 'unreadable_event';

/** What stands in the way of handing a stored letter to a handler. */
export const problemOf = ({ reason, message }: Pick<Refused, 'reason' | 'message'>): { problem?: DomainError } =>
  reason === unreadableEvent ? { problem: new DomainError('invalid', unreadableEvent, message) } : {};

/** An event to set aside, and why. */
export interface Refused extends Positioned {
  readonly reason: string;
  readonly message: string;
  readonly tries: number;
}

/**
 * Where events go that their consumer refused. A letter is identified by group, topic and offset: adding it again
 * changes nothing.
 */
export interface DeadLetterStore {
  add(of: GroupTopic, refused: readonly Refused[], at: Date): Promise<void>;
  /** Keys with at least one letter. */
  blockedKeys(of: GroupTopic): Promise<string[]>;
  /** Keys with at least one letter that a replay was asked for, in order of their first letter. */
  markedKeys(of: GroupTopic): Promise<string[]>;
  /** Letters of one key after an offset, in order of offset, at most `limit`. */
  ofKey(
    of: GroupTopic,
    key: string,
    after: number,
    limit: number,
  ): Promise<(Positioned & { readonly tries: number })[]>;
  remove(of: GroupTopic, offset: number): Promise<void>;
  /**
   * Stores how the replay of a letter failed and takes the marks off all letters of its key; it keeps its first date.
   */
  failAgain(of: GroupTopic, refused: Refused): Promise<void>;
  /** Marks letters for replay; answers how many were not marked before. */
  mark(filter: DeadLetterFilter, at: Date): Promise<number>;
  /** Groups and topics with marked letters. */
  marked(): Promise<GroupTopic[]>;
  /** Oldest first, at most `limit`. */
  list(filter: DeadLetterFilter, limit: number): Promise<DeadLetter[]>;
}
