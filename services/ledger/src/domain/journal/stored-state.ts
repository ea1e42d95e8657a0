import type { AccountState, Lot } from '../account/account-state.ts';
import { readLotName } from '../account/lot-name.ts';

type StoredLot = Pick<Lot, 'id' | 'amount' | 'activeAt' | 'expiresAt'>;

/** An account as a commit keeps it: of a lot only its name, which says the rest. It is under the commit's hash. */
export interface StoredState extends Omit<AccountState, 'lots' | 'pendingLots'> {
  readonly lots: readonly StoredLot[];
  readonly pendingLots: readonly StoredLot[];
}

const storedLot = ({ id, amount, activeAt, expiresAt }: Lot): StoredLot => ({
  id,
  amount,
  ...(activeAt && { activeAt }),
  ...(expiresAt && { expiresAt }),
});

const toLot = (stored: StoredLot): Lot => ({ ...stored, ...readLotName(stored.id) });

export const storedState = (state: AccountState): StoredState => ({
  ...state,
  lots: state.lots.map(storedLot),
  pendingLots: state.pendingLots.map(storedLot),
});

export const toAccountState = (stored: StoredState): AccountState => ({
  ...stored,
  lots: stored.lots.map(toLot),
  pendingLots: stored.pendingLots.map(toLot),
});
