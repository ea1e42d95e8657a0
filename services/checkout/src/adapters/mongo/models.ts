import { documentSchema, plainSchema } from '@vafa/mongo';
import type { Connection } from 'mongoose';
import type { ReceiptClaim } from '../../domain/receipt-claim.ts';
import type { Session } from '../../domain/session.ts';

export type SessionDocumentState = Omit<Session, 'clubId'>;

/** A claim as it is stored: beside it what the summary adds up. */
export interface ReceiptDocument extends Omit<ReceiptClaim, 'id'> {
  readonly _id: string;
  readonly exceptionRows: number;
  readonly differingRows: number;
}

const part = (fields: Record<string, unknown>) => [{ _id: false, ...fields }];

const sessionSchema = documentSchema<SessionDocumentState>(
  {
    sessionId: String,
    saleId: String,
    state: String,
    branchId: String,
    till: String,
    receipt: String,
    receiptId: String,
    memberId: String,
    currency: String,
    currencyDigits: Number,
    lines: part({ position: Number, sku: String, description: String, quantityMilli: BigInt, unitPrice: String, amount: BigInt, returnedMilli: BigInt }),
    total: BigInt,
    pointValue: BigInt,
    accruals: part({ ruleId: String, ruleVersion: Number, points: BigInt, base: BigInt, ratePoints: BigInt, ratePerAmount: BigInt, ruleCode: String }),
    rejections: part({ code: String, ruleId: String, ruleVersion: Number, conditionIndex: Number }),
    hold: { key: String, ledgerKey: String, points: BigInt, value: BigInt, askedAt: Date },
    holdUntil: Date,
    refusedHolds: part({ key: String, points: BigInt, refusal: String }),
    returns: part({ id: String, receipt: String, at: Date, lines: part({ position: Number, quantityMilli: BigInt, amount: BigInt }), amount: BigInt, pointsTakenBack: BigInt, pointsRestored: BigInt }),
    apiReturns: Number,
    openedAt: Date,
    closedAt: Date,
    soldAt: Date,
    endedBy: String,
    historical: Boolean,
    row: Number,
  },
  [
    { fields: { clubId: 1, memberId: 1, 'lines.sku': 1 }, where: { memberId: { $gt: '' } } },
    { fields: { clubId: 1, state: 1, memberId: 1 } },
    { fields: { holdUntil: 1 }, where: { holdUntil: { $exists: true } } },
    { fields: { clubId: 1, apiReturns: 1 }, where: { apiReturns: { $gt: 0 } } },
  ],
);

const receiptSchema = plainSchema<ReceiptDocument>(
  {
    _id: String,
    clubId: String,
    kind: String,
    owner: String,
    saleId: String,
    fingerprint: String,
    source: String,
    accepted: Boolean,
    exceptions: part({ row: Number, code: String, quantityMilli: BigInt, line: Number }),
    exceptionRows: Number,
    allocation: part({ line: Number, row: Number, sessionId: String, position: Number, quantityMilli: BigInt }),
    settled: Boolean,
    receipt: String,
    at: Date,
    differing: [String],
    differingRows: Number,
  },
  [
    { fields: { clubId: 1, accepted: 1 }, where: { kind: 'return' } },
    { fields: { clubId: 1, exceptionRows: 1 }, where: { exceptionRows: { $gt: 0 } } },
    { fields: { clubId: 1, differingRows: 1 }, where: { differingRows: { $gt: 0 } } },
  ],
);

export const modelsOf = (connection: Connection) => ({
  sessions: connection.model('Session', sessionSchema, 'sessions'),
  receipts: connection.model('Receipt', receiptSchema, 'receipts'),
});
