import type { StaffAccount, StaffIdentity } from '../domain/staff-account.ts';

export interface StaffStore {
  /** False when the id, the username or the identity is known. Raises `email_taken`. */
  insert(account: StaffAccount): Promise<boolean>;
  find(id: string): Promise<StaffAccount | undefined>;
  byUsername(username: string): Promise<StaffAccount | undefined>;
  byEmail(email: string): Promise<StaffAccount | undefined>;
  byIdentity(identity: StaffIdentity): Promise<StaffAccount | undefined>;
  /** Nobody is known by this provider any more. */
  forgetIdentities(providerId: string): Promise<void>;
  /** Accounts of the club, and of all clubs when asked for, by id, after `after`. */
  list(asked: StaffQuery): Promise<readonly StaffAccount[]>;
  /** Keeps the account as its next revision; false when it is not of `revision` any more. Raises `email_taken`. */
  replace(account: StaffAccount): Promise<boolean>;
  /** True when there is no account at all. */
  isEmpty(): Promise<boolean>;
  /** Counts an administrator of the club (empty: of all clubs) who can sign in; again changes nothing. */
  addAdministrator(clubId: string, id: string): Promise<void>;
  /** Those that were counted. */
  administrators(clubId: string): Promise<readonly string[]>;
  /** Counts one no more; false, in the same write, when no other is left. */
  dropAdministrator(clubId: string, id: string): Promise<boolean>;
}

export interface StaffQuery {
  readonly clubId: string;
  /** Those of all clubs too. */
  readonly ofAllClubs: boolean;
  readonly after: string;
  readonly limit: number;
}
