import type { Draw, SystemBook } from '../journal/entry.ts';
import type { LotOrigin } from './lot-name.ts';

/**
 * Units that share activation and expiry. Those that never expire are one lot; each other accrual is a lot of its own.
 */
export interface Lot extends LotOrigin {
  /** Its name in the journal. */
  readonly id: string;
  readonly amount: bigint;
  readonly activeAt?: Date;
  readonly expiresAt?: Date;
}

export interface Hold {
  readonly key: string;
  readonly owner: string;
  readonly amount: bigint;
  readonly draws: readonly Draw[];
}

/**
 * What moved between the account and the system accounts, ever. issued − takenBack − burned + restored − expired is
 * what is outstanding.
 */
export interface Totals {
  readonly issued: bigint;
  readonly takenBack: bigint;
  readonly burned: bigint;
  readonly restored: bigint;
  readonly expired: bigint;
  /** Units that the system's other books got from the account, net; a book without any is absent. */
  readonly moved?: Moved;
}

export type Moved = Readonly<Partial<Record<Exclude<SystemBook, 'issuance' | 'redemption' | 'expiry'>, bigint>>>;

/** Units that were sent and have neither arrived nor come back. */
export interface OpenTransfer {
  /** The key of the entry that sent them. */
  readonly key: string;
  readonly to: string;
  readonly amount: bigint;
}

/** What a finished sale did and the account could not take, until a person settles it. */
export interface OpenException {
  readonly key: string;
  readonly book: SystemBook;
  /** Positive: the club owes it to the member; negative: the member owes it. */
  readonly amount: bigint;
  /** A return could not take it within the balance: what comes back to the account pays it. */
  readonly claim?: true;
}

export interface AccountState {
  /** Sum of active lots less the debt. */
  readonly available: bigint;
  readonly pending: bigint;
  readonly held: bigint;
  /**
   * What was taken back and the lots could not give; whatever comes in pays it first. While it is there, no active lot
   * is.
   */
  readonly debt: bigint;
  /** Active, in the order in which they are spent: earliest expiry first, never-expiring last, then oldest. */
  readonly lots: readonly Lot[];
  /** Not yet active, earliest activation first. */
  readonly pendingLots: readonly Lot[];
  readonly holds: readonly Hold[];
  readonly totals: Totals;
  /** Activations and expiries so far; it makes their keys distinct when a lot expires again. */
  readonly generation: number;
  /**
   * Absent until units come in that end with the account's activity: when they end unless something is earned or spent
   * before, and how often they did.
   */
  readonly idle?: { readonly until: Date; readonly era: number };
  /** Of an account that was merged: the one that answers for it, and the key of the merge. */
  readonly merged?: { readonly into: string; readonly key: string };
  /** Accounts that were merged into this one, until when that can be undone. Absent when there are none. */
  readonly origins?: readonly { readonly account: string; readonly until: Date }[];
  /**
   * Accounts whose keys count here too, because commands on one were at some time posted on the other. Absent when
   * there are none.
   */
  readonly kin?: readonly string[];
  /** The household's account, and the hundredths of what is earned that go there. */
  readonly pool?: { readonly account: string; readonly share: number };
  /** Contributions to pools so far. Absent when there were none. */
  readonly contributed?: number;
  /** Absent while the account is open. */
  readonly status?: 'frozen' | 'closed';
  /** Absent when there are none. */
  readonly transfers?: readonly OpenTransfer[];
  /** Absent when there are none. */
  readonly exceptions?: readonly OpenException[];
}

export const emptyAccount: AccountState = {
  available: 0n,
  pending: 0n,
  held: 0n,
  debt: 0n,
  lots: [],
  pendingLots: [],
  holds: [],
  totals: { issued: 0n, takenBack: 0n, burned: 0n, restored: 0n, expired: 0n },
  generation: 0,
};
