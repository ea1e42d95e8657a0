/** A row of a submission that was not accepted, or only in part. */
export interface RowException {
  readonly row: number;
  /** One of LineException.code of the contract, or the submitter's own. */
  readonly code: string;
  /** For matched_in_part: thousandths of a unit that found no line. */
  readonly quantityMilli: bigint;
  /** Place of the line in its item, for exceptions that the line's allocation may still change. */
  readonly line?: number;
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

/**
 * Who a receipt belongs to. It is inserted before what it stands for, and stays: a receipt that arrives by two roads is one
 * sale, or one return.
 */
export interface ReceiptClaim {
  /** The receipt's id: club, branch, till, number, business day. */
  readonly id: string;
  readonly clubId: string;
  /** `session`: claimed by a till's session, whose document says what it holds. */
  readonly kind: 'session' | 'sale' | 'return';
  /** A session's id; for a return its own id. */
  readonly owner: string;
  readonly saleId: string;
  /** Of the lines as submitted; empty for a session. */
  readonly fingerprint: string;
  readonly source: string;
  /** At least one line was. */
  readonly accepted: boolean;
  readonly exceptions: readonly RowException[];
  /** Only of returns: where its lines go back to, decided once, and applied by each sale under the return's id. */
  readonly allocation: readonly AllocatedLine[];
  /** False while an allocation may not be applied everywhere. */
  readonly settled: boolean;
  /** Only of returns: its number and time. */
  readonly receipt: string;
  readonly at?: Date;
  /** Fingerprints of other lines that were submitted under the same receipt: one exception row each. */
  readonly differing: readonly string[];
}

/** Most other versions of a receipt that are remembered and counted. */
export const differingMax = 100;
