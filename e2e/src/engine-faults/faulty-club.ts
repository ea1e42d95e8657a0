import type { Rest } from '../rest.ts';

/** A club of processes that can be hurt. */
export interface FaultyClub {
  readonly rest: Rest;
  /** The folder where each process writes what it says. */
  readonly logs: string;
  /** Processes that ended though nobody ended them, with their exit codes; they were started again. */
  readonly ownEnds: readonly string[];
  /** Names of its processes: gateway, membership, ledger-1, ledger-2 … */
  readonly processes: readonly string[];
  /** Ends a process by the signal and waits until it has ended. */
  end(process: string, signal: 'SIGTERM' | 'SIGKILL'): Promise<void>;
  /** Starts a process that has ended; resolves when it was spawned, not when it is ready. */
  start(process: string): void;
  /** Resolves when it takes connections. */
  ready(process: string): Promise<void>;
  /** Events that are written and not yet published, and events that a service has not handled yet. */
  pending(): Promise<{ readonly unrelayed: number; readonly behind: number }>;
  /** Ends all of them and removes what they stored. */
  remove(): Promise<void>;
}

export interface FaultEnd {
  /** When it was over, in milliseconds of Date.now. */
  readonly at: number;
  /** What was found out on the way. */
  readonly note?: string;
}

export interface Fault {
  readonly name: string;
  /** Resolves when the fault is over. */
  inject(): Promise<FaultEnd>;
}
