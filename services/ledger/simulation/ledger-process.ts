import { hash } from 'node:crypto';
import type { Clock } from '@vafa/kernel';
import { accountText, type AccountId } from '../src/domain/account/account-id.ts';
import type { Command } from '../src/domain/journal/command.ts';
import type { Outcome } from '../src/domain/journal/outcome.ts';
import { plainPoints } from '../src/domain/time/unit.ts';
import { plainSeal } from '../test/plain-seal.ts';
import { DeliverTransfers } from '../src/use-cases/transfers/deliver-transfers.ts';
import { GetBalances, type AccountBalance } from '../src/use-cases/account/get-balances.ts';
import { GetStatement, type StatementPage } from '../src/use-cases/account/get-statement.ts';
import { Journal } from '../src/use-cases/journal/journal.ts';
import type { Seal } from '../src/use-cases/ports/seal.ts';
import { EventFollower } from './event-follower.ts';
import { EventRelay } from './event-relay.ts';
import { Link, noAnswer, type Life, type World } from './link.ts';
import { LinkedReader, LinkedStore, LinkedTransfers } from './linked-ledger.ts';
import type { MemoryJournal } from './memory-journal.ts';
import { units } from './operation-maker.ts';
import type { BalanceReading, Plant, Posting } from './plant.ts';
import { follow, type Projection } from './projection.ts';
import type { Topic } from './topic.ts';

const sha = (text: string): string => hash('sha256', text, 'base64url');

/** As the plain seal of the tests, in one step. */
export const quickSeal: Seal = { ...plainSeal, sign: sha, digest: sha };

export interface Place {
  readonly journal: MemoryJournal;
  readonly topic: Topic;
  readonly projection: Projection;
}

type Task = 'relay' | 'courier' | 'follower';

interface Running extends Record<Task, { execute(): Promise<number> }> {
  readonly life: Life;
  readonly journal: Posting;
  readonly balances: BalanceReading;
  readonly statement: GetStatement;
  readonly busy: Map<Task, 'once' | 'again'>;
}

/**
 * One process of the ledger with its own cache and clock. It ends at any await, without a word, and starts again with
 * nothing but what is stored.
 */
export class LedgerProcess implements Posting {
  skewMs = 0;
  private running: Running | undefined;

  constructor(
    private readonly world: World,
    private readonly place: Place,
    private readonly plant: Plant,
  ) {
    this.start();
  }

  get isUp(): boolean {
    return this.running !== undefined;
  }

  start(): void {
    if (this.running) return;
    const { world, place, plant } = this;
    const life: Life = { ended: false, cutUntil: 0, crash: () => this.end(life) };
    const link = new Link(world, life);
    const clock: Clock = { now: () => new Date(Math.floor(world.timeline.now) + this.skewMs) };
    const linked = new LinkedStore(link, place.journal, world, plant.checkKeys);
    const store = plant.store?.(linked) ?? linked;
    const plain = new Journal(store, quickSeal, clock, {
      writes: 2,
      pause: link.pause,
      ...(plant.rules && { rules: plant.rules }),
    });
    const seen = new Map<string, AccountBalance>();
    const journal = remembering(plant.journal?.(plain) ?? plain, seen);
    const transfers = new LinkedTransfers(link, place.journal);
    const reader = new LinkedReader(link, place.journal);
    const balances = new GetBalances(reader, store, clock, {
      of: () => Promise.resolve(new Map(units.map((unit) => [unit, plainPoints]))),
    });
    this.running = {
      life,
      journal,
      balances: plant.balances?.(balances, (account) => seen.get(accountText(account))) ?? balances,
      statement: new GetStatement(reader),
      relay: new EventRelay(world, link, place.journal, place.topic),
      courier: new DeliverTransfers(plant.transfers?.(transfers) ?? transfers, plain),
      follower: new EventFollower(world, link, place.topic, place.projection, plant.follow ?? follow),
      busy: new Map(),
    };
  }

  /** For a while nothing it asks is answered. */
  cut(ms: number): void {
    if (this.running) this.running.life.cutUntil = this.world.timeline.now + ms;
  }

  /** Never settles when the process ends meanwhile. Rejects with `unavailable` when it is down. */
  post(commands: readonly Command[]): Promise<readonly Outcome[]> {
    return this.running?.journal.post(commands) ?? this.refuse();
  }

  balances({ clubId, memberId }: AccountId, asOf?: Date): Promise<readonly AccountBalance[]> {
    return this.running?.balances.execute(clubId, memberId, asOf) ?? this.refuse();
  }

  newest(account: AccountId): Promise<StatementPage> {
    return this.running?.statement.execute(account, undefined, 1) ?? this.refuse();
  }

  /** Does what there is to do, as often as there is something; what fails waits for the next time. */
  wake(task: Task): void {
    const { running } = this;
    if (!running) return;
    const isBusy = running.busy.has(task);
    running.busy.set(task, isBusy ? 'again' : 'once');
    if (!isBusy) void this.work(running, task);
  }

  private async work(running: Running, task: Task): Promise<void> {
    do {
      running.busy.set(task, 'once');
      try {
        while ((await running[task].execute()) > 0);
      } catch (error) {
        this.world.tally.failure(error, task);
        break;
      }
    } while (running.busy.get(task) === 'again');
    running.busy.delete(task);
  }

  private end(life: Life): void {
    life.ended = true;
    if (this.running?.life !== life) return;
    this.running = undefined;
    this.world.timeline.after(this.world.random.between(100, 5_000), () => this.start());
  }

  private refuse(): Promise<never> {
    return new Promise((_resolve, reject) => this.world.timeline.after(1, () => reject(noAnswer())));
  }
}

/** Notes the last balances that went through a process: what a cache of balances would hold. */
const remembering = (journal: Posting, seen: Map<string, AccountBalance>): Posting => ({
  post: async (commands) => {
    const outcomes = await journal.post(commands);
    outcomes.forEach(({ balances }, index) => {
      const account = commands[index]?.account;
      if (account && balances)
        seen.set(accountText(account), {
          ...balances,
          unit: account.unit,
          decimals: 0,
          totals: { issued: 0n, takenBack: 0n, burned: 0n, restored: 0n, expired: 0n },
        });
    });
    return outcomes;
  },
});
