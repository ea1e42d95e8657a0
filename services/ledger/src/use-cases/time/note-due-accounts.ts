import type { Clock } from '@vafa/kernel';
import type { Commit } from '../../domain/journal/commit.ts';
import type { DueAccount, DueAccounts } from '../ports/due-accounts.ts';

/** What is remembered, and what waits; beyond it notes are dropped, and the next rebuilding finds them. */
const accountsMax = 100_000;
const notesPerWrite = 1_000;
/** Clocks of replicas are not further apart. */
const marginMs = 60_000;

type Noted = Pick<Commit, 'account' | 'version'> & { readonly after: Pick<Commit['after'], 'next'> };

/**
 * Notes when accounts next change, behind the writes that say so. An account that is noted for an earlier moment still
 * to come is not noted again: whoever looks at that moment finds the later one.
 */
export class NoteDueAccounts {
  private readonly noted = new Map<string, Date>();
  private waiting = new Map<string, DueAccount>();

  constructor(
    private readonly accounts: DueAccounts,
    private readonly clock: Clock,
  ) {}

  take(commits: readonly Noted[]): void {
    for (const { account, version, after } of commits) {
      if (!after.next || this.isNoted(account, after.next) || this.waiting.size >= accountsMax) continue;
      const known = this.waiting.get(account);
      this.waiting.set(account, {
        account,
        next: known && known.next < after.next ? known.next : after.next,
        version: Math.max(version, known?.version ?? 0),
      });
    }
  }

  /** Writes what waits. Raises `unavailable`; then it waits on. */
  async execute(): Promise<void> {
    const taken = this.waiting;
    this.waiting = new Map();
    const notes = [...taken.values()];
    try {
      for (let from = 0; from < notes.length; from += notesPerWrite)
        await this.write(notes.slice(from, from + notesPerWrite));
    } catch (error) {
      // What came meanwhile is older or newer: both are noted.
      for (const note of notes) this.take([{ account: note.account, version: note.version, after: note }]);
      throw error;
    }
  }

  private async write(notes: readonly DueAccount[]): Promise<void> {
    await this.accounts.note(notes);
    for (const { account, next } of notes) {
      this.noted.delete(account);
      this.noted.set(account, next);
    }
    for (const oldest of this.noted.keys()) {
      if (this.noted.size <= accountsMax) break;
      this.noted.delete(oldest);
    }
  }

  private isNoted(account: string, next: Date): boolean {
    const noted = this.noted.get(account);
    return noted !== undefined && noted <= next && noted.getTime() > this.clock.now().getTime() + marginMs;
  }
}
