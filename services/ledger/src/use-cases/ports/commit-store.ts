import type { Commit } from '../../domain/journal/commit.ts';

/**
 * `taken`: the version or one of the keys is in the journal already, by another writer or by an earlier try of this
 * very commit.
 */
export type Appended = 'appended' | 'taken';

/**
 * The append-only journal, as a writer needs it. Every method raises DomainError `unavailable` when the database does
 * not answer.
 */
export interface CommitStore {
  /**
   * One unordered write; every commit stands for itself, and each is whole or not there at all. Durable when it
   * resolves. When it raises `unavailable`, any of them may be there: append the identical commits again.
   */
  append(commits: readonly Commit[]): Promise<readonly Appended[]>;
  /**
   * Of the accounts that have any: the last commits, oldest first, back to a checkpoint or to the first. At most 32
   * each.
   */
  tails(accounts: readonly string[]): Promise<ReadonlyMap<string, readonly Commit[]>>;
  /** The commits of one account with an entry under one of the first keys, or about one of the second. */
  mentioning(account: string, under: readonly string[], about: readonly string[]): Promise<readonly Commit[]>;
  /** Commit id → hash, of those that are there. */
  hashes(ids: readonly string[]): Promise<ReadonlyMap<string, string>>;
}
