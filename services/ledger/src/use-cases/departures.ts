import type { Flight } from './flight.ts';
import type { Ticket } from './ticket.ts';
import type { Tracing } from './tracing.ts';

const ticketsPerFlightMax = 2_000;
/** Keeps one commit far below the 16 MiB of a document. */
const ticketsPerAccountMax = 500;
/** A flight beside one in the air is worth its cost to the database from so many tickets on; fewer go with the next one. */
const ticketsWorthAFlight = 16;

/**
 * Lets commands fly: what queues while a write is in flight goes with the next one, and when enough of it queues, beside it.
 * An account is in one flight at a time. There is no timer, so an idle ledger adds no wait.
 */
export class Departures {
  private queue: Ticket[] = [];
  private readonly inTheAir = new Set<string>();
  private flights = 0;
  private called = false;

  constructor(
    private readonly flight: Flight,
    private readonly tracing: Tracing,
    private readonly flightsMax: number,
  ) {}

  add(ticket: Ticket): void {
    this.queue.push(ticket);
    if (this.called || (this.flights > 0 && this.queue.length % ticketsWorthAFlight !== 0)) return;
    this.called = true;
    // After the caller's turn, so that all it adds in one turn flies together.
    queueMicrotask(() => {
      this.called = false;
      this.depart();
    });
  }

  private depart(): void {
    // Where nothing is in the air, half goes first: while the database writes it, the other half is made ready.
    const wanted = this.flights === 0 ? Math.max(ticketsWorthAFlight, Math.ceil(this.queue.length / 2)) : ticketsPerFlightMax;
    while (this.queue.length > 0 && this.flights < this.flightsMax) {
      const boarded = this.board(this.flights === 0 ? 1 : ticketsWorthAFlight, wanted);
      if (boarded.length === 0) return;
      void this.fly(boarded);
    }
  }

  private async fly(boarded: readonly Ticket[]): Promise<void> {
    const accounts = new Set(boarded.map((ticket) => ticket.account));
    for (const account of accounts) this.inTheAir.add(account);
    this.flights++;
    const again = await this.tracing.flight(causesOf(boarded), () => this.flight.fly(boarded));
    this.flights--;
    for (const account of accounts) this.inTheAir.delete(account);
    if (again.length > 0) this.queue = [...again, ...this.queue];
    this.depart();
  }

  /** Takes about so many from the front, keeping what is of one account together and in order; nothing when fewer than `least` may board. */
  private board(least: number, wanted: number): readonly Ticket[] {
    const boarding: Ticket[] = [];
    const staying: Ticket[] = [];
    const counts = new Map<string, number>();
    for (const ticket of this.queue) {
      const count = counts.get(ticket.account) ?? 0;
      const isWanted = boarding.length < (count > 0 ? ticketsPerFlightMax : Math.min(wanted, ticketsPerFlightMax));
      const room = isWanted && count < ticketsPerAccountMax && !this.inTheAir.has(ticket.account);
      (room ? boarding : staying).push(ticket);
      // What stays keeps all later ones of its account behind it.
      counts.set(ticket.account, room ? count + 1 : ticketsPerAccountMax);
    }
    if (boarding.length < least) return [];
    this.queue = staying;
    return boarding;
  }
}

const causesOf = (tickets: readonly Ticket[]): string[] => tickets.flatMap(({ traceparent = [] }) => traceparent);
