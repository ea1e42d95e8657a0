import type { Adjudication } from '../session/adjudication.ts';
import type { ReadItem } from './batch-item.ts';
import { totalAfter } from '../session/line.ts';
import { isBackAlready, receiptDiffersCode, type ReceiptClaim, type RowException } from '../receipt/receipt-claim.ts';
import type { Difference } from './recognise.ts';
import type { Session } from '../session/session.ts';

export type BatchStatus = 'accepted' | 'duplicate' | 'exception';

export interface BatchOutcome {
  readonly status: BatchStatus;
  /** Those that stand now. */
  readonly exceptions: readonly RowException[];
  /** Empty for returns and for what was not accepted. */
  readonly saleId: string;
  /** Of receipt_differs. */
  readonly differs: readonly Difference[];
  /** The same source submitted it before. */
  readonly repeated: boolean;
  /** It completed what was known. */
  readonly completed: boolean;
}

const plain = { differs: [], repeated: false, completed: false } as const;

export const firstOutcome = (claim: ReceiptClaim): BatchOutcome => ({
  ...plain,
  status: claim.accepted ? 'accepted' : isBackAlready(claim) ? 'duplicate' : 'exception',
  exceptions: claim.exceptions,
  saleId: claim.accepted ? claim.saleId : '',
});

/**
 * What a receipt that is known is to whoever submits it: the first outcome once more to the same source, a duplicate to
 * others.
 */
export const knownOutcome = (claim: ReceiptClaim, source: string, isTwin: boolean): BatchOutcome =>
  claim.kind !== 'session' && claim.source === source && !isTwin
    ? { ...firstOutcome(claim), repeated: true }
    : { ...plain, status: 'duplicate', exceptions: claim.exceptions, saleId: claim.saleId };

export const completedOutcome = (claim: ReceiptClaim): BatchOutcome => ({
  ...plain,
  status: 'accepted',
  exceptions: claim.exceptions,
  saleId: claim.saleId,
  completed: true,
});

export const receiptDiffers = ({ item }: Pick<ReadItem, 'item'>): RowException => ({
  row: item.row,
  code: receiptDiffersCode,
  quantityMilli: 0n,
});

export const differsOutcome = (read: ReadItem, differs: readonly Difference[]): BatchOutcome => ({
  ...plain,
  status: 'exception',
  exceptions: [receiptDiffers(read)],
  saleId: '',
  differs,
});

export interface BatchTerms {
  readonly clubId: string;
  readonly currency: string;
  /** Of the currency's minor unit. */
  readonly currencyDigits: number;
  readonly timeZone: string;
  /** What one point pays, in 1/10,000 of the minor unit. */
  readonly pointValue: bigint;
  /** Who submits. */
  readonly source: string;
  /** Branches that the submitter is bound to; empty: to none. */
  readonly branchIds: readonly string[];
}

/** The closed session of a sale that was made elsewhere. */
export const toClosedSession = (
  { item, lines }: ReadItem,
  claim: ReceiptClaim,
  { currency, currencyDigits }: BatchTerms,
  adjudication: Adjudication,
  now: Date,
): Session => ({
  clubId: claim.clubId,
  sessionId: claim.owner,
  saleId: claim.saleId,
  state: 'closed',
  branchId: item.branchId,
  till: item.till,
  receipt: item.receipt,
  receiptId: claim.id,
  memberId: item.memberId,
  currency,
  currencyDigits,
  lines: lines.map(({ line: _line, row: _row, ...sold }, index) => ({ position: index + 1, ...sold })),
  total: totalAfter(lines, adjudication),
  pointValue: 0n,
  adjudication,
  reservations: [],
  refusedHolds: [],
  returns: [],
  apiReturns: 0,
  openedAt: now,
  closedAt: now,
  soldAt: item.at,
  endedBy: '',
  historical: true,
  row: item.row,
});
