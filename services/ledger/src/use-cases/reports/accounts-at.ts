import { accountOf, checkpointEvery, commitId, headOf, type Commit, type Head } from '../../domain/journal/commit.ts';
import { stateAt } from '../../domain/journal/compose.ts';
import { LedgerError } from '../../domain/journal/ledger-error.ts';
import type { BooksScope } from './books-scope.ts';
import { EachAccount, type AsOf } from './each-account.ts';
import type { JournalReader } from '../ports/journal-reader.ts';
import { inParts } from '../journal/last-versions.ts';

/** Of each its last version: where the next search begins. */
const accountsMax = 100_000;

/** The versions that an account as of one of them is made from: back to a checkpoint, or to the first. */
const tailOf = (version: number): readonly number[] => {
  const from = Math.max(1, version - (version % checkpointEvery));
  return Array.from({ length: version - from + 1 }, (_, place) => from + place);
};

/**
 * Each account of a club (and unit) as it was at a moment, read from the journal each time. Keep one for all questions:
 * it remembers how far accounts were.
 */
export class AccountsAt {
  private readonly each: EachAccount<Head>;

  constructor(private readonly reader: Pick<JournalReader, 'accounts' | 'accountCount' | 'present' | 'whole'>) {
    this.each = new EachAccount(reader, (places) => this.read(places), { accountsMax, isKept: false });
  }

  /**
   * With what was due by then booked in memory only; accounts without a commit by then are left out. `after`: only
   * those that come later in the journal's order. Reads at most 32 commits of an account. Raises
   * `unknown_commit_format`, `journal_broken`, `unavailable`.
   */
  async *heads(scope: BooksScope, after?: string): AsyncIterable<Head> {
    for await (const { known } of this.each.asOf(scope, after))
      yield { ...known, state: stateAt(known.state, scope.at) };
  }

  private async read(places: ReadonlyMap<string, number>): Promise<Iterable<AsOf<Head>>> {
    const ids = [...places].flatMap(([account, version]) => tailOf(version).map((each) => commitId(account, each)));
    const found = Map.groupBy(await inParts(ids, (part) => this.reader.whole(part)), ({ account }) => account);
    return [...places].map(([account, version]) => asOf(account, version, found.get(account) ?? []));
  }
}

const asOf = (account: string, version: number, commits: readonly Commit[]): AsOf<Head> => {
  const tail = commits.toSorted((a, b) => a.version - b.version);
  if (tail.length < tailOf(version).length)
    throw new LedgerError('internal', 'journal_broken', 'a commit is missing', { account, version: String(version) });
  const known = headOf(accountOf({ account }), tail);
  return { account, version, at: known.at, known };
};
