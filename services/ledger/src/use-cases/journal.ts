import type { Clock } from '@vafa/kernel';
import { accountText } from '../domain/account-id.ts';
import { bodyOf } from '../domain/body.ts';
import { malformed, type Command } from '../domain/command.ts';
import type { decide } from '../domain/decide.ts';
import { malformedOutcome, type Outcome } from '../domain/outcome.ts';
import { AccountCache } from './account-cache.ts';
import type { Pause } from './append-commits.ts';
import type { CommitStore } from './commit-store.ts';
import { Flight } from './flight.ts';
import { Lane } from './lane.ts';
import type { Seal } from './seal.ts';
import { untraced, type Tracing } from './tracing.ts';

const lanesDefault = 4;

export interface JournalOptions {
  readonly tracing?: Tracing;
  readonly lanes?: number;
  /** Replaced by simulations only. */
  readonly rules?: typeof decide;
  /** Replaced by simulations only. */
  readonly pause?: Pause;
}

const sliceOf = (account: string, slices: number): number => {
  let hash = 0x811c9dc5;
  for (let index = 0; index < account.length; index++) hash = Math.imul(hash ^ account.charCodeAt(index), 0x01000193) >>> 0;
  return hash % slices;
};

/** The writing side of the ledger: commands in, outcomes out, one commit per account and flight. Any number may share a database. */
export class Journal {
  private readonly lanes: readonly Lane[];
  private readonly tracing: Tracing;

  constructor(
    store: CommitStore,
    private readonly seal: Seal,
    clock: Clock,
    { lanes = lanesDefault, tracing = untraced, rules, pause }: JournalOptions = {},
  ) {
    this.tracing = tracing;
    const flight = new Flight(store, seal, new AccountCache(), clock, rules, pause);
    this.lanes = Array.from({ length: lanes }, () => new Lane(flight, tracing));
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
    const lane = this.lanes[sliceOf(account, this.lanes.length)] as Lane;
    const bodyHash = this.seal.digest(bodyOf(command));
    return new Promise((resolve, reject) => {
      lane.add({ command, bodyHash, account, traceparent, lookUp: false, races: 0, resolve, reject });
    });
  }
}
