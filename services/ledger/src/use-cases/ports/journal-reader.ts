import type { AccountId } from '../../domain/account/account-id.ts';
import type { Commit } from '../../domain/journal/commit.ts';

/**
 * The journal, as questions about it need it. Every method raises DomainError `unavailable` when the database does not
 * answer.
 */
export interface JournalReader {
  /** The last commit of each of a member's accounts, by unit. */
  latest(clubId: string, memberId: string): Promise<readonly Commit[]>;
  /** What stands after an account's last commit; undefined where there is none. */
  lastOf(account: AccountId): Promise<LastCommit | undefined>;
  /** Commits of one account up to a version (or all), newest first. */
  page(account: AccountId, upTo: number | undefined, limit: number): Promise<readonly Commit[]>;
  /** Version of an account's last commit at or before a moment; 0 where there is none. */
  versionAt(account: AccountId, at: Date): Promise<number>;
  /**
   * The commits from which an account as of a moment is made: the last one at or before it, and those before that one
   * back to a checkpoint or the first; oldest first.
   */
  tailAt(account: AccountId, at: Date): Promise<readonly Commit[]>;
  /**
   * Accounts of a club (or of all) that have commits, in the journal's order, found without reading their commits.
   * `after`: only those that come later.
   */
  accounts(clubId: string | undefined, after?: string): AsyncIterable<string>;
  /** How many those of a club are. */
  accountCount(clubId: string): Promise<number>;
  /** Ids of those of at most 1,000 commits that are there, and were made by a moment when one is given. */
  present(ids: readonly string[], until?: Date): Promise<readonly string[]>;
  /** What stands after at most 1,000 commits, in any order; without those that are not there. */
  afters(ids: readonly string[]): Promise<readonly LastCommit[]>;
  /** At most 1,000 commits, in any order; without those that are not there. */
  whole(ids: readonly string[]): Promise<readonly Commit[]>;
  /**
   * Every commit of a club (or of all), by account and version. `after`: only of accounts of the club that come after
   * this one.
   */
  commits(clubId: string | undefined, after?: string): AsyncIterable<Commit>;
}

export type LastCommit = Pick<Commit, 'account' | 'version' | 'format' | 'at' | 'after'>;
