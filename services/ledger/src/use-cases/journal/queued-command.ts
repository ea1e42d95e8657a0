import type { Order } from '../../domain/journal/compose.ts';
import type { Outcome } from '../../domain/journal/outcome.ts';

/** One command that waits for its group commit, or is in one. */
export interface QueuedCommand extends Order {
  /** Text form of the command's account. */
  readonly account: string;
  /** W3C traceparent of whoever posted it. */
  readonly traceparent: string | undefined;
  /** Set after a lost race: its key may be in the journal already. */
  lookUp: boolean;
  races: number;
  readonly resolve: (outcome: Outcome) => void;
  readonly reject: (error: unknown) => void;
}
