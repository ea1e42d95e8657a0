import type { Order } from '../domain/compose.ts';
import type { Outcome } from '../domain/outcome.ts';

/** One command on its way through a lane. */
export interface Ticket extends Order {
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
