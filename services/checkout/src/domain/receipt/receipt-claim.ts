/** A line of an earlier sale that a return at another price may mean. */
export interface FittingLine {
  readonly sessionId: string;
  readonly position: number;
  readonly unitPrice: string;
  readonly leftMilli: bigint;
}

/** A row of a submission that was not accepted, or only in part. */
export interface RowException {
  readonly row: number;
  /** One of LineException.code of the contract, or the submitter's own. */
  readonly code: string;
  /** For matched_in_part: thousandths of a unit that found no line. */
  readonly quantityMilli: bigint;
  /** Place of the line in its item, for exceptions that the line's allocation may still change. */
  readonly line?: number;
  /** For price_differs. */
  readonly fits?: readonly FittingLine[];
}

/** What of one row of a return goes back to one line of one sale. */
export interface AllocatedLine {
  /** Place of the row's line in the submitted item. */
  readonly line: number;
  readonly row: number;
  readonly sessionId: string;
  readonly position: number;
  readonly quantityMilli: bigint;
}

/** A readable line of a return, matched or not: what it takes back may change when an earlier sale comes late. */
export interface WantedBack {
  /** Place of the row's line in the submitted item. */
  readonly line: number;
  readonly row: number;
  readonly sku: string;
  readonly unitPrice: string;
  readonly quantityMilli: bigint;
}

/**
 * Who a receipt belongs to. It is inserted before what it stands for: a receipt that arrives by two roads is one sale,
 * or one return. One of which nothing was accepted claims nothing: the next submission replaces it.
 */
export interface ReceiptClaim {
  /** The receipt's number on a day of the branch; with the till beside it when another till was first. */
  readonly id: string;
  readonly clubId: string;
  /** `session`: claimed by a till's session, whose document says what it holds. */
  readonly kind: 'session' | 'sale' | 'return';
  /** Empty: not known. */
  readonly till: string;
  /** As submitted first; what a session holds is truer. Undefined in claims of before it was kept. */
  readonly memberId?: string;
  /** A session's id; for a return its own id. */
  readonly owner: string;
  readonly saleId: string;
  /** Of the lines as submitted; empty for a session. */
  readonly fingerprint: string;
  readonly source: string;
  /** At least one line was. */
  readonly accepted: boolean;
  readonly exceptions: readonly RowException[];
  /**
   * Most rows that one submission had; what no line came of still stands. Undefined in claims of before it was kept.
   */
  readonly rows?: number;
  /** Fingerprints of submissions that completed it: each is known when it comes again. */
  readonly parts: readonly string[];
  /** Lines that go back: those of a return, and the negative ones of an exchange. */
  readonly wanted: readonly WantedBack[];
  /** Branches in whose sales they may be found; empty: in all. */
  readonly branchIds: readonly string[];
  /** Id of what the lines that go back are, as a return. */
  readonly returnId: string;
  /** Where they go back to, applied by each sale under the return's id. */
  readonly allocation: readonly AllocatedLine[];
  /** Raised with each new allocation. */
  readonly revision: number;
  /** Sessions that ever were in the allocation. */
  readonly places: readonly string[];
  /** False while an allocation may not be applied everywhere. */
  readonly settled: boolean;
  /** Its number and time; a session's are in its document. */
  readonly receipt: string;
  readonly at?: Date;
  readonly dayOnly: boolean;
  /** Versions that were submitted under the same receipt and contradict it: one exception row each. */
  readonly differing: readonly string[];
  /** Tills that have the number on the same day, each with a claim beside this one. */
  readonly others: readonly string[];
}

/** A return that a till took by itself under the same receipt: it is known, and nothing of it is left to do. */
export const isBackAlready = ({ kind, accepted, settled, wanted, exceptions }: ReceiptClaim): boolean =>
  kind === 'return' && !accepted && settled && wanted.length > 0 && exceptions.length === 0;

/** The code of what contradicts a receipt that is known, or a session id that belongs to another sale. */
export const receiptDiffersCode = 'receipt_differs';

/** Its sale was refused after all. Nothing of it stands, what goes back under it neither. */
export const isRefused = ({ accepted, exceptions }: Pick<ReceiptClaim, 'accepted' | 'exceptions'>): boolean =>
  !accepted && exceptions.some(({ code }) => code === receiptDiffersCode);

/** Most other versions of a receipt that are remembered and counted. */
export const differingMax = 100;

/** Most submissions that are remembered as parts of one receipt. */
export const partsMax = 100;

/** Whether a submission of this fingerprint has the lines of the claim, or had when it was a part of them. */
export const hasLines = (
  { fingerprint, parts }: Pick<ReceiptClaim, 'fingerprint' | 'parts'>,
  wanted: string,
): boolean => fingerprint === wanted || parts.includes(wanted);
