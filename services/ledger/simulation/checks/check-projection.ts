import type { MemoryJournal } from '../memory-journal.ts';
import { textOf } from '../operation.ts';
import { applied, nothingProjected, type Projection } from '../projection.ts';
import type { Tally } from '../tally.ts';
import { eventOf } from '../topic.ts';

/** What the consumer has is the fold of the journal, no more and no less (I9). */
export const checkProjection = (journal: MemoryJournal, { documents }: Projection, tally: Tally): void => {
  for (const account of journal.accounts.keys()) {
    const expected = journal
      .commitsOf(account)
      .reduce((known, commit) => applied(known, eventOf(commit), 0), nothingProjected);
    const found = documents.get(account) ?? nothingProjected;
    if (textOf({ ...found, offset: 0 }) !== textOf({ ...expected, offset: 0 }))
      tally.flaw('projection', `${account}: ${textOf(found)}, not ${textOf(expected)}`);
    if (expected.moved !== expected.available) tally.flaw('projection', `${account}: its changes are not its balance`);
  }
  for (const account of documents.keys())
    if (!journal.accounts.has(account)) tally.flaw('projection', `${account} is not in the journal`);
};
