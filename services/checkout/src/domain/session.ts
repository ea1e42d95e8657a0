import type { SoldLine } from './line.ts';

export type SessionState = 'open' | 'holding' | 'held' | 'closed' | 'cancelled' | 'expired';

/** Points a rule gives, with the basis by which they are taken back. */
export interface Accrual {
  readonly ruleId: string;
  readonly ruleVersion: number;
  readonly points: bigint;
  /** What the rule counted, in minor units. */
  readonly base: bigint;
  readonly ratePoints: bigint;
  readonly ratePerAmount: bigint;
  readonly ruleCode: string;
}

export interface Rejection {
  readonly code: string;
  readonly ruleId: string;
  readonly ruleVersion: number;
  readonly conditionIndex: number;
}

export interface Adjudication {
  readonly accruals: readonly Accrual[];
  readonly rejections: readonly Rejection[];
}

/** Points of the member held for the sale; what they paid with once it is closed. */
export interface Hold {
  /** Key of the command that asked. */
  readonly key: string;
  /** Key of the hold in the ledger; its owner is the sale. */
  readonly ledgerKey: string;
  readonly points: bigint;
  /** What they pay, in minor units. */
  readonly value: bigint;
  readonly askedAt: Date;
}

/** A hold that the ledger refused: the same key gets the same answer. */
export interface RefusedHold {
  readonly key: string;
  readonly points: bigint;
  readonly refusal: string;
}

export interface ReturnedLine {
  readonly position: number;
  /** Thousandths of a unit. */
  readonly quantityMilli: bigint;
  readonly amount: bigint;
}

/** An accrual of the sale in the ledger, with the points that are left of it. */
export interface AccrualEntry {
  readonly key: string;
  readonly memberId: string;
  readonly ruleId: string;
  readonly points: bigint;
}

/** Points to take of one accrual. */
export interface AccrualTaking {
  readonly entryKey: string;
  readonly memberId: string;
  readonly ruleId: string;
  readonly points: bigint;
}

export type CorrectionReason = 'lines_completed' | 'member_completed' | 'member_moved' | 'adjudicated_late' | 'returns_moved';

/** How a closed sale was put right. */
export interface Correction {
  readonly id: string;
  readonly reason: CorrectionReason;
  readonly at: Date;
  /** Who asked for it; empty when checkout found the reason itself. */
  readonly by: string;
  readonly text: string;
  readonly memberIdBefore: string;
  readonly memberId: string;
  readonly totalBefore: bigint;
  readonly total: bigint;
  readonly pointsGiven: bigint;
  readonly pointsTakenBack: bigint;
}

/** Points that the ledger is to turn back, and under which key. */
export interface LedgerEffect {
  readonly key: string;
  readonly memberId: string;
  readonly points: bigint;
  /** They come back to whoever paid; else they are taken of what was earned. */
  readonly restores: boolean;
}

export interface Return {
  readonly id: string;
  readonly receipt: string;
  readonly at: Date;
  readonly lines: readonly ReturnedLine[];
  /** Minor units taken back. */
  readonly amount: bigint;
  /** By the sale's rules; what the ledger booked of it is asked for. */
  readonly pointsTakenBack: bigint;
  readonly pointsRestored: bigint;
  /** What to ask the ledger about; not kept of returns that come in batches. */
  readonly effects?: readonly LedgerEffect[] | undefined;
}

export interface Session {
  readonly clubId: string;
  /** The client's id, unique in the club. */
  readonly sessionId: string;
  readonly saleId: string;
  readonly state: SessionState;
  readonly branchId: string;
  readonly till: string;
  readonly receipt: string;
  /** Id of the receipt's claim. */
  readonly receiptId: string;
  /** Empty: without a member. */
  readonly memberId: string;
  readonly currency: string;
  /** Of the currency's minor unit, as the club counted when the sale was opened. */
  readonly currencyDigits: number;
  readonly lines: readonly SoldLine[];
  readonly total: bigint;
  /** What one point pays, in 1/10,000 of the minor unit. */
  readonly pointValue: bigint;
  /** Preview while open, final once closed, what is left of them after returns. */
  readonly accruals: readonly Accrual[];
  readonly rejections: readonly Rejection[];
  readonly hold?: Hold | undefined;
  /** When the hold ends; set while holding and held. */
  readonly holdUntil?: Date | undefined;
  readonly refusedHolds: readonly RefusedHold[];
  readonly returns: readonly Return[];
  /** What its points are in the ledger; undefined while they are just what the close gave. */
  readonly entries?: readonly AccrualEntry[] | undefined;
  /** Undefined: none. */
  readonly corrections?: readonly Correction[] | undefined;
  /** Whose points paid, when the sale has gone to another member since. */
  readonly payerId?: string | undefined;
  /** IANA zone of the club when it was opened; sales of batches have none. */
  readonly timeZone?: string | undefined;
  /** How many of the returns were asked for by themselves, not in a batch. */
  readonly apiReturns: number;
  readonly openedAt: Date;
  readonly closedAt?: Date | undefined;
  /** When the sale was made; set once closed. */
  readonly soldAt?: Date | undefined;
  /** Key of the command that closed or cancelled it. */
  readonly endedBy?: string | undefined;
  readonly historical: boolean;
  /** Orders sales of the same instant; 0 for those of tills. */
  readonly row: number;
}

export interface PointsHold {
  readonly holdKey: string;
  readonly points: bigint;
  /** Empty: the member's of the sale. */
  readonly memberId: string;
}

/** What is left of a rule's points after a return. */
export interface AccrualChange {
  readonly ruleId: string;
  readonly ruleVersion: number;
  readonly points: bigint;
  readonly base: bigint;
  readonly takenBack: bigint;
  /** Of which accruals; empty: of the one that the close of the sale made. */
  readonly takings: readonly AccrualTaking[];
}

/** What happened to a session and others must know. */
export type SessionFact =
  | { readonly kind: 'closed'; readonly session: Session & { readonly soldAt: Date } }
  | {
      readonly kind: 'returned';
      readonly session: Session;
      readonly return: Return;
      readonly remainingTotal: bigint;
      readonly accrualChanges: readonly AccrualChange[];
      readonly restorations: readonly PointsHold[];
      readonly historical: boolean;
    }
  | {
      readonly kind: 'corrected';
      /** As it was. */
      readonly session: Session;
      readonly after: Session;
      readonly correction: Correction;
      readonly linesAdded: readonly SoldLine[];
      readonly remainingTotalBefore: bigint;
      readonly remainingTotal: bigint;
      readonly given: readonly Accrual[];
      readonly taken: readonly AccrualTaking[];
      readonly restorations: readonly PointsHold[];
    }
  | { readonly kind: 'ended'; readonly session: Session; readonly expired: boolean; readonly voids: readonly PointsHold[] };

/** What a command does to a session, in one write. */
export interface Decision {
  readonly set: Partial<Session>;
  /** Remembered with it. A PUT has none: its repeat says the same by itself. */
  readonly key?: string;
  readonly at: Date;
  readonly fact?: SessionFact;
}

/** Ended without a sale, for good. */
export const hasEnded = ({ state }: Pick<Session, 'state'>): boolean => state === 'cancelled' || state === 'expired';
