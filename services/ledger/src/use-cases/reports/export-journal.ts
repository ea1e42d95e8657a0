import type { Clock } from '@vafa/kernel';
import { addBooks, booksOf, emptyBooks, type BookBalances } from '../../domain/reports/books.ts';
import { accountOf, assertReadable, type Commit } from '../../domain/journal/commit.ts';
import type { Entry } from '../../domain/journal/entry.ts';
import { LedgerError } from '../../domain/journal/ledger-error.ts';
import { scopeOf, type BooksScope } from './books-scope.ts';
import type { JournalReader } from '../ports/journal-reader.ts';
import type { UnitStore } from '../ports/unit-store.ts';

export interface ExportQuestion {
  readonly clubId: string;
  /** Absent: all units. */
  readonly unit?: string;
  /** Entries recorded at or after it; absent: from the first. */
  readonly from?: Date;
  /** Entries recorded before it; absent: now. */
  readonly to?: Date;
}

/** Where a unit's books stand as they are booked: what is due and nobody has booked is not in it. */
export interface BooksLine {
  readonly line: 'opening' | 'closing';
  readonly clubId: string;
  readonly unit: string;
  /** Absent: before the first entry. */
  readonly at?: Date;
  readonly books: BookBalances;
}

export interface EntryLine {
  readonly line: 'entry';
  readonly commit: Pick<Commit, 'account' | 'version' | 'at'>;
  readonly entry: Entry;
}

export type ExportLine = BooksLine | EntryLine;

/** Books per unit, added up from what the last commit of each account says that they are. */
class Standing {
  private readonly units: Map<string, BookBalances>;
  private last: Commit | undefined;

  constructor(units: Iterable<string>) {
    this.units = new Map([...units].map((unit) => [unit, emptyBooks]));
  }

  take(commit: Commit): void {
    if (this.last && this.last.account !== commit.account) this.close(this.last);
    this.last = commit;
  }

  lines(line: BooksLine['line'], clubId: string, at: Date | undefined): BooksLine[] {
    if (this.last) this.close(this.last);
    this.last = undefined;
    return [...this.units]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([unit, books]) => ({ line, clubId, unit, ...(at && { at }), books }));
  }

  private close(commit: Commit): void {
    const { unit } = accountOf(commit);
    this.units.set(unit, addBooks(this.units.get(unit) ?? emptyBooks, booksOf(commit.after)));
  }
}

export class ExportJournal {
  constructor(
    private readonly reader: Pick<JournalReader, 'commits'>,
    private readonly units: UnitStore,
    private readonly clock: Clock,
  ) {}

  /**
   * A club's journal of a period: where each unit stood, every entry by account and version, where each unit stands.
   * What the entries post leads from the one to the other, and is taken from elsewhere: openings and closings are the
   * balances stored with the commits. One commit is in memory at a time. Raises `invalid_account`, `unknown_unit`,
   * `moment_in_future`, `invalid_period`, `unknown_commit_format`, `unavailable`.
   */
  async *execute({ from, to, ...question }: ExportQuestion): AsyncIterable<ExportLine> {
    const scope = await scopeOf({ ...question, ...(to && { asOf: to }) }, this.units, this.clock.now());
    if (from && from >= scope.at) throw new LedgerError('invalid', 'invalid_period', 'a period begins before it ends');
    const units =
      scope.unit === undefined
        ? ['points', ...(await this.units.list(scope.clubId)).map(({ unit }) => unit)]
        : [scope.unit];
    const opening = new Standing(units);
    if (from) for await (const commit of this.before(scope, from)) opening.take(commit);
    yield* opening.lines('opening', scope.clubId, from);
    const closing = new Standing(units);
    for await (const commit of this.before(scope, scope.at)) {
      closing.take(commit);
      if (from && commit.at < from) continue;
      for (const entry of commit.entries) yield { line: 'entry', commit, entry };
    }
    yield* closing.lines('closing', scope.clubId, scope.at);
  }

  private async *before({ clubId, unit }: BooksScope, moment: Date): AsyncIterable<Commit> {
    for await (const commit of this.reader.commits(clubId)) {
      if (commit.at >= moment || (unit !== undefined && !commit.account.endsWith(`.${unit}`))) continue;
      assertReadable(commit);
      yield commit;
    }
  }
}
