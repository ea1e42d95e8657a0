import type { Commit } from '../../domain/journal/commit.ts';
import type { DueAccount, DueAccounts } from '../ports/due-accounts.ts';
import type { JournalReader } from '../ports/journal-reader.ts';

const notesPerWrite = 1_000;

/**
 * Notes every account of the journal in which something will be due: after the notes were lost, or a process was killed
 * before it wrote them.
 */
export class RebuildDueAccounts {
  constructor(
    private readonly reader: Pick<JournalReader, 'commits'>,
    private readonly accounts: DueAccounts,
  ) {}

  /** Safe to repeat, also while others write. Answers how many accounts it noted. Raises `unavailable`. */
  async execute(): Promise<number> {
    let notes: DueAccount[] = [];
    let [noted, last]: [number, Commit | undefined] = [0, undefined];
    const take = (commit: Commit | undefined): void => {
      if (commit?.after.next) notes.push({ account: commit.account, next: commit.after.next, version: commit.version });
    };
    const write = async (): Promise<void> => {
      await this.accounts.note(notes);
      noted += notes.length;
      notes = [];
    };
    for await (const commit of this.reader.commits(undefined)) {
      if (last && last.account !== commit.account) take(last);
      if (notes.length >= notesPerWrite) await write();
      last = commit;
    }
    take(last);
    await write();
    return noted;
  }
}
