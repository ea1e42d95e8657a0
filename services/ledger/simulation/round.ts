import { dayMs } from '@vafa/kernel';
import { Books } from './checks/books.ts';
import { checkAccounts, checkFinished } from './checks/check-accounts.ts';
import { checkAcknowledged } from './checks/check-acknowledged.ts';
import { checkProjection } from './checks/check-projection.ts';
import { checkMoment, type PastMoment } from './checks/check-moment.ts';
import { checkReads } from './checks/check-reads.ts';
import { checkTransfers } from './checks/check-transfers.ts';
import { Clients } from './clients.ts';
import { LedgerProcess } from './ledger-process.ts';
import type { World } from './link.ts';
import { MemoryJournal } from './memory-journal.ts';
import { OperationMaker } from './operation-maker.ts';
import type { Operation } from './operation.ts';
import type { Plant } from './plant.ts';
import { Projection } from './projection.ts';
import { partitions, Topic } from './topic.ts';

const hourMs = 3_600_000;
const weekMs = 7 * dayMs;
const calmTurnsMax = 40;
/** About five times as many as a round has. */
const happeningsPerOperationMax = 100;

/**
 * Some thousand operations on accounts of their own: bursts of them with hours and days between, then calm, then all
 * checks.
 */
export class Round {
  private readonly books = new Books();
  private readonly journal: MemoryJournal;
  private readonly topic = new Topic();
  private readonly projection: Projection;
  private readonly processes: readonly LedgerProcess[];
  private readonly clients: Clients;
  private readonly maker: OperationMaker;
  private readonly all: Operation[] = [];
  private readonly answered: { readonly operation: Operation; readonly at: number }[] = [];
  private stirring = false;

  constructor(
    private readonly world: World,
    number: number,
    private left: number,
    plant: Plant,
    trace: (text: string) => void,
  ) {
    this.journal = new MemoryJournal((commit) => {
      trace(commit.hash);
      this.books.take(commit);
      this.stir();
    });
    this.projection = new Projection(this.journal, world.tally);
    const place = { journal: this.journal, topic: this.topic, projection: this.projection };
    this.processes = [0, 37_000, -hourMs].map((skewMs) =>
      Object.assign(new LedgerProcess(world, place, plant), { skewMs }),
    );
    this.maker = new OperationMaker(world, number);
    this.clients = new Clients(world, this.processes, (operation, outcome) => {
      trace(`${operation.id} ${outcome.refusal ?? ''} ${String(world.timeline.now)}`);
      world.tally.outcome(operation.command.verb.kind, outcome.refusal);
      if (operation.only) return;
      this.maker.guess(operation.command.account).learn(operation, outcome);
      this.answered.push({ operation, at: world.timeline.now });
      if (world.random.chance(0.06))
        void checkReads(world, this.journal, world.random.pick(this.processes), operation, outcome);
      // A key that a void used up has no body to differ from.
      if (outcome.refusal !== 'hold_voided' && world.random.chance(0.02)) this.askOne(this.maker.otherBody(operation));
      if (world.random.chance(0.02)) this.clients.repeat(operation);
    });
  }

  async play(): Promise<void> {
    const most = this.left * happeningsPerOperationMax + 10_000;
    this.burst();
    const isOver = (await this.world.timeline.run(most)) && (await this.comeToRest(most / 5));
    const moments = this.check();
    if (isOver) return this.readMoments(moments);
    this.world.tally.flaw('no rest', 'something goes on and on, or is still not relayed, delivered or consumed');
  }

  private burst(): void {
    const { random, timeline } = this.world;
    this.addUp();
    this.disturb();
    for (const process of this.processes) this.wake(process);
    const spreadMs = random.pick([15, 100, 2_000]);
    for (let size = random.between(20, 60); size > 0 && this.left > 0; size--) {
      this.left--;
      timeline.after(random.next() * spreadMs, () => this.someone());
    }
    if (this.left > 0)
      timeline.after(random.between(60_000, random.chance(0.3) ? 2 * dayMs : 6 * hourMs), () => this.burst());
  }

  private someone(): void {
    const { random, timeline } = this.world;
    if (random.chance(0.02)) return this.askOne(this.maker.malformed());
    if (random.chance(0.02)) {
      const [first, second] = this.maker.crossed();
      this.left--;
      this.askOne(first);
      return timeline.after(random.between(0, 300), () => this.askOne(second));
    }
    if (!random.chance(0.05)) return this.askOne(this.maker.next());
    const operations = Array.from({ length: random.between(2, 6) }, () => this.maker.next());
    this.left -= operations.length - 1;
    this.ask(operations);
  }

  private askOne(operation: Operation): void {
    this.ask([operation]);
  }

  private ask(operations: readonly Operation[]): void {
    this.world.tally.operations += operations.length;
    this.all.push(...operations);
    this.clients.ask(operations);
  }

  /** What befalls whole processes and the consumer, and commands that come again after a week. */
  private disturb(): void {
    const { random, tally, timeline } = this.world;
    const process = random.pick(this.processes);
    if (random.chance(0.15)) {
      tally.fault('outage');
      process.cut(random.between(500, 20_000));
    }
    if (random.chance(0.1)) {
      tally.fault('clock_moved');
      process.skewMs = random.pick([-hourMs, -8_000, 0, 37_000]);
    }
    if (random.chance(0.1)) {
      tally.fault('consumer_rewound');
      const partition = random.between(0, partitions - 1);
      this.topic.commit(partition, random.between(0, this.topic.offset(partition)));
    }
    if (random.chance(0.15)) {
      timeline.after(random.between(5, 300), () => {
        tally.fault('offset_lost');
        this.topic.skip(random.between(0, partitions - 1));
      });
    }
    if (random.chance(0.1)) this.topic.rewind();
    for (let n = 0; n < 3; n++) {
      const old = this.answered.length > 0 ? random.pick(this.answered) : undefined;
      if (!old || old.at > timeline.now - weekMs) continue;
      tally.fault('replayed_after_a_week');
      this.clients.repeat(old.operation);
    }
  }

  /** Soon after something was committed some process has a look at what there is to do. */
  private stir(): void {
    if (this.stirring) return;
    this.stirring = true;
    this.world.timeline.after(this.world.random.between(5, 60), () => {
      this.stirring = false;
      this.wake(this.world.random.pick(this.processes));
      this.wake(this.world.random.pick(this.processes));
    });
  }

  private wake(process: LedgerProcess): void {
    if (this.journal.hasUnrelayed) process.wake('relay');
    if (this.journal.hasTransit) process.wake('courier');
    process.wake('follower');
  }

  /** No more faults; everything that was begun comes to its end. */
  private async comeToRest(most: number): Promise<boolean> {
    this.world.calm = true;
    this.topic.rewind();
    for (let turn = 0; turn < calmTurnsMax; turn++) {
      for (const process of this.processes) this.wake(process);
      if (!(await this.world.timeline.run(most))) return false;
      if (!this.journal.hasUnrelayed && !this.journal.hasTransit && this.topic.isConsumed) return true;
    }
    return false;
  }

  private addUp(): void {
    for (const { check, detail } of this.books.problems()) this.world.tally.flaw(check, detail);
  }

  private check(): readonly PastMoment[] {
    const { tally } = this.world;
    this.addUp();
    if (this.books.openTransfers > 0)
      tally.flaw('in transit', `${String(this.books.openTransfers)} transfers have come to no end`);
    checkAcknowledged(this.journal, this.all, tally);
    const moments = checkAccounts(this.journal, this.clients.asked, this.world);
    checkFinished(this.all, tally);
    checkTransfers(this.journal, tally);
    checkProjection(this.journal, this.projection, tally);
    return moments;
  }

  private async readMoments(moments: readonly PastMoment[]): Promise<void> {
    const read = Promise.all(
      moments.map((moment) => checkMoment(moment, this.world.random.pick(this.processes), this.world.tally)),
    );
    await this.world.timeline.run();
    await read;
  }
}
