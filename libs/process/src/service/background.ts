/** What goes on beside requests and events for as long as a service runs. */
export interface Background {
  /** Returns at once. */
  start(): void;
  /** Finishes what is in hand. */
  stop(): Promise<void>;
}
