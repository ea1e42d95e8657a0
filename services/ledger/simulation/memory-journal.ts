import { accountOf, checkpointEvery, isReadable, type Commit } from '../src/domain/journal/commit.ts';
import { isSending } from '../src/domain/journal/entry.ts';
import type { Appended } from '../src/use-cases/ports/commit-store.ts';
import type { SendingPage, SendingPlace } from '../src/use-cases/ports/transfers-in-transit.ts';

interface StoredAccount {
  readonly commits: Map<number, Commit>;
  last: number;
  readonly keys: Map<string, Commit>;
  readonly targets: Map<string, Commit[]>;
}

const byMoment = (a: Pick<Commit, 'at' | 'id'>, b: Pick<Commit, 'at' | 'id'>): number =>
  a.at.getTime() - b.at.getTime() || Number(a.id > b.id) - Number(a.id < b.id);

/**
 * The collection of commits with its two unique indexes and its marks, in memory. Each method is one atomic step of the
 * database.
 */
export class MemoryJournal {
  readonly accounts = new Map<string, StoredAccount>();
  private readonly unrelayedCommits = new Map<string, Commit>();
  private readonly transitCommits = new Map<string, Commit>();

  constructor(private readonly onInsert: (commit: Commit) => void) {}

  /** `checkKeys` false: as if the index of keys were missing. */
  insert(commit: Commit, checkKeys = true): Appended {
    const account = this.open(commit.account);
    if (account.commits.has(commit.version)) return 'taken';
    if (checkKeys && commit.entries.some((entry) => account.keys.has(entry.key))) return 'taken';
    account.commits.set(commit.version, commit);
    account.last = Math.max(account.last, commit.version);
    for (const entry of commit.entries) {
      account.keys.set(entry.key, commit);
      if (entry.target !== undefined)
        account.targets.set(entry.target, [...(account.targets.get(entry.target) ?? []), commit]);
    }
    this.unrelayedCommits.set(commit.id, commit);
    if (commit.entries.some(isSending)) this.transitCommits.set(commit.id, commit);
    this.onInsert(commit);
    return 'appended';
  }

  commit(account: string, version: number): Commit | undefined {
    return this.accounts.get(account)?.commits.get(version);
  }

  /** Those that are there. */
  byId(ids: readonly string[]): readonly Commit[] {
    return ids.flatMap((id) => this.commit(id.slice(0, id.indexOf('/')), Number(id.slice(id.indexOf('/') + 1))) ?? []);
  }

  lastVersion(account: string): number {
    return this.accounts.get(account)?.last ?? 0;
  }

  /** Oldest first. */
  commitsOf(account: string, from = 1, to = this.lastVersion(account)): Commit[] {
    const found: Commit[] = [];
    for (let version = from; version <= to; version++) {
      const commit = this.commit(account, version);
      if (commit) found.push(commit);
    }
    return found;
  }

  /** Back from a version to a checkpoint, or as many as may lie between two. */
  tail(account: string, last = this.lastVersion(account)): readonly Commit[] {
    const tail = this.commitsOf(account, Math.max(1, last - checkpointEvery + 1), last);
    return tail.slice(
      Math.max(
        0,
        tail.findLastIndex((commit) => commit.state !== undefined),
      ),
    );
  }

  under(account: string, keys: readonly string[]): readonly Commit[] {
    const stored = this.accounts.get(account);
    return stored ? keys.flatMap((key) => stored.keys.get(key) ?? []) : [];
  }

  about(account: string, keys: readonly string[]): readonly Commit[] {
    const stored = this.accounts.get(account);
    return stored ? keys.flatMap((key) => stored.targets.get(key) ?? []) : [];
  }

  /** Whose commits are there, by the account's first parts. */
  accountsOf(prefix: string): readonly string[] {
    return [...this.accounts.keys()].filter((account) => account.startsWith(prefix)).sort();
  }

  get hasUnrelayed(): boolean {
    return this.unrelayedCommits.size > 0;
  }

  get hasTransit(): boolean {
    return this.transitCommits.size > 0;
  }

  /** Commits whose event is not published, by moment; from the place of another one on. */
  unrelayed(limit: number, behind?: Commit): readonly Commit[] {
    const found = [...this.unrelayedCommits.values()].sort(byMoment);
    return (behind ? found.filter((commit) => byMoment(commit, behind) > 0) : found).slice(0, limit);
  }

  relayed(id: string): void {
    this.unrelayedCommits.delete(id);
  }

  inTransit(limit: number, after?: SendingPlace): SendingPage {
    const found = [...this.transitCommits.values()].filter(
      (commit) => !after || byMoment(commit, { at: after.at, id: after.commitId }) > 0,
    );
    const commits = found.sort(byMoment).slice(0, limit);
    const last = commits.at(limit - 1);
    return {
      sendings: commits
        .filter(isReadable)
        .map((commit) => ({ commitId: commit.id, from: accountOf(commit), sent: commit.entries.filter(isSending) })),
      ...(last && { next: { at: last.at, commitId: last.id } }),
    };
  }

  arrived(id: string): void {
    this.transitCommits.delete(id);
  }

  private open(account: string): StoredAccount {
    const known = this.accounts.get(account);
    if (known) return known;
    const opened = { commits: new Map(), last: 0, keys: new Map(), targets: new Map() };
    this.accounts.set(account, opened);
    return opened;
  }
}
