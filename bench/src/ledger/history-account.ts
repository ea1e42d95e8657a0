import { accountText, type AccountId } from '@vafa/ledger/src/domain/account/account-id';
import { bodyOf } from '@vafa/ledger/src/domain/journal/body';
import type { Command } from '@vafa/ledger/src/domain/journal/command';
import { canonicalCommit, headAfter, untouched, type Commit } from '@vafa/ledger/src/domain/journal/commit';
import { compose } from '@vafa/ledger/src/domain/journal/compose';
import { History } from '@vafa/ledger/src/domain/journal/history';
import { appendCommits } from '@vafa/ledger/src/use-cases/journal/append-commits';
import { burn, endow } from './commands.ts';
import type { OpenLedger } from './open-ledger.ts';

const commitsPerWrite = 500;
/** Enough for every block that redeems from it. */
const earned = 1_000n;
const spent = 5n;

export interface WrittenHistory {
  readonly account: AccountId;
  readonly entries: number;
  readonly available: bigint;
}

const commandOf = (account: AccountId, n: number): Command =>
  n % 2 === 0 ? endow(account, `h${String(n)}`, earned) : burn(account, `h${String(n)}`, spent);

/**
 * Writes an account with a long history, by turns earning and spending, straight through the ledger's decisions into
 * its store: the same commits that posting would make, many in one write, so that a million entries take minutes and
 * not hours.
 */
export const writeHistory = async (
  { store, seal }: OpenLedger,
  account: AccountId,
  entries: number,
  perCommit: number,
): Promise<WrittenHistory> => {
  let head = untouched(account);
  let commits: Commit[] = [];
  const write = async (): Promise<void> => {
    const answers = await appendCommits(store, commits);
    if (answers.includes('taken')) throw new Error(`${accountText(account)} has a history already`);
    commits = [];
  };
  for (let from = 0; from < entries; from += perCommit) {
    const commands = Array.from({ length: Math.min(perCommit, entries - from) }, (_, n) =>
      commandOf(account, from + n),
    );
    const orders = commands.map((command) => ({ command, bodyHash: seal.digest(bodyOf(command)) }));
    const { commit: draft, state } = compose(head, History.of([]), orders, new Date());
    if (!draft) throw new Error('a history without a commit');
    const commit = { ...draft, hash: seal.sign(canonicalCommit(draft)) };
    head = headAfter(account, commit, state);
    commits.push(commit);
    if (commits.length === commitsPerWrite) await write();
  }
  if (commits.length > 0) await write();
  return { account, entries, available: head.state.available };
};
