import { isAccountId, type AccountId } from '../../domain/account/account-id.ts';
import { assertReadable } from '../../domain/journal/commit.ts';
import { LedgerError } from '../../domain/journal/ledger-error.ts';
import { recordedAt, type RecordedEntry } from '../../domain/journal/outcome.ts';
import type { JournalReader } from '../ports/journal-reader.ts';

/** An entry's place: the commit's version and its index in the commit. */
export interface StatementPlace {
  readonly version: number;
  readonly index: number;
}

export interface StatementPage {
  readonly entries: readonly RecordedEntry[];
  /** Where a page that ends with each of these entries is followed by the next; none for the account's first entry. */
  readonly places: readonly StatementPlace[];
  /** Where the next page starts; absent on the last one. */
  readonly next?: StatementPlace;
}

export class GetStatement {
  constructor(private readonly reader: JournalReader) {}

  /**
   * Entries, newest first, from a place on (else from the newest, or the newest of a past moment). Costs the page,
   * whatever lies behind it. Raises `invalid_account`.
   */
  async execute(
    account: AccountId,
    place: StatementPlace | undefined,
    size: number,
    asOf?: Date,
  ): Promise<StatementPage> {
    if (!isAccountId(account))
      throw new LedgerError('invalid', 'invalid_account', 'an account is a club, a member and a unit');
    const from =
      place ?? (asOf && { version: await this.reader.versionAt(account, asOf), index: Number.MAX_SAFE_INTEGER });
    // Each commit has at least one entry, and the first of them may begin after the place: one more than a page is
    // enough.
    const commits = await this.reader.page(account, from?.version, size + 1);
    commits.forEach(assertReadable);
    const listed = commits
      .flatMap((commit) =>
        commit.entries
          .map((entry, index) => ({ place: { version: commit.version, index }, recorded: recordedAt(commit, entry) }))
          .reverse(),
      )
      .filter(({ place }) => from === undefined || place.version < from.version || place.index <= from.index);
    const places = listed.slice(1, size + 1).map((each) => each.place);
    const next = places[size - 1];
    return { entries: listed.slice(0, size).map(({ recorded }) => recorded), places, ...(next && { next }) };
  }
}
