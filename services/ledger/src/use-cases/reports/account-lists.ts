import type { JournalReader } from '../ports/journal-reader.ts';
import { LatelyUsed } from '../journal/lately-used.ts';

/**
 * Lists of clubs' accounts that were read before. A list stands while it has as many accounts as the journal: none is
 * ever taken away.
 */
export class AccountLists {
  private readonly lists: LatelyUsed<readonly string[]>;

  constructor(
    private readonly reader: Pick<JournalReader, 'accounts' | 'accountCount'>,
    /** More accounts, of all clubs together, are not remembered. */
    private readonly accountsMax: number,
  ) {
    this.lists = new LatelyUsed((accounts) => accounts.length, accountsMax);
  }

  /** In the journal's order. `after`: only those that come later. Raises `unavailable`. */
  async *of(clubId: string, after?: string): AsyncIterable<string> {
    const known = this.lists.get(clubId);
    if (known && (await this.reader.accountCount(clubId)) === known.length)
      yield* after === undefined ? known : known.filter((account) => account > after);
    else if (after === undefined) yield* this.read(clubId);
    else yield* this.reader.accounts(clubId, after);
  }

  private async *read(clubId: string): AsyncIterable<string> {
    const found: string[] = [];
    for await (const account of this.reader.accounts(clubId)) {
      if (found.length <= this.accountsMax) found.push(account);
      yield account;
    }
    if (found.length <= this.accountsMax) this.lists.put(clubId, found);
  }
}
