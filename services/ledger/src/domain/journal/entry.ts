/** What every entry has, whatever its kind. Amounts are whole units. */
interface Common {
  /** `c:…` and `e:…` are callers' keys, `t:…` are moments that came due. Unique per account for ever. */
  readonly key: string;
  /** Units that the command spoke of: accrued, burned, held, captured, voided, reversed; activated or expired. */
  readonly amount: bigint;
  /** Sum to zero. */
  readonly postings: readonly Posting[];
  readonly lots: readonly LotDelta[];
  /** Change of the account's debt. */
  readonly debt: bigint;
  /** Absent where nobody's command made the entry. */
  readonly bodyHash?: string;
  readonly cause: string;
  readonly reason: string;
  readonly reference: string;
  readonly effectiveAt: Date;
}

/** The entry or lot that it is about: what is reversed, which hold ends, which lot activates or expires. */
interface About {
  readonly target: string;
}

/** Of earning and spending: until when the account's units live that end with its activity. */
interface Activity {
  readonly idleUntil?: Date;
}

/** Of what takes units. */
interface Taking {
  /** How far below nothing the available balance may be after it, where it may overdraw. */
  readonly cap?: bigint;
  /** The units, in order, where they are not those that left the lots. */
  readonly taken?: readonly Draw[];
}

/** Of what brings units back: parts of open exceptions that end with it, signed as those are. */
interface Ending {
  readonly ended?: readonly EndedPart[];
}

/** Of what was sent, or came: the other account. */
interface Other {
  readonly other: string;
}

/** Of a merge, and of its undoing. */
interface Uniting extends Other {
  /** Accounts whose keys count for the other one too. */
  readonly kin: readonly string[];
  /** All units that left. */
  readonly taken: readonly Draw[];
}

/** What could not be posted as usual, and the book that waits for it. */
interface Exception {
  readonly refusal: Refusal;
  readonly book: SystemBook;
  /** Only that part of the entry; positive, the club owes it. Absent: all of it. */
  readonly amount?: bigint;
}

/** What each kind of entry has beside what all have. */
interface Cases {
  /** `lot`: where the units are once they are active. `exception`: of what is beyond the club's bounds. */
  accrue: Activity & { readonly lot: string; readonly basis?: Basis; readonly exception?: Exception };
  burn: Taking & Activity;
  /** `owner` alone may end it. */
  hold: Taking & { readonly owner: string };
  /** `taken`: the held units that left for good. */
  capture: About & Ending & Activity & { readonly taken: readonly Draw[] };
  void: About & Ending;
  /**
   * `absorbed`: the part that had expired, so that nothing was collected for it; `lot`: where that was, if not in the
   * accrual's own.
   */
  reverse_accrual: About &
    Ending & { readonly absorbed?: bigint; readonly lot?: string; readonly exception?: Exception };
  reverse_burn: About & Ending;
  activate: About;
  expire: About;
  refused: { readonly refusal: Refusal };
  open: Activity & { readonly by?: Responsible };
  /** `lot`: of a correction up, where the units came in. */
  adjust: Activity & { readonly by: Responsible; readonly lot?: string };
  /** `until`: the lot's new end. */
  extend: About & { readonly until: Date };
  /** `lot`: where the units came in. */
  reinstate: About & { readonly lot: string };
  freeze: object;
  unfreeze: object;
  close: object;
  /** `share`: of a contribution to a pool, in hundredths. */
  send: Other & { readonly share?: number };
  /**
   * `origin`: whether all of the other account came with them, or this one's own come back; then with `kin`, and until
   * when a merge can be undone.
   */
  receive: Other &
    Activity & { readonly origin?: 'merged' | 'unmerged'; readonly kin?: readonly string[]; readonly until?: Date };
  arrive: About & Partial<Other>;
  return: About & Ending & Partial<Other>;
  suspend: { readonly exception: Exception };
  settle: About & { readonly by: Responsible };
  /** `until`: how long it can be undone. */
  merge: Uniting & { readonly until: Date };
  unmerge: Uniting;
  /** `share`: of what is earned, in hundredths. */
  join: Other & { readonly share: number };
  leave: Other;
}

export type EntryKind = keyof Cases;

type Field = { [K in EntryKind]: keyof Cases[K] }[EntryKind];

/** An entry of one kind. Fields that only other kinds have are not there, so that they can be asked for. */
export type EntryOf<K extends EntryKind> = {
  readonly [Kind in K]: Common & { readonly kind: Kind } & Cases[Kind] & {
      readonly [F in Exclude<Field, keyof Cases[Kind]>]?: undefined;
    };
}[K];

/** What the ledger keeps of one command's effect on one account, or of a moment that came due. */
export type Entry = EntryOf<EntryKind>;

/** Books of the account. */
export type OwnBook = 'available' | 'pending' | 'held';

/**
 * Books of the system. issuance: earned; redemption: spent; expiry: lapsed; opening: brought along from another system;
 * adjustment: corrected by a person; in_transit: on the way to another account; suspense: what a finished sale did and
 * the account could not take.
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
  account_in_use:
    'opening balances are booked before anything is earned, spent or lost, on an account that has nothing',
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

export const posted = (entry: Entry, book: Book): bigint =>
  entry.postings.reduce((sum, posting) => (posting.book === book ? sum + posting.amount : sum), 0n);

/** The units that a hold, burn, capture or sending took, in the order it took them. */
export const drawsOf = (entry: Entry): readonly Draw[] =>
  entry.taken ??
  entry.lots
    .filter((delta) => delta.amount < 0n)
    .map(({ lot, amount, expiresAt }) => ({ lot, amount: -amount, ...(expiresAt && { expiresAt }) }));

/** What an entry is about: keys and lots by which decisions look back at it. */
export const targetsOf = ({ kind, target, lot }: Entry): readonly string[] =>
  [...new Set([target, kind === 'reverse_accrual' ? lot : undefined])].filter((each) => each !== undefined);

/** Whether it puts units in transit to another account. */
export const isSending = (entry: Entry): entry is EntryOf<'send' | 'merge' | 'unmerge'> =>
  entry.kind === 'send' || entry.kind === 'merge' || entry.kind === 'unmerge';

/** Postings of these amounts, leaving out zeros. */
export const postings = (amounts: Partial<Record<Book, bigint>>): Posting[] =>
  (Object.entries(amounts) as [Book, bigint][])
    .filter(([, amount]) => amount !== 0n)
    .map(([book, amount]) => ({ book, amount }));
