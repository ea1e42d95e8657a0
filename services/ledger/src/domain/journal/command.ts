import type { AccountId } from '../account/account-id.ts';
import type { Basis, Draw, Responsible } from './entry.ts';
import type { NegativePolicy, UnitRules } from '../time/unit.ts';

export type Verb =
  | {
      readonly kind: 'accrue';
      readonly amount: bigint;
      readonly basis?: Basis;
      readonly activeAt?: Date;
      readonly expiresAt?: Date;
    }
  | { readonly kind: 'burn'; readonly amount: bigint }
  | { readonly kind: 'hold'; readonly amount: bigint; readonly owner: string }
  /** Amount 0: all that is held. What is not captured goes back to its lots. */
  | { readonly kind: 'capture'; readonly holdKey: string; readonly owner: string; readonly amount: bigint }
  | { readonly kind: 'void'; readonly holdKey: string; readonly owner: string }
  /** Amount 0: all that is left of the entry. Without a policy: the unit's. */
  | { readonly kind: 'reverse'; readonly entryKey: string; readonly amount: bigint; readonly policy?: NegativePolicy }
  /**
   * What another system owed, as lots; before anything else was earned, spent or lost on the account, and while it has
   * nothing.
   */
  | { readonly kind: 'open'; readonly lots: readonly OpeningLot[]; readonly by?: Responsible }
  /** A correction up or down by a person. */
  | {
      readonly kind: 'adjust';
      readonly amount: bigint;
      readonly by: Responsible;
      readonly policy: NegativePolicy;
      readonly expiresAt?: Date;
    }
  /** A later expiry for what is left of a lot. */
  | { readonly kind: 'extend'; readonly lot: string; readonly expiresAt: Date }
  /** Brings back what expired of a lot; amount 0: all of it. */
  | { readonly kind: 'reinstate'; readonly lot: string; readonly amount: bigint; readonly expiresAt?: Date }
  | { readonly kind: 'freeze' | 'unfreeze' | 'close' }
  /** Units leave for another account and are in transit until that one has received or refused them. */
  | { readonly kind: 'send'; readonly amount: bigint; readonly to: string }
  | {
      readonly kind: 'receive';
      readonly from: string;
      readonly units: readonly Draw[];
      readonly origin?: 'merged' | 'unmerged';
      readonly kin?: readonly string[];
      readonly until?: Date;
    }
  /** Everything goes to another account, which answers for this one from now on. */
  | { readonly kind: 'merge'; readonly into: string; readonly undoUntil?: Date }
  /** What is left of the units of a merged account goes back to it. */
  | { readonly kind: 'unmerge'; readonly from: string }
  /** A share of what is earned, in hundredths, goes to the household's account. */
  | { readonly kind: 'join'; readonly pool: string; readonly share: number }
  | { readonly kind: 'leave' }
  /** The end of a sending: the other account has the units, or refused them and they come back. */
  | { readonly kind: 'arrive' | 'return'; readonly sendKey: string }
  /** Ends an exception: into the member's account, or at the club's cost or gain. */
  | {
      readonly kind: 'settle';
      readonly exceptionKey: string;
      readonly into: 'account' | 'club';
      readonly by: Responsible;
    };

export interface OpeningLot {
  readonly amount: bigint;
  readonly activeAt?: Date;
  readonly expiresAt?: Date;
}

/**
 * What the club's rules say of a command at the moment it is given. They are not part of its body: a retry may come
 * under others.
 */
export interface Terms {
  /** Of a burn or hold on an account that counts what was used (a budget, uses): it may go so far below nothing. */
  readonly cap?: bigint;
  /** Units given back whose lot has expired since live until then. */
  readonly graceUntil?: Date;
  /** Adjustments above it need an approver. */
  readonly approvalAbove?: bigint;
  /** The club's rules for the account's unit; what else the terms say comes before them. Filled in by the ledger. */
  readonly unit?: UnitRules;
}

export interface Command<V extends Verb = Verb> {
  readonly account: AccountId;
  readonly key: string;
  /** The event or request that caused it. */
  readonly cause: string;
  readonly reason: string;
  readonly reference: string;
  /** When it counts for the member; the commit's own time when absent. */
  readonly effectiveAt?: Date;
  /**
   * It tells of what has happened, a finished sale: what cannot be posted as usual goes to suspense and is not refused.
   */
  readonly finished?: boolean;
  readonly terms?: Terms;
  readonly verb: V;
}
