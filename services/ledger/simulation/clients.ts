import type { Outcome } from '../src/domain/journal/outcome.ts';
import type { LedgerProcess } from './ledger-process.ts';
import type { World } from './link.ts';
import { toldBy, type Operation } from './operation.ts';

const patienceMs = 6_000;
const attemptsMax = 50;

/**
 * Clients that ask until they are answered, the identical command of whichever process, and remember the first answer.
 */
export class Clients {
  /** Key and account → the operation that owns the key. */
  readonly asked = new Map<string, Operation>();

  constructor(
    private readonly world: World,
    private readonly processes: readonly LedgerProcess[],
    private readonly onFirst: (operation: Operation, outcome: Outcome) => void,
  ) {}

  /** All in one call, at once or with the same command twice, or in two calls to two processes. */
  ask(operations: readonly Operation[]): void {
    const { random, tally } = this.world;
    for (const operation of operations)
      if (!operation.only) this.asked.set(`${operation.account} ${operation.command.key}`, operation);
    const twice = random.chance(0.05);
    if (twice) tally.fault('same_key_in_one_batch');
    this.attempt(twice ? [...operations, random.pick(operations)] : operations);
    if (!random.chance(0.05)) return;
    tally.fault('same_key_at_once');
    this.attempt(operations);
  }

  /** The identical command, long after its answer. */
  repeat(operation: Operation): void {
    this.world.tally.repeats++;
    this.attempt([{ ...operation, attempts: 0 }], operation);
  }

  private attempt(operations: readonly Operation[], original?: Operation): void {
    const { timeline } = this.world;
    const process = this.route(operations);
    let isOver = false;
    const failed = (): void => {
      if (!isOver) this.retry(operations, original);
      isOver = true;
    };
    process.post(operations.map(({ command }) => command)).then(
      (outcomes) => {
        operations.forEach((operation, index) => this.acknowledge(original ?? operation, outcomes[index] as Outcome));
        isOver = true;
      },
      (error: unknown) => {
        this.world.tally.failure(
          error,
          operations.map(({ command, account }) => `${command.verb.kind} on ${account}`).join(', '),
        );
        failed();
      },
    );
    timeline.after(patienceMs, failed);
  }

  /** Mostly the one that has the account in its cache, as a balancer would do it; else any. */
  private route([first]: readonly Operation[]): LedgerProcess {
    const { random } = this.world;
    const usual =
      [...(first?.account ?? '')].reduce((sum, letter) => sum + letter.charCodeAt(0), 0) % this.processes.length;
    return (random.chance(0.6) ? this.processes[usual] : undefined) ?? random.pick(this.processes);
  }

  private retry(operations: readonly Operation[], original: Operation | undefined): void {
    const { random, timeline, tally } = this.world;
    const left = original ? operations : operations.filter((operation) => !operation.outcome);
    for (const operation of left) operation.attempts++;
    const asking = left.filter((operation) => operation.attempts <= attemptsMax);
    for (const operation of left)
      if (operation.attempts === attemptsMax + 1)
        tally.flaw('never answered', `${operation.command.verb.kind} on ${operation.account}`);
    if (asking.length === 0) return;
    tally.retries += asking.length;
    timeline.after(random.between(1, 3_000), () => this.attempt(asking, original));
  }

  private acknowledge(operation: Operation, outcome: Outcome): void {
    const { tally } = this.world;
    if (!operation.outcome) {
      operation.outcome = outcome;
      this.onFirst(operation, outcome);
    } else if (toldBy(operation.outcome) !== toldBy(outcome))
      tally.flaw(
        'another outcome',
        `${operation.command.verb.kind} ${operation.id}: first ${toldBy(operation.outcome)}, then ${toldBy(outcome)}`,
      );
    if (operation.only && outcome.refusal !== operation.only)
      tally.flaw(
        operation.only === 'invalid' ? 'malformed accepted' : 'another body accepted',
        `${operation.id} was answered ${outcome.refusal ?? 'with an entry'}`,
      );
  }
}
