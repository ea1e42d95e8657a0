import type { AccountId } from '../domain/account-id.ts';
import type { Entry } from '../domain/entry.ts';

/** A commit by which units left an account; they have neither arrived nor come back for all that is known. */
export interface Sending {
  readonly commitId: string;
  readonly from: AccountId;
  /** The commit's entries of kind `send`. */
  readonly sent: readonly Entry[];
}

/** Every method raises DomainError `unavailable` when the database does not answer. */
export interface TransfersInTransit {
  /** Oldest first. */
  oldest(limit: number): Promise<readonly Sending[]>;
  /** Safe to repeat. */
  ended(commitIds: readonly string[]): Promise<void>;
}
