import { DomainError } from '@vafa/kernel';
import type { Commit } from '../src/domain/journal/commit.ts';
import type { Appended, CommitStore } from '../src/use-cases/ports/commit-store.ts';

export type Fault = 'write_lost' | 'answer_lost' | 'half_written';

const silent = (): DomainError =>
  new DomainError('unavailable', 'database_unavailable', 'the database does not answer');

/** A commit store whose next appends go wrong as told; every one of them reports only that it got no answer. */
export class FaultyCommitStore implements CommitStore {
  readonly faults: Fault[] = [];
  appends = 0;

  constructor(private readonly inner: CommitStore) {}

  async append(commits: readonly Commit[]): Promise<readonly Appended[]> {
    this.appends++;
    const fault = this.faults.shift();
    if (fault === undefined) return this.inner.append(commits);
    if (fault === 'answer_lost') await this.inner.append(commits);
    if (fault === 'half_written') await this.inner.append(commits.slice(0, Math.ceil(commits.length / 2)));
    throw silent();
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
