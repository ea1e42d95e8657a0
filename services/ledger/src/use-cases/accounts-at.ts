import { accountOf, assertReadable, headOf, type Commit, type Head } from '../domain/commit.ts';
import { stateAt } from '../domain/compose.ts';
import type { BooksScope } from './books-scope.ts';
import type { JournalReader } from './journal-reader.ts';

/**
 * Each account of a club (and unit) as it was at a moment, with what was due by then booked in memory only; accounts without a
 * commit by then are left out. `after`: only those that come later in the journal's order. One account is in memory at a time.
 * Raises `unknown_commit_format`, `journal_broken`, `unavailable`.
 */
export async function* accountsAt(reader: Pick<JournalReader, 'commits'>, { clubId, unit, at }: BooksScope, after?: string): AsyncIterable<Head> {
  let tail: Commit[] = [];
  const head = (): Head[] => {
    const [first] = tail;
    if (!first) return [];
    const found = headOf(accountOf(first), tail);
    tail = [];
    return [{ ...found, state: stateAt(found.state, at) }];
  };
  for await (const commit of reader.commits(clubId, after)) {
    if (commit.at > at || (unit !== undefined && !commit.account.endsWith(`.${unit}`))) continue;
    if (tail[0] && tail[0].account !== commit.account) yield* head();
    assertReadable(commit);
    tail = commit.state ? [commit] : [...tail, commit];
  }
  yield* head();
}
