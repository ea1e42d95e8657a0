/** When an account next changes by itself, or earlier. */
export interface DueAccount {
  readonly account: string;
  readonly next: Date;
  /** Of the commit that says so. */
  readonly version: number;
}

/**
 * Where to look for accounts in which something is due: a projection of the journal, rebuilt from it at any time. An
 * account stands under a moment that is not later than its next change; one that is too early costs a look. Every
 * method raises DomainError `unavailable` when the database does not answer.
 */
export interface DueAccounts {
  /** Safe to repeat, and in any order: an account keeps the earliest moment and the latest version. */
  note(accounts: readonly DueAccount[]): Promise<void>;
  /** Those whose moment has come, earliest first, from after one on. */
  due(until: Date, after: DueAccount | undefined, limit: number): Promise<readonly DueAccount[]>;
  /**
   * What was found on looking, each as it was seen before: without a next moment the account is left out. Nothing
   * happens to one that was noted meanwhile.
   */
  looked(found: readonly Looked[]): Promise<void>;
  /** Those of a club with a moment before one, by account, from after one on. */
  ofClub(clubId: string, before: Date, after: string | undefined, limit: number): Promise<readonly DueAccount[]>;
}

export interface Looked {
  readonly seen: DueAccount;
  /** Version of the commit up to which was looked. */
  readonly version: number;
  readonly next?: Date;
}
