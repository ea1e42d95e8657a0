import type { Clock } from '@vafa/kernel';
import { accountText } from '../domain/account-id.ts';
import { bodyOf } from '../domain/body.ts';
import { malformed, type Command } from '../domain/command.ts';
import type { decide } from '../domain/decide.ts';
import { malformedOutcome, type Outcome } from '../domain/outcome.ts';
import { AccountCache } from './account-cache.ts';
import type { Pause } from './append-commits.ts';
import type { CommitStore } from './commit-store.ts';
import { Departures } from './departures.ts';
import { Flight } from './flight.ts';
import type { Seal } from './seal.ts';
import { untraced, type Tracing } from './tracing.ts';

const flightsDefault = 4;

export interface JournalOptions {
  readonly tracing?: Tracing;
  /** Writes at a time, at most. */
  readonly flights?: number;
  /** Replaced by simulations only. */
  readonly rules?: typeof decide;
  /** Replaced by simulations only. */
  readonly pause?: Pause;
}

/** The writing side of the ledger: commands in, outcomes out, one commit per account and flight. Any number may share a database. */
export class Journal {
  private readonly departures: Departures;
  private readonly tracing: Tracing;

  constructor(
    store: CommitStore,
    private readonly seal: Seal,
    clock: Clock,
    { flights = flightsDefault, tracing = untraced, rules, pause }: JournalOptions = {},
  ) {
    this.tracing = tracing;
    this.departures = new Departures(new Flight(store, seal, new AccountCache(), clock, rules, pause), tracing, flights);
  }

  /**
   * Resolves with an outcome per command, in their order, when all are durable; commands of one account are decided in the
   * order given. Rejects with `unavailable` when that is unknown of any: post them again, their keys make it harmless.
   */
  post(commands: readonly Command[]): Promise<readonly Outcome[]> {
    const traceparent = this.tracing.current();
    return Promise.all(commands.map((command) => this.postOne(command, traceparent)));
  }

  private postOne(command: Command, traceparent: string | undefined): Promise<Outcome> {
    const problem = malformed(command);
    if (problem !== undefined) return Promise.resolve(malformedOutcome(command.key, problem));
    const account = accountText(command.account);
    const bodyHash = this.seal.digest(bodyOf(command));
    return new Promise((resolve, reject) => {
      this.departures.add({ command, bodyHash, account, traceparent, lookUp: false, races: 0, resolve, reject });
    });
  }
}
