import { accountText, parseAccount } from '../../domain/account/account-id.ts';
import { headOf, type Head } from '../../domain/journal/commit.ts';
import type { OpenTransfer } from '../../domain/account/account-state.ts';
import type { CommitStore } from '../ports/commit-store.ts';
import { receiveKey } from './deliver-transfers.ts';

export interface TransferInTransit extends OpenTransfer {
  readonly from: string;
}

/**
 * Whether the units have been received by a moment: on the other account, or on one that answered for it after a merge.
 */
const isReceived = async (store: CommitStore, from: string, { key, to }: OpenTransfer, at: Date): Promise<boolean> => {
  const accounts = new Set([to]);
  // What is added on the way is visited too.
  for (const account of accounts) {
    const found = await store.mentioning(account, [receiveKey(from, key)], []);
    const received = found.find((commit) =>
      commit.entries.some((entry) => entry.key === receiveKey(from, key) && entry.kind === 'receive'),
    );
    if (received) return received.at <= at;
    const { merged, kin = [] } = headOf(parseAccount(account), (await store.tails([account])).get(account) ?? []).state;
    for (const other of [...(merged ? [merged.into] : []), ...kin]) accounts.add(other);
  }
  return false;
};

/**
 * The transfers of an account that are in transit at a moment: sent, and neither received nor back. The sender learns
 * of the receipt a little later, so the other account is asked.
 */
export const openTransfersOf = async (
  { account, state: { transfers = [] } }: Head,
  store: CommitStore,
  at: Date,
): Promise<readonly TransferInTransit[]> => {
  const from = accountText(account);
  const received = await Promise.all(transfers.map((transfer) => isReceived(store, from, transfer, at)));
  return transfers.filter((_transfer, index) => !received[index]).map((transfer) => ({ ...transfer, from }));
};
