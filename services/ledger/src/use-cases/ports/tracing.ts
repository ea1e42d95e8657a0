/** Carries traces through the journal, where the commands of many callers become one write. */
export interface Tracing {
  /** W3C traceparent of what is being done now. */
  current(): string | undefined;
  /**
   * Runs one group commit on behalf of the traceparents given, which may repeat: within one of them, and naming the
   * others.
   */
  groupCommit<T>(causes: readonly string[], work: () => Promise<T>): Promise<T>;
}

export const untraced: Tracing = { current: () => undefined, groupCommit: (_causes, work) => work() };
