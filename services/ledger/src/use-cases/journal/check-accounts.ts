import type { Commit } from '../../domain/journal/commit.ts';
import type { Finding } from '../../domain/journal/replay.ts';
import type { JournalReader } from '../ports/journal-reader.ts';
import { idsPerQuestionMax, lastVersions } from './last-versions.ts';

type Last = Pick<Commit, 'account' | 'version'>;

/**
 * Compares what summaries and balances of a whole club go by with the journal as it is read from end to end: the list
 * of accounts, and the last versions that are found by asking. What is written meanwhile may be in the one and not yet
 * in the other.
 */
export class CheckAccounts {
  private readonly listed: AsyncIterator<string>;
  private next: string | undefined = '';
  private waiting: Last[] = [];
  private readonly findings: Finding[] = [];

  constructor(
    private readonly reader: Pick<JournalReader, 'accounts' | 'present'>,
    clubId: string | undefined,
  ) {
    this.listed = reader.accounts(clubId)[Symbol.asyncIterator]();
  }

  /** Takes the last commit of each account, in the journal's order. Raises `unavailable`. */
  async take({ account, version }: Last): Promise<void> {
    while (this.next !== undefined && this.next < account) {
      const { value, done } = await this.listed.next();
      this.next = done ? undefined : value;
    }
    if (this.next !== account)
      this.find({ account, version }, 'not_listed', 'the list of accounts, which summaries go by, has it not');
    this.waiting.push({ account, version });
    if (this.waiting.length === idsPerQuestionMax) await this.ask();
  }

  /** Raises `unavailable`. */
  async found(): Promise<readonly Finding[]> {
    await this.ask();
    await this.listed.return?.();
    return this.findings;
  }

  private async ask(): Promise<void> {
    const [asked, known] = [this.waiting, new Map<string, number>()];
    this.waiting = [];
    const versions = await lastVersions(
      this.reader,
      asked.map(({ account }) => account),
      known,
    );
    for (const last of asked) {
      const version = versions.get(last.account) ?? 0;
      if (version < last.version)
        this.find(last, 'last_not_found', `asked by its versions, the account seems to end at ${String(version)}`);
    }
  }

  private find({ account, version }: Last, code: Finding['code'], detail: string): void {
    this.findings.push({ account, version, code, detail });
  }
}
