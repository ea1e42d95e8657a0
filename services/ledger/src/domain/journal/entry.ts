/** What the ledger keeps of one command's effect on one account, or of a moment that came due. Amounts are whole units. */
export interface Entry {
  /** `c:…` and `e:…` are callers' keys, `t:…` are moments that came due. Unique per account for ever. */
  readonly key: string;
  readonly kind: EntryKind;
  /** Units that the command spoke of: accrued, burned, held, captured, voided, reversed; activated or expired. */
  readonly amount: bigint;
  /** The entry or lot it is about: what is reversed, which hold ends, which lot activates or expires. */
  readonly target?: string;
  readonly refusal?: Refusal;
  /** Sum to zero. */
  readonly postings: readonly Posting[];
  readonly lots: readonly LotDelta[];
  /** Change of the account's debt. */
  readonly debt: bigint;
  /** Of units that come in: the lot that they are in once they are active. Of a reversed accrual: the lot shared with others that had expired. */
  readonly lot?: string;
  /** Of earning and spending: until when the account's units live that end with its activity. */
  readonly idleUntil?: Date;
  /** Of a hold: who alone may end it. */
  readonly owner?: string;
  /** Of a capture: the held units that left for good, in order. */
  readonly taken?: readonly Draw[];
  /** Of a burn or hold that may overdraw: how far below nothing the available balance may be after it. */
  readonly cap?: bigint;
  /** Of units that were sent: the account they go to; of units that came: the account they are from. */
  readonly other?: string;
  /** Of units that came: whether all of the other account came with them, or this one's own come back. */
  readonly origin?: 'merged' | 'unmerged';
  /** Of a merge and its undoing, and of what came of them: accounts whose keys count for the other one too. */
  readonly kin?: readonly string[];
  /** Of a pool joined, and of a contribution: hundredths. */
  readonly share?: number;
  /** Of an extension: the lot's new expiry. Of a merge: until when it can be undone. */
  readonly until?: Date;
  /** Of a correction: who made it, in which role, and who approved it. Opaque ids. */
  readonly by?: Responsible;
  /** Of an exception: what could not be posted as usual, and the book that waits for it. With an amount: only that part of the entry; positive, the club owes it. */
  readonly exception?: { readonly refusal: Refusal; readonly book: SystemBook; readonly amount?: bigint };
  /** Parts of open exceptions that end with it, signed as those are. */
  readonly ended?: readonly EndedPart[];
  /** Of a reversed accrual: the part that had expired, so that nothing was collected for it. */
  readonly absorbed?: bigint;
  /** Absent where nobody's command made the entry. */
  readonly bodyHash?: string;
  readonly cause: string;
  readonly reason: string;
  readonly reference: string;
  readonly effectiveAt: Date;
  readonly basis?: Basis;
}

export type EntryKind =
  | 'accrue'
  | 'burn'
  | 'hold'
  | 'capture'
  | 'void'
  | 'reverse_accrual'
  | 'reverse_burn'
  | 'activate'
  | 'expire'
  | 'refused'
  | 'open'
  | 'adjust'
  | 'extend'
  | 'reinstate'
  | 'freeze'
  | 'unfreeze'
  | 'close'
  | 'send'
  | 'receive'
  | 'arrive'
  | 'return'
  | 'suspend'
  | 'settle'
  | 'merge'
  | 'unmerge'
  | 'join'
  | 'leave';

/** Books of the account. */
export type OwnBook = 'available' | 'pending' | 'held';

/**
 * Books of the system. issuance: earned; redemption: spent; expiry: lapsed; opening: brought along from another system; adjustment:
 * corrected by a person; in_transit: on the way to another account; suspense: what a finished sale did and the account could not take.
 */
export type SystemBook = 'issuance' | 'redemption' | 'expiry' | 'opening' | 'adjustment' | 'in_transit' | 'suspense';

export type Book = OwnBook | SystemBook;

/** Who answers for a correction. Ids are opaque: names lie outside the chain, where they can be erased. */
export interface Responsible {
  readonly person: string;
  readonly role: string;
  readonly approver?: string;
}

export interface EndedPart {
  /** Of the entry that went to suspense. */
  readonly key: string;
  readonly amount: bigint;
}

export interface Posting {
  readonly book: Book;
  readonly amount: bigint;
}

/** Units of one lot that left or came back. */
export interface Draw {
  readonly lot: string;
  readonly amount: bigint;
  /** Of units that are not yet active. */
  readonly activeAt?: Date;
  readonly expiresAt?: Date;
}

export interface LotDelta extends Draw {
  readonly place: 'active' | 'pending';
}

export interface Basis {
  readonly ruleId: string;
  readonly ruleVersion: number;
  /** What the rule was applied to, in minor units. */
  readonly base: bigint;
  /** Points per `perAmount` minor units. */
  readonly points: bigint;
  readonly perAmount: bigint;
}

export const refusals = {
  balance_too_low: 'the available balance is too low',
  cap_exceeded: 'the cap would be exceeded',
  not_pending: 'the club takes back only what is pending',
  amount_out_of_bounds: 'the club moves more, or less, of this unit at once',
  not_spendable: 'status counts and is not spent',
  hold_not_found: 'there is no such hold',
  hold_ended: 'the hold has ended',
  hold_owner_differs: 'only its owner ends a hold',
  more_than_held: 'more is captured than is held',
  hold_captured: 'the hold was captured',
  hold_voided: 'the hold was voided before it came',
  entry_not_found: 'there is no entry with that key',
  not_reversible: 'only accruals, burns and captures can be reversed',
  more_than_original: 'more is reversed than is left of the entry',
  account_frozen: 'the account is frozen',
  account_closed: 'the account is closed',
  account_not_empty: 'an account is closed when nothing is in it',
  account_in_use: 'opening balances are booked before anything is earned, spent or lost, on an account that has nothing',
  not_frozen: 'the account is not frozen',
  approval_missing: 'an adjustment above the limit has a second approver, who is somebody else',
  lot_not_found: 'there is no such lot',
  expiry_not_later: 'a lot is extended to a later moment',
  nothing_expired: 'nothing of that lot has expired and is not reinstated',
  transfer_ended: 'the transfer has arrived or was returned',
  transfer_not_found: 'there is no such transfer',
  exception_settled: 'the exception was settled',
  exception_not_found: 'there is no such exception',
  account_merged: 'the account was merged into another',
  same_account: 'the two accounts were merged into one',
  account_busy: 'holds, transfers or exceptions are open',
  account_owes: 'an account that owes units is not merged',
  not_merged: 'that account was not merged into this one',
  unmerge_too_late: 'the merge can no longer be undone',
  not_in_pool: 'the account is in no pool',
  in_another_pool: 'the account is in another pool',
} as const;

/** A refusal by state; it is written under the command's key. */
export type Refusal = keyof typeof refusals;

export const posted = (entry: Entry, book: Book): bigint => entry.postings.reduce((sum, posting) => (posting.book === book ? sum + posting.amount : sum), 0n);

/** The units that a hold, burn, capture or sending took, in the order it took them. */
export const drawsOf = (entry: Entry): readonly Draw[] =>
  entry.taken ?? entry.lots.filter((delta) => delta.amount < 0n).map(({ lot, amount, expiresAt }) => ({ lot, amount: -amount, ...(expiresAt && { expiresAt }) }));

/** What an entry is about: keys and lots by which decisions look back at it. */
export const targetsOf = ({ kind, target, lot }: Entry): readonly string[] => [...new Set([target, kind === 'reverse_accrual' ? lot : undefined])].filter((each) => each !== undefined);

/** Whether it puts units in transit to another account. */
export const isSending = ({ kind }: Entry): boolean => kind === 'send' || kind === 'merge' || kind === 'unmerge';

/** Postings of these amounts, leaving out zeros. */
export const postings = (amounts: Partial<Record<Book, bigint>>): Posting[] =>
  (Object.entries(amounts) as [Book, bigint][]).filter(([, amount]) => amount !== 0n).map(([book, amount]) => ({ book, amount }));
