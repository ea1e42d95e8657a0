import type { LogStore } from '../log/log-store.ts';
import type { Consumption, Subscription } from '../port.ts';
import { backoffMs, Bell, pause, Stopped } from '../waiting.ts';
import { Delivery, type DeliveryTools } from './delivery.ts';
import type { Leases } from './leases.ts';

const batchSizeDefault = 500;
/** How often a runner asks for a group that somebody else holds. */
const takeOverMs = 250;

export interface RunnerTools extends Omit<DeliveryTools, 'letters' | 'signal'> {
  readonly store: LogStore;
  readonly leases: Leases;
  /** Unique among all runners of all processes. */
  readonly holder: string;
}

/** Reads one topic for one group: batch, effect, offset, next batch. Only the runner that holds the group reads. */
export class Runner implements Consumption {
  private readonly stopping = new AbortController();
  private readonly bell = new Bell();
  private readonly delivery: Delivery;
  private finished: Promise<void> = Promise.resolve();
  private offset: number | undefined;
  private marks = true;

  constructor(
    readonly subscription: Subscription,
    private readonly tools: RunnerTools,
  ) {
    this.delivery = new Delivery(subscription, {
      letters: tools.store.deadLetters,
      clock: tools.clock,
      log: tools.log,
      signal: this.stopping.signal,
    });
  }

  start(): void {
    this.finished = this.run();
  }

  /** There may be new events. */
  wake(): void {
    this.bell.ring();
  }

  /** There may be dead letters to replay. */
  wakeForReplay(): void {
    this.marks = true;
    this.bell.ring();
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    this.bell.ring();
    await this.finished;
  }

  private async run(): Promise<void> {
    for (let failures = 1; !this.stopping.signal.aborted; ) {
      const offset = this.offset;
      try {
        await this.serve();
      } catch (error) {
        if (error instanceof Stopped) break;
        if (this.offset !== offset) failures = 1;
        const { group, topic } = this.subscription;
        this.tools.log.error({ group, topic, err: error }, 'a consumer failed; it goes on from its stored offset');
        await pause(backoffMs(failures++), this.stopping.signal).catch(() => undefined);
      }
    }
    await this.tools.leases.release(this.subscription, this.tools.holder).catch(() => undefined);
  }

  /** Holds the group and consumes until it is lost or the runner stops; waits a little when somebody else has it. */
  private async serve(): Promise<void> {
    const { leases, store, holder } = this.tools;
    const { topic, batchSizeMax = batchSizeDefault } = this.subscription;
    const offset = await leases.take(this.subscription, holder);
    if (offset === undefined) {
      await pause(takeOverMs, this.stopping.signal);
      return;
    }
    this.offset = offset;
    await this.delivery.open();
    this.marks = true;
    while (!this.stopping.signal.aborted && leases.holds(holder)) {
      await this.replayMarked();
      const batch = await store.topic(topic).read(this.offset, batchSizeMax);
      const last = batch.at(-1);
      if (last === undefined) {
        await this.bell.wait();
        continue;
      }
      await this.delivery.take(batch);
      if (!(await store.offsets.advance(this.subscription, holder, last.offset))) break;
      this.offset = last.offset;
    }
  }

  private async replayMarked(): Promise<void> {
    if (!this.marks) return;
    this.marks = false;
    try {
      await this.delivery.replay();
    } catch (error) {
      this.marks = true;
      throw error;
    }
  }
}
