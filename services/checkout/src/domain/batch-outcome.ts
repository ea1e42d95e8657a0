import type { ReadItem } from './batch-item.ts';
import type { ReceiptClaim, RowException } from './receipt-claim.ts';
import type { Recognition } from './recognise.ts';
import type { Session } from './session.ts';

export type BatchStatus = 'accepted' | 'duplicate' | 'exception';

export interface BatchOutcome {
  readonly status: BatchStatus;
  readonly exceptions: readonly RowException[];
  /** Empty for returns and for what was not accepted. */
  readonly saleId: string;
}

export const firstOutcome = (claim: ReceiptClaim): BatchOutcome => ({
  status: claim.accepted ? 'accepted' : 'exception',
  exceptions: claim.exceptions,
  saleId: claim.accepted ? claim.saleId : '',
});

export const duplicateOutcome = (claim: ReceiptClaim): BatchOutcome => ({ status: 'duplicate', exceptions: claim.exceptions, saleId: claim.saleId });

export const receiptDiffers = ({ item }: Pick<ReadItem, 'item'>): RowException => ({ row: item.row, code: 'receipt_differs', quantityMilli: 0n });

export const differsOutcome = (read: ReadItem): BatchOutcome => ({ status: 'exception', exceptions: [receiptDiffers(read)], saleId: '' });

/** The outcome of an item whose receipt needs no further work. */
export const outcomeOf = (read: ReadItem, claim: ReceiptClaim, recognition: Recognition): BatchOutcome => {
  switch (recognition) {
    case 'again':
      return firstOutcome(claim);
    case 'duplicate':
      return duplicateOutcome(claim);
    case 'differs':
    case 'in_use':
      return differsOutcome(read);
    case 'abandoned':
    case 'unfinished':
      return firstOutcome({ ...claim, accepted: true });
  }
};

export interface BatchTerms {
  readonly clubId: string;
  readonly currency: string;
  /** Of the currency's minor unit. */
  readonly currencyDigits: number;
  readonly timeZone: string;
  /** Who submits. */
  readonly source: string;
}

/** The closed session of a sale that was made elsewhere. */
export const toClosedSession = ({ item, lines }: ReadItem, claim: ReceiptClaim, { currency, currencyDigits }: BatchTerms, adjudication: Pick<Session, 'accruals' | 'rejections'>, now: Date): Session => ({
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
  total: lines.reduce((sum, { amount }) => sum + amount, 0n),
  pointValue: 0n,
  accruals: adjudication.accruals,
  rejections: adjudication.rejections,
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
