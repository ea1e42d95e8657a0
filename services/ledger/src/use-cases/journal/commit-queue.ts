import type { GroupCommit } from './group-commit.ts';
import type { QueuedCommand } from './queued-command.ts';
import type { Tracing } from '../ports/tracing.ts';

const commandsPerCommitMax = 2_000;
/** Keeps one commit far below the 16 MiB of a document. */
const commandsPerAccountMax = 500;
/** A write beside another is worth its cost to the database from so many commands on; fewer go with the next one. */
const commandsWorthACommit = 16;

/**
 * Makes group commits: what queues during a write goes with the next one, and when enough of it queues, beside it. An
 * account is in one of them at a time. There is no timer, so an idle ledger adds no wait.
 */
export class CommitQueue {
  private queue: QueuedCommand[] = [];
  private readonly busy = new Set<string>();
  private writes = 0;
  private called = false;

  constructor(
    private readonly groupCommit: GroupCommit,
    private readonly tracing: Tracing,
    private readonly writesMax: number,
  ) {}

  add(each: QueuedCommand): void {
    this.queue.push(each);
    if (this.called || (this.writes > 0 && this.queue.length % commandsWorthACommit !== 0)) return;
    this.called = true;
    // After the caller's turn, so that all it adds in one turn goes together.
    queueMicrotask(() => {
      this.called = false;
      this.start();
    });
  }

  private start(): void {
    // Where nothing is being written, half goes first: while the database writes it, the other half is made ready.
    const wanted =
      this.writes === 0 ? Math.max(commandsWorthACommit, Math.ceil(this.queue.length / 2)) : commandsPerCommitMax;
    while (this.queue.length > 0 && this.writes < this.writesMax) {
      const taken = this.take(this.writes === 0 ? 1 : commandsWorthACommit, wanted);
      if (taken.length === 0) return;
      void this.commit(taken);
    }
  }

  private async commit(taken: readonly QueuedCommand[]): Promise<void> {
    const accounts = new Set(taken.map((each) => each.account));
    for (const account of accounts) this.busy.add(account);
    this.writes++;
    const again = await this.tracing.groupCommit(causesOf(taken), () => this.groupCommit.run(taken));
    this.writes--;
    for (const account of accounts) this.busy.delete(account);
    if (again.length > 0) this.queue = [...again, ...this.queue];
    this.start();
  }

  /**
   * Takes about so many from the front, keeping what is of one account together and in order; nothing when fewer than
   * `least` may go.
   */
  private take(least: number, wanted: number): readonly QueuedCommand[] {
    const going: QueuedCommand[] = [];
    const staying: QueuedCommand[] = [];
    const counts = new Map<string, number>();
    for (const each of this.queue) {
      const count = counts.get(each.account) ?? 0;
      const isWanted = going.length < (count > 0 ? commandsPerCommitMax : Math.min(wanted, commandsPerCommitMax));
      const room = isWanted && count < commandsPerAccountMax && !this.busy.has(each.account);
      (room ? going : staying).push(each);
      // What stays keeps all later ones of its account behind it.
      counts.set(each.account, room ? count + 1 : commandsPerAccountMax);
    }
    if (going.length < least) return [];
    this.queue = staying;
    return going;
  }
}

const causesOf = (queued: readonly QueuedCommand[]): string[] => queued.flatMap(({ traceparent = [] }) => traceparent);
