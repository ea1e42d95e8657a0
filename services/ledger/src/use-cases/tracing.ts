/** Carries traces through the journal, where the commands of many callers become one write. */
export interface Tracing {
  /** W3C traceparent of what is being done now. */
  current(): string | undefined;
  /** Runs one flight on behalf of the traceparents given, which may repeat: within one of them, and naming the others. */
  flight<T>(causes: readonly string[], work: () => Promise<T>): Promise<T>;
}

export const untraced: Tracing = { current: () => undefined, flight: (_causes, work) => work() };
