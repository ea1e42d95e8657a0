import { DomainError } from '@vafa/kernel';
import type { Commit } from '../src/domain/journal/commit.ts';
import type { Appended, CommitStore } from '../src/use-cases/ports/commit-store.ts';

/** A commit store whose writes, while it is told to hold them, report a timeout and land only when they are let. */
export class LandingStore implements CommitStore {
  holding = false;
  private readonly held: (readonly Commit[])[] = [];

  constructor(private readonly inner: CommitStore) {}

  append(commits: readonly Commit[]): Promise<readonly Appended[]> {
    if (!this.holding) return this.inner.append(commits);
    this.held.push(commits);
    return Promise.reject(new DomainError('unavailable', 'database_unavailable', 'the write timed out'));
  }

  /** What was sent arrives, in order; answers what became of each commit. */
  async land(): Promise<readonly Appended[]> {
    this.holding = false;
    const answers: Appended[] = [];
    for (const commits of this.held.splice(0)) answers.push(...(await this.inner.append(commits)));
    return answers;
  }

  tails(accounts: readonly string[]): Promise<ReadonlyMap<string, readonly Commit[]>> {
    return this.inner.tails(accounts);
  }

  mentioning(account: string, under: readonly string[], about: readonly string[]): Promise<readonly Commit[]> {
    return this.inner.mentioning(account, under, about);
  }

  hashes(ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
    return this.inner.hashes(ids);
  }
}
