import { documentSchema, plainSchema } from '@vafa/mongo';
import { factSchema } from '@vafa/projection';
import type { Connection } from 'mongoose';
import type { Catalogue } from '../../domain/catalogue/category-tree.ts';
import type { Good } from '../../domain/catalogue/good.ts';
import type { ReceiptClaim } from '../../domain/receipt/receipt-claim.ts';
import type { Session } from '../../domain/session/session.ts';
import type { NightEntry } from '../../use-cases/nights.ts';

export type SessionDocumentState = Omit<Session, 'clubId'>;

/** A good as it is stored; what is empty or false is left out. */
export interface GoodState extends Pick<Good, 'sku' | 'revision'>, Partial<Omit<Good, 'sku' | 'revision'>> {
  /** By which lines of sales find it. */
  readonly key: string;
  /** It is in no list any more. */
  readonly removed?: true | undefined;
}

export type CatalogueState = Catalogue;

/** Fields of a claim that most have not, and that claims of before they were there have not either. */
export type SparseField =
  | 'parts'
  | 'wanted'
  | 'branchIds'
  | 'returnId'
  | 'revision'
  | 'places'
  | 'dayOnly'
  | 'others'
  | 'till';

/** A claim as it is stored: beside it what the summary adds up. */
export interface ReceiptDocument
  extends Omit<ReceiptClaim, 'id' | SparseField>,
    Partial<Pick<ReceiptClaim, SparseField>> {
  readonly _id: string;
  readonly exceptionRows: number;
  readonly differingRows: number;
  /** How many `others` there are: an entry is made only if nobody entered another. Not there: none. */
  readonly joined?: number | undefined;
  /** It has lines that go back. */
  readonly takesBack?: true | undefined;
  /** A sale under whose receipt something went back. */
  readonly exchanged?: true | undefined;
}

/** A night as it is stored. */
export interface NightDocument {
  readonly _id: string;
  readonly entries: readonly NightEntry[];
  readonly count: number;
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
    lines: part({
      position: Number,
      sku: String,
      description: String,
      quantityMilli: BigInt,
      unitPrice: String,
      amount: BigInt,
      returnedMilli: BigInt,
    }),
    total: BigInt,
    pointValue: BigInt,
    adjudication: {
      decision: Buffer,
      dues: part({ effectId: String, unit: String, amount: BigInt }),
      adjustments: part({ effectId: String, position: Number, amount: BigInt }),
    },
    reservations: part({
      id: String,
      account: String,
      unit: String,
      amount: BigInt,
      key: String,
      captureKey: String,
      pays: BigInt,
    }),
    heldBy: { key: String, askedAt: Date },
    holdUntil: Date,
    refusedHolds: part({ key: String, points: BigInt, refusal: String }),
    returns: part({
      id: String,
      receipt: String,
      at: Date,
      lines: part({ position: Number, quantityMilli: BigInt, amount: BigInt }),
      amount: BigInt,
      pointsTakenBack: BigInt,
      pointsRestored: BigInt,
      ordered: part({ key: String, account: String, unit: String, amount: BigInt, restores: Boolean }),
    }),
    given: part({ key: String, account: String, effectId: String, unit: String, amount: BigInt }),
    corrections: part({
      id: String,
      reason: String,
      at: Date,
      by: String,
      text: String,
      memberIdBefore: String,
      memberId: String,
      totalBefore: BigInt,
      total: BigInt,
      pointsGiven: BigInt,
      pointsTakenBack: BigInt,
    }),
    timeZone: String,
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
    { fields: { clubId: 1, state: 1, soldAt: 1 } },
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
    till: String,
    memberId: String,
    rows: Number,
    parts: [String],
    wanted: part({ line: Number, row: Number, sku: String, unitPrice: String, quantityMilli: BigInt }),
    branchIds: [String],
    returnId: String,
    revision: Number,
    places: [String],
    dayOnly: Boolean,
    others: [String],
    joined: Number,
    takesBack: Boolean,
    exchanged: Boolean,
    accepted: Boolean,
    exceptions: part({
      row: Number,
      code: String,
      quantityMilli: BigInt,
      line: Number,
      fits: part({ sessionId: String, position: Number, unitPrice: String, leftMilli: BigInt }),
    }),
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
    { fields: { clubId: 1, memberId: 1 }, where: { takesBack: true } },
    { fields: { clubId: 1, exchanged: 1 }, where: { exchanged: true } },
    { fields: { clubId: 1, exceptionRows: 1 }, where: { exceptionRows: { $gt: 0 } } },
    { fields: { clubId: 1, differingRows: 1 }, where: { differingRows: { $gt: 0 } } },
  ],
);

const nightSchema = plainSchema<NightDocument>({
  _id: String,
  entries: part({ till: String, number: String, fingerprint: String, sessionId: String, at: Date }),
  count: Number,
});

const goodSchema = documentSchema<GoodState>(
  {
    key: String,
    sku: String,
    nameFa: String,
    nameEn: String,
    category: String,
    family: String,
    brand: String,
    cost: BigInt,
    floorPrice: BigInt,
    taxClass: String,
    unit: String,
    decimals: Number,
    noDiscount: Boolean,
    noPoints: Boolean,
    giftCard: Boolean,
    revision: Number,
    removed: Boolean,
  },
  [
    { fields: { clubId: 1, key: 1 } },
    { fields: { clubId: 1, category: 1, key: 1 }, where: { category: { $exists: true } } },
    { fields: { clubId: 1, brand: 1, key: 1 }, where: { brand: { $exists: true } } },
    { fields: { clubId: 1, taxClass: 1 }, where: { taxClass: { $exists: true } } },
  ],
);

const catalogueSchema = documentSchema<CatalogueState>({
  categories: part({ code: String, parent: String, nameFa: String, nameEn: String }),
  taxClasses: part({ code: String, rate: BigInt }),
  revision: Number,
});

export const modelsOf = (connection: Connection) => ({
  sessions: connection.model('Session', sessionSchema, 'sessions'),
  receipts: connection.model('Receipt', receiptSchema, 'receipts'),
  facts: connection.model('Fact', factSchema, 'facts'),
  goods: connection.model('Good', goodSchema, 'goods'),
  catalogues: connection.model('Catalogue', catalogueSchema, 'catalogues'),
  nights: connection.model('Night', nightSchema, 'receipt_nights'),
});
