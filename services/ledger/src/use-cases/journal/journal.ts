import type { Clock } from '@vafa/kernel';
import { accountText } from '../../domain/account/account-id.ts';
import { bodyOf } from '../../domain/journal/body.ts';
import type { Command } from '../../domain/journal/command.ts';
import { malformed } from '../../domain/journal/malformed.ts';
import type { decide } from '../../domain/journal/decide.ts';
import { malformedOutcome, type Outcome } from '../../domain/journal/outcome.ts';
import { AccountCache } from './account-cache.ts';
import type { Pause } from './append-commits.ts';
import type { CommitStore } from '../ports/commit-store.ts';
import { CommitQueue } from './commit-queue.ts';
import { GroupCommit } from './group-commit.ts';
import type { Seal } from '../ports/seal.ts';
import { untraced, type Tracing } from '../ports/tracing.ts';

const writesDefault = 4;

export interface JournalOptions {
  readonly tracing?: Tracing;
  /** Writes at a time, at most. */
  readonly writes?: number;
  /** Replaced by simulations only. */
  readonly rules?: typeof decide;
  /** Replaced by simulations only. */
  readonly pause?: Pause;
}

/**
 * The writing side of the ledger: commands in, outcomes out, one commit per account and group commit. Any number may
 * share a database.
 */
export class Journal {
  private readonly queue: CommitQueue;
  private readonly tracing: Tracing;

  constructor(
    store: CommitStore,
    private readonly seal: Seal,
    clock: Clock,
    { writes = writesDefault, tracing = untraced, rules, pause }: JournalOptions = {},
  ) {
    this.tracing = tracing;
    this.queue = new CommitQueue(
      new GroupCommit(store, seal, new AccountCache(), clock, rules, pause),
      tracing,
      writes,
    );
  }

  /**
   * Resolves with an outcome per command, in their order, when all are durable; commands of one account are decided in
   * the order given. Rejects with `unavailable` when that is unknown of any: post them again, their keys make it
   * harmless.
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
      this.queue.add({ command, bodyHash, account, traceparent, lookUp: false, races: 0, resolve, reject });
    });
  }
}
