import { parseAccount } from '../../domain/account/account-id.ts';
import { headOf } from '../../domain/journal/commit.ts';
import type { CommitStore } from '../ports/commit-store.ts';

/**
 * All accounts on which a command of this one may have been posted: its kin and theirs, as they are in the journal now.
 * A merge that was refused had led commands on to wherever that account's own merge led.
 */
export const kinOf = async (
  store: Pick<CommitStore, 'tails'>,
  account: string,
  near: readonly string[],
): Promise<readonly string[]> => {
  const known = new Set([account]);
  for (let next = near.filter((other) => !known.has(other)); next.length > 0; ) {
    for (const other of next) known.add(other);
    const tails = await store.tails([...new Set(next)]);
    next = [...tails]
      .flatMap(([other, tail]) => headOf(parseAccount(other), tail).state.kin ?? [])
      .filter((other) => !known.has(other));
  }
  known.delete(account);
  return [...known];
};
