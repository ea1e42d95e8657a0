import { counter, traced } from '@vafa/telemetry';
import type { Commit } from '../../domain/journal/commit.ts';
import type { Appended, CommitStore } from '../../use-cases/ports/commit-store.ts';

/** A commit store with a span around each write, and counts of what went through. */
export class TracedCommitStore implements CommitStore {
  private readonly appended = counter('vafa.ledger.commits', 'commits appended');
  private readonly entries = counter('vafa.ledger.entries', 'entries in commits appended');
  private readonly races = counter('vafa.ledger.races_lost', 'commits whose version or key was taken');

  constructor(private readonly inner: CommitStore) {}

  append(commits: readonly Commit[]): Promise<readonly Appended[]> {
    return traced('journal append', { 'vafa.ledger.commits': commits.length }, async () => {
      const answers = await this.inner.append(commits);
      const landed = commits.filter((_commit, index) => answers[index] === 'appended');
      this.appended.add(landed.length);
      this.entries.add(landed.reduce((sum, commit) => sum + commit.entries.length, 0));
      this.races.add(commits.length - landed.length);
      return answers;
    });
  }

  tails(accounts: readonly string[]): Promise<ReadonlyMap<string, readonly Commit[]>> {
    return traced('journal tails', { 'vafa.ledger.accounts': accounts.length }, () => this.inner.tails(accounts));
  }

  mentioning(account: string, under: readonly string[], about: readonly string[]): Promise<readonly Commit[]> {
    return traced('journal look back', { 'vafa.ledger.keys': under.length }, () =>
      this.inner.mentioning(account, under, about),
    );
  }

  hashes(ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
    return this.inner.hashes(ids);
  }
}
