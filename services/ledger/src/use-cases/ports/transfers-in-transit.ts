import type { AccountId } from '../../domain/account/account-id.ts';
import type { Entry } from '../../domain/journal/entry.ts';

/** A commit by which units left an account; they have neither arrived nor come back for all that is known. */
export interface Sending {
  readonly commitId: string;
  readonly from: AccountId;
  /** The commit's entries of kind `send`. */
  readonly sent: readonly Entry[];
}

/** Commits in the order of their moments, then ids. */
export interface SendingPlace {
  readonly at: Date;
  readonly commitId: string;
}

export interface SendingPage {
  readonly sendings: readonly Sending[];
  /** Where the next page goes on; absent in the last one. */
  readonly next?: SendingPlace;
}

/** Every method raises DomainError `unavailable` when the database does not answer. */
export interface TransfersInTransit {
  /**
   * So many, oldest first, after a place. What was written in a format that this build does not read is left to those
   * that do.
   */
  page(limit: number, after?: SendingPlace): Promise<SendingPage>;
  /** Safe to repeat. */
  ended(commitIds: readonly string[]): Promise<void>;
}
