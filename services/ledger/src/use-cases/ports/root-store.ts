/** Of a club's accounts that had commits by the end of a day. */
export interface ClubRoot {
  readonly clubId: string;
  readonly accounts: number;
  readonly root: string;
}

/** Which commits the journal had at the end of a day. */
export interface DailyRoot {
  /** `2026-01-31`, in UTC. */
  readonly day: string;
  /**
   * SHA-256, hexadecimal, over the lines `account:version:hash` of all last commits of that day or before, in order.
   */
  readonly root: string;
  readonly accounts: number;
  readonly clubs: readonly ClubRoot[];
  readonly keptAt: Date;
  /** Keyed hash over everything above: nobody without the master key replaces a root. */
  readonly hash: string;
}

/**
 * Roots are inserted once and never changed. Every method raises DomainError `unavailable` when the database does not
 * answer.
 */
export interface RootStore {
  /** False when the day has one. */
  keep(root: DailyRoot): Promise<boolean>;
  /** Newest first, of days before one. */
  list(before: string | undefined, limit: number): Promise<readonly DailyRoot[]>;
  /** Oldest first. */
  all(): AsyncIterable<DailyRoot>;
}
