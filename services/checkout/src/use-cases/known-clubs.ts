import { DomainError } from '@vafa/kernel';

/** By what a club sells: its own facts. */
export interface SaleTerms {
  readonly currency: string;
  /** Of the currency's minor unit. */
  readonly currencyDigits: number;
  /** IANA zone: it decides the business day of a receipt. */
  readonly timeZone: string;
  /** What one point pays, in 1/10,000 of the minor unit. */
  readonly pointValue: bigint;
}

/** What is known of where a sale is made, and for whom. */
export interface SalePlace {
  readonly terms: SaleTerms;
  /** Of the branch that was asked for; `none`: the club has no such branch. */
  readonly branch: 'open' | 'closed' | 'none';
  /** Whether the club has the member that was asked for. */
  readonly hasMember: boolean;
}

/**
 * Clubs, their branches and members, as their owner tells them. Raises `unavailable` for one not known while its owner
 * is away.
 */
export interface KnownClubs {
  /** Raises `club_not_found`. */
  terms(clubId: string): Promise<SaleTerms>;
  /** All three by one question. An empty id is nobody's. Raises `club_not_found`. */
  place(clubId: string, branchId: string, memberId: string): Promise<SalePlace>;
  hasMember(clubId: string, memberId: string): Promise<boolean>;
}

export const clubNotFound = (): DomainError => new DomainError('not_found', 'club_not_found', 'there is no such club');

export const branchNotFound = (): DomainError =>
  new DomainError('not_found', 'branch_not_found', 'the club has no such branch');

export const branchClosed = (): DomainError =>
  new DomainError('refused', 'branch_closed', 'the branch is closed and opens no sale');

export const memberNotFound = (): DomainError =>
  new DomainError('not_found', 'member_not_found', 'there is no such member');
