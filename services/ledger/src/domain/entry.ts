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
  /** Of an accrual: the lot that its units are in once they are active. */
  readonly lot?: string;
  /** Of a hold: who alone may end it. */
  readonly owner?: string;
  /** Of a capture: the held units that left for good, in order. */
  readonly taken?: readonly Draw[];
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

export type EntryKind = 'accrue' | 'burn' | 'hold' | 'capture' | 'void' | 'reverse_accrual' | 'reverse_burn' | 'activate' | 'expire' | 'refused';

/** The first three belong to the account, the others to the system. */
export type Book = 'available' | 'pending' | 'held' | 'issuance' | 'redemption' | 'expiry';

export interface Posting {
  readonly book: Book;
  readonly amount: bigint;
}

/** Units of one lot that left or came back. */
export interface Draw {
  readonly lot: string;
  readonly amount: bigint;
  readonly expiresAt?: Date;
}

export interface LotDelta extends Draw {
  readonly place: 'active' | 'pending';
  readonly activeAt?: Date;
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
  hold_not_found: 'there is no such hold',
  hold_ended: 'the hold has ended',
  hold_owner_differs: 'only its owner ends a hold',
  more_than_held: 'more is captured than is held',
  hold_captured: 'the hold was captured',
  hold_voided: 'the hold was voided before it came',
  entry_not_found: 'there is no entry with that key',
  not_reversible: 'only accruals, burns and captures can be reversed',
  more_than_original: 'more is reversed than is left of the entry',
} as const;

/** A refusal by state; it is written under the command's key. */
export type Refusal = keyof typeof refusals;

export const posted = (entry: Entry, book: Book): bigint => entry.postings.reduce((sum, posting) => (posting.book === book ? sum + posting.amount : sum), 0n);

/** The units that a hold, burn or capture took out of lots, in the order it took them. */
export const drawsOf = (entry: Entry): readonly Draw[] =>
  entry.taken ?? entry.lots.filter((delta) => delta.amount < 0n).map(({ lot, amount, expiresAt }) => ({ lot, amount: -amount, ...(expiresAt && { expiresAt }) }));

/** Postings of these amounts, leaving out zeros. */
export const postings = (amounts: Partial<Record<Book, bigint>>): Posting[] =>
  (Object.entries(amounts) as [Book, bigint][]).filter(([, amount]) => amount !== 0n).map(([book, amount]) => ({ book, amount }));
