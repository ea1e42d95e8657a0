import type { Adjudication } from './adjudication.ts';
import type { SoldLine } from './line.ts';
import type { Given, Posting } from './postings.ts';
import type { Reservation } from './reservation.ts';

export type SessionState = 'open' | 'holding' | 'held' | 'closed' | 'cancelled' | 'expired';

/** The command by which a session holds what it holds. */
export interface HoldRequest {
  readonly key: string;
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

export type CorrectionReason =
  | 'lines_completed'
  | 'member_completed'
  | 'member_moved'
  | 'adjudicated_late'
  | 'returns_moved';

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

/** What a return has the ledger turn back, to be asked about. */
export interface Ordered {
  readonly key: string;
  readonly account: string;
  readonly unit: string;
  readonly amount: bigint;
  /** It comes back to whoever paid; else it is taken of what the sale gave. */
  readonly restores: boolean;
}

export interface Return {
  readonly id: string;
  readonly receipt: string;
  readonly at: Date;
  readonly lines: readonly ReturnedLine[];
  /** Minor units given back for it. */
  readonly amount: bigint;
  /** By the sale's rules; what the ledger booked of it is asked for. */
  readonly pointsTakenBack: bigint;
  readonly pointsRestored: bigint;
  /** What to ask the ledger about; not kept of returns that come in batches. */
  readonly ordered?: readonly Ordered[] | undefined;
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
  /** What the lines cost, less what promotions take off. */
  readonly total: bigint;
  /** What one point pays, in 1/10,000 of the minor unit. */
  readonly pointValue: bigint;
  /** Preview while open, final once closed, of what is left of the sale after returns. */
  readonly adjudication: Adjudication;
  readonly reservations: readonly Reservation[];
  /** Of the reservations; undefined: none was asked for. */
  readonly heldBy?: HoldRequest | undefined;
  /** When the hold ends; set while holding and held. */
  readonly holdUntil?: Date | undefined;
  readonly refusedHolds: readonly RefusedHold[];
  readonly returns: readonly Return[];
  /** What its effects have given in the ledger; undefined while that is just what the close gave. */
  readonly given?: readonly Given[] | undefined;
  /** Undefined: none. */
  readonly corrections?: readonly Correction[] | undefined;
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

/** What happened to a session and others must know. */
export type SessionFact = { readonly postings: readonly Posting[] } & (
  | { readonly kind: 'closed'; readonly session: Session & { readonly soldAt: Date } }
  | {
      readonly kind: 'returned';
      readonly session: Session;
      readonly return: Return;
      readonly remainingTotal: bigint;
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
    }
  | { readonly kind: 'ended'; readonly session: Session; readonly expired: boolean }
);

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
