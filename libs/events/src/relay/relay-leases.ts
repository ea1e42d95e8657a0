/** Which slices of a service's documents this replica publishes. */
export interface RelayLeases {
  /**
   * The slices that are this replica's now; none while it cannot prove that it lives. To be asked before each pass, and
   * no slice changes hands but here: what was in hand of a slice is finished when another replica gets it.
   */
  hold(): Promise<ReadonlySet<number>>;
  /** Gives everything up, for the other replicas to take at once. */
  close(): Promise<void>;
}
