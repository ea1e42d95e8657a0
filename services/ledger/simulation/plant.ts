import type { AccountId } from '../src/domain/account/account-id.ts';
import type { Command } from '../src/domain/journal/command.ts';
import type { decide } from '../src/domain/journal/decide.ts';
import type { Outcome } from '../src/domain/journal/outcome.ts';
import type { CommitStore } from '../src/use-cases/ports/commit-store.ts';
import type { AccountBalance } from '../src/use-cases/account/get-balances.ts';
import type { TransfersInTransit } from '../src/use-cases/ports/transfers-in-transit.ts';
import type { Follow } from './projection.ts';

export interface Posting {
  post(commands: readonly Command[]): Promise<readonly Outcome[]>;
}

export interface BalanceReading {
  execute(clubId: string, memberId: string, asOf?: Date): Promise<readonly AccountBalance[]>;
}

/**
 * A bug put into a simulated ledger from outside, to see whether it is found. Each is made anew for every start of a
 * process.
 */
export interface Plant {
  readonly rules?: typeof decide;
  /** False: the database has no unique index of keys. */
  readonly checkKeys?: boolean;
  readonly store?: (store: CommitStore) => CommitStore;
  readonly journal?: (journal: Posting) => Posting;
  readonly transfers?: (transfers: TransfersInTransit) => TransfersInTransit;
  readonly balances?: (
    balances: BalanceReading,
    seen: (account: AccountId) => AccountBalance | undefined,
  ) => BalanceReading;
  readonly follow?: Follow;
}
