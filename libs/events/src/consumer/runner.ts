import { performance } from 'node:perf_hooks';
import type { LogStore, TopicRecords } from '../log/log-store.ts';
import type { Consumption, Subscription } from '../port.ts';
import { backoffMs, Bell, pause, Stopped } from '../waiting.ts';
import { Delivery, type DeliveryTools } from './delivery.ts';
import type { Leases } from './leases.ts';

const batchSizeDefault = 500;
/** How often a runner asks for a group that somebody else holds. */
const takeOverMs = 250;
/** How long an offset may wait to be stored. After a crash what was handled meanwhile comes again. */
const storeMs = 2_000;

export interface RunnerTools extends Omit<DeliveryTools, 'letters' | 'signal'> {
  readonly store: LogStore;
  readonly leases: Leases;
  /** Unique among all runners of all processes. */
  readonly holder: string;
}

/**
 * Reads one topic for one group: batch, effect, next batch. Offsets are stored now and then, and in the end. Only the
 * runner that holds the group reads.
 */
export class Runner implements Consumption {
  private readonly stopping = new AbortController();
  private readonly bell = new Bell();
  private readonly delivery: Delivery;
  private finished: Promise<void> = Promise.resolve();
  private offset: number | undefined;
  private stored: number | undefined;
  private storedAt = 0;
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

  /** Of the last event that was handled or set aside, stored or not; undefined while somebody else has the group. */
  get position(): number | undefined {
    return this.tools.leases.holds(this.tools.holder) ? this.offset : undefined;
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
    this.stored = offset;
    await this.delivery.open();
    this.marks = true;
    try {
      await this.consume(store.topic(topic), batchSizeMax);
    } finally {
      await this.keepOffset().catch(() => false);
    }
  }

  private async consume(records: TopicRecords, batchSizeMax: number): Promise<void> {
    const { leases, holder } = this.tools;
    while (!this.stopping.signal.aborted && leases.holds(holder)) {
      await this.replayMarked();
      const batch = await records.read(this.offset ?? 0, batchSizeMax);
      const last = batch.at(-1);
      if (last) {
        await this.delivery.take(batch);
        if (this.offset === this.stored) this.storedAt = performance.now();
        this.offset = last.offset;
      } else await this.bell.wait(this.offset === this.stored ? undefined : this.storeInMs());
      if (this.storeInMs() <= 0 && !(await this.keepOffset())) return;
    }
  }

  private storeInMs(): number {
    return Math.max(0, this.storedAt + storeMs - performance.now());
  }

  /** False: the group was lost, nothing was stored. */
  private async keepOffset(): Promise<boolean> {
    const { offset } = this;
    if (offset === undefined || offset === this.stored) return true;
    if (!(await this.tools.store.offsets.advance(this.subscription, this.tools.holder, offset))) return false;
    [this.stored, this.storedAt] = [offset, performance.now()];
    return true;
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
