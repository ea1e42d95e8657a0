import type { Flight } from './flight.ts';
import type { Ticket } from './ticket.ts';
import type { Tracing } from './tracing.ts';

const ticketsPerFlightMax = 2_000;
/** Keeps one commit far below the 16 MiB of a document. */
const ticketsPerAccountMax = 500;

/**
 * Takes the commands of one slice of accounts, one flight after the other: what queues while a write is in flight goes with
 * the next one. There is no timer, so an idle lane adds no wait.
 */
export class Lane {
  private queue: Ticket[] = [];
  private flying = false;

  constructor(
    private readonly flight: Flight,
    private readonly tracing: Tracing,
  ) {}

  add(ticket: Ticket): void {
    this.queue.push(ticket);
    if (this.flying) return;
    this.flying = true;
    // After the caller's turn, so that all it adds in one turn flies together.
    queueMicrotask(() => void this.run());
  }

  private async run(): Promise<void> {
    while (this.queue.length > 0) {
      const boarded = this.board();
      const again = await this.tracing.flight(causesOf(boarded), () => this.flight.fly(boarded));
      if (again.length > 0) this.queue = [...again, ...this.queue];
    }
    this.flying = false;
  }

  /** Takes from the front, keeping the order of each account. */
  private board(): Ticket[] {
    const boarding: Ticket[] = [];
    const staying: Ticket[] = [];
    const counts = new Map<string, number>();
    for (const ticket of this.queue) {
      const count = counts.get(ticket.account) ?? 0;
      const room = boarding.length < ticketsPerFlightMax && count < ticketsPerAccountMax;
      (room ? boarding : staying).push(ticket);
      // What stays keeps all later ones of its account behind it.
      counts.set(ticket.account, room ? count + 1 : ticketsPerAccountMax);
    }
    this.queue = staying;
    return boarding;
  }
}

const causesOf = (tickets: readonly Ticket[]): string[] => tickets.flatMap(({ traceparent = [] }) => traceparent);
