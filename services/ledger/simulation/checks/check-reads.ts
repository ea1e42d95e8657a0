import type { Outcome } from '../../src/domain/journal/outcome.ts';
import type { LedgerProcess } from '../ledger-process.ts';
import type { World } from '../link.ts';
import type { MemoryJournal } from '../memory-journal.ts';
import type { Operation } from '../operation.ts';

/** As far as a clock here is ahead of the timeline. */
const aheadMsMax = 60_000;

/**
 * Reads an account from some process after an acknowledgement: what it sees is at least that, and was true at some
 * moment since.
 */
export const checkReads = async (
  world: World,
  journal: MemoryJournal,
  process: LedgerProcess,
  { command, account, id }: Operation,
  { recorded }: Outcome,
): Promise<void> => {
  if (!recorded) return;
  world.tally.reads++;
  try {
    const page = await process.newest(command.account);
    const newest = page.entries[0]?.version ?? 0;
    if (newest < recorded.version)
      world.tally.flaw(
        'stale read',
        `${id}: the statement of ${account} ends at version ${String(newest)}, acknowledged was ${String(recorded.version)}`,
      );
    const balances = await process.balances(command.account);
    const balance = balances.find(({ unit }) => unit === command.account.unit);
    const since = journal.commitsOf(account, recorded.version).map(({ after }) => after);
    // What came due meanwhile is folded in: the model answers for that.
    if (since.some(({ next }) => next && next.getTime() <= world.timeline.now + aheadMsMax)) return;
    const wasTrue =
      balance &&
      since.some(
        ({ available, pending, held }) =>
          available === balance.available && pending === balance.pending && held === balance.held,
      );
    if (!wasTrue)
      world.tally.flaw(
        'stale read',
        `${id}: ${account} was read as ${String(balance?.available)} after version ${String(recorded.version)}`,
      );
  } catch (error) {
    world.tally.failure(error, 'a read');
    world.tally.fault('read_without_answer');
  }
};
