/** A receipt of one side of midnight. */
export interface NightEntry {
  /** Empty: not known. */
  readonly till: string;
  /** Id of the number on its own day. */
  readonly number: string;
  /** Of its lines; empty for a session, whose document says them. */
  readonly fingerprint: string;
  readonly sessionId: string;
  readonly at: Date;
}

export interface Night {
  readonly id: string;
  readonly entries: readonly NightEntry[];
}

/**
 * Numbers of a branch around one midnight, where receipts of two days meet before they are claimed. Raises
 * `unavailable`.
 */
export interface Nights {
  /** Enters the first of a night, in one write; answers those nights that were there, by id. */
  open(nights: readonly Night[]): Promise<ReadonlyMap<string, Night>>;
  /** One more entry; false when another was entered since the night was read. */
  enter(night: Night, entry: NightEntry): Promise<boolean>;
  find(ids: readonly string[]): Promise<ReadonlyMap<string, Night>>;
}
