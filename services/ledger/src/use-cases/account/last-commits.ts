import { accountText, type AccountId } from '../../domain/account/account-id.ts';
import { commitId } from '../../domain/journal/commit.ts';
import type { CommitStore } from '../ports/commit-store.ts';
import type { JournalReader, LastCommit } from '../ports/journal-reader.ts';
import { LatelyUsed } from '../journal/lately-used.ts';

/** Of an account that has a commit the last one; version 0 without. */
interface Seen {
  readonly version: number;
  readonly last: LastCommit | undefined;
}

interface Waiting {
  readonly account: AccountId;
  readonly text: string;
  readonly seen: Seen;
  readonly resolve: (last: LastCommit | undefined) => void;
  readonly reject: (error: unknown) => void;
}

const accountsMax = 50_000;
const idsPerQuestionMax = 1_000;

/**
 * What stands after the last commit of an account, for reads that must not be behind. An account that was read before
 * is not read again: versions have no gaps, so that it has not changed while its next version is not there. That is
 * asked of the database every time; what is asked while a question is open goes with the next one, many accounts in one
 * question.
 */
export class LastCommits {
  private readonly seen: LatelyUsed<Seen>;
  private waiting: Waiting[] = [];
  private asking = false;

  constructor(
    private readonly reader: Pick<JournalReader, 'lastOf'>,
    private readonly store: Pick<CommitStore, 'hashes'>,
    most = accountsMax,
  ) {
    this.seen = new LatelyUsed(() => 1, most);
  }

  /** Undefined where the account has no commit. Raises `unavailable`. */
  of(account: AccountId): Promise<LastCommit | undefined> {
    const text = accountText(account);
    const seen = this.seen.get(text);
    if (!seen) return this.read(account, text);
    return new Promise((resolve, reject) => {
      this.waiting.push({ account, text, seen, resolve, reject });
      if (this.asking) return;
      this.asking = true;
      // After the caller's turn, so that all that it asks in one turn is one question.
      queueMicrotask(() => void this.ask());
    });
  }

  private async read(account: AccountId, text: string): Promise<LastCommit | undefined> {
    const last = await this.reader.lastOf(account);
    const version = last?.version ?? 0;
    if (version >= (this.seen.get(text)?.version ?? 0)) this.seen.put(text, { version, last });
    return last;
  }

  /** One question after the other until nobody waits. Never rejects. */
  private async ask(): Promise<void> {
    while (this.waiting.length > 0) {
      const asked = this.waiting.splice(0, idsPerQuestionMax);
      const nextOf = ({ text, seen }: Waiting): string => commitId(text, seen.version + 1);
      try {
        const newer = await this.store.hashes([...new Set(asked.map(nextOf))]);
        for (const each of asked) {
          if (newer.has(nextOf(each))) this.read(each.account, each.text).then(each.resolve, each.reject);
          else each.resolve(each.seen.last);
        }
      } catch (error) {
        for (const { reject } of asked) reject(error);
      }
    }
    this.asking = false;
  }
}
