import type { Consumer, EachBatchPayload, Kafka } from 'kafkajs';
import { Delivery, type DeliveryTools } from '../consumer/delivery.ts';
import type { Consumption, Subscription } from '../port.ts';
import { backoffMs, pause, Postponed, Stopped } from '../waiting.ts';
import { Heartbeats, takeBatch } from './partition-consumer.ts';
import { partitionOf } from './places.ts';

const batchSizeDefault = 500;
const sessionTimeoutMs = 15_000;
const fetchWaitMs = 100;
const joinedWithinMs = 5_000;
/** About a second and a half; then the partition pauses, and the others go on. */
const triesInHandMax = 6;
const pausedMs = 2_000;

export interface ConsumptionTools extends Omit<DeliveryTools, 'signal' | 'owns' | 'triesInHandMax' | 'system'> {
  readonly kafka: Kafka;
  /** Names on the wire. */
  readonly topic: string;
  readonly group: string;
  /** Makes the topic; raises when that cannot be. */
  ensure(): Promise<unknown>;
}

/** One member of a consumer group on one topic: joins, works, and begins anew when the broker fails it. */
export class KafkaConsumption implements Consumption {
  private readonly stopping = new AbortController();
  /** Aborted when what is in hand is to be given up: the partition is lost, or the consumer stops. */
  private inHand = new AbortController();
  private owned: ReadonlySet<number> = new Set();
  /** Undefined until it is known again which keys wait. */
  private delivery: Delivery | undefined;
  /** Batches and replays take turns. */
  private turn: Promise<unknown> = Promise.resolve();
  private finished: Promise<void> = Promise.resolve();
  private joined: () => void = () => undefined;

  constructor(
    readonly subscription: Subscription,
    private readonly tools: ConsumptionTools,
  ) {}

  /** Resolves when the group was joined, or after five seconds: then it goes on joining by itself. */
  async start(): Promise<void> {
    const first = new Promise<void>((resolve) => (this.joined = resolve));
    this.finished = this.run();
    await Promise.race([first, pause(joinedWithinMs, this.stopping.signal).catch(() => undefined)]);
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    this.inHand.abort();
    await this.finished;
  }

  /** Handles dead letters of its partitions that a replay was asked for. */
  replay(): Promise<void> {
    return this.inTurn(async () => {
      if (this.owned.size > 0) await (await this.ready()).replay();
    }).catch((error: unknown) => {
      if (!(error instanceof Stopped))
        this.tools.log.warn({ ...this.place, err: error }, 'a replay was interrupted; it is tried again');
    });
  }

  private get place(): { topic: string; group: string } {
    return { topic: this.subscription.topic, group: this.subscription.group };
  }

  private inTurn<T>(work: () => Promise<T>): Promise<T> {
    const next = this.turn.catch(() => undefined).then(work);
    this.turn = next;
    return next;
  }

  private async run(): Promise<void> {
    const { signal } = this.stopping;
    for (let failures = 1; !signal.aborted; ) {
      try {
        await this.tools.ensure();
        if (await this.belong(signal)) failures = 1;
      } catch (error) {
        this.tools.log.warn(
          { ...this.place, err: error, failures },
          'a consumer failed; it goes on from its stored offset',
        );
      }
      await pause(backoffMs(failures++), signal).catch(() => undefined);
    }
  }

  /** Is a member until it is told to stop or crashes; answers whether it had joined. */
  private async belong(signal: AbortSignal): Promise<boolean> {
    const { kafka, group, topic } = this.tools;
    // A consumer that kafkajs restarts by itself would come back after we have stopped it.
    const retry = { retries: 3, maxRetryTime: 1_000, restartOnFailure: () => Promise.resolve(false) };
    const consumer = kafka.consumer({
      groupId: group,
      sessionTimeout: sessionTimeoutMs,
      rebalanceTimeout: 2 * sessionTimeoutMs,
      heartbeatInterval: 1_000,
      maxWaitTimeInMs: fetchWaitMs,
      allowAutoTopicCreation: false,
      retry,
    });
    let hasJoined = false;
    consumer.on(consumer.events.GROUP_JOIN, ({ payload }) => {
      hasJoined = true;
      this.own(payload.memberAssignment[topic] ?? []);
      this.joined();
    });
    consumer.on(consumer.events.REBALANCING, () => {
      this.own([]);
    });
    try {
      await this.consume(consumer, signal);
    } finally {
      await consumer.disconnect().catch(() => undefined);
      this.own([]);
    }
    return hasJoined;
  }

  private async consume(consumer: Consumer, signal: AbortSignal): Promise<void> {
    const crashed = new Promise<void>((resolve) => {
      consumer.on(consumer.events.CRASH, ({ payload }) => {
        this.tools.log.warn({ ...this.place, err: payload.error }, 'a consumer lost its group; it joins again');
        resolve();
      });
    });
    await consumer.connect();
    await consumer.subscribe({ topics: [this.tools.topic], fromBeginning: true });
    await consumer.run({
      autoCommit: true,
      eachBatchAutoResolve: false,
      partitionsConsumedConcurrently: 1,
      eachBatch: (payload) => this.handle(payload),
    });
    const stopped = new AbortController();
    const until = new Promise<void>((resolve) => {
      if (signal.aborted) resolve();
      signal.addEventListener('abort', () => resolve(), { signal: stopped.signal });
    });
    await Promise.race([crashed, until]);
    stopped.abort();
  }

  /** Other partitions, perhaps, and perhaps another has set letters aside meanwhile. */
  private own(partitions: readonly number[]): void {
    this.owned = new Set(partitions);
    this.delivery = undefined;
    this.inHand.abort();
  }

  private async ready(): Promise<Delivery> {
    if (this.stopping.signal.aborted) throw new Stopped();
    if (this.delivery && !this.inHand.signal.aborted) return this.delivery;
    this.inHand = new AbortController();
    const { letters, clock, log } = this.tools;
    const delivery = new Delivery(this.subscription, {
      letters,
      clock,
      log,
      triesInHandMax,
      system: 'kafka',
      signal: this.inHand.signal,
      owns: (place) => this.owned.has(partitionOf(place)),
    });
    await delivery.open();
    return (this.delivery = delivery);
  }

  private async handle(payload: EachBatchPayload): Promise<void> {
    const heartbeats = new Heartbeats(payload, () => {
      this.inHand.abort();
    });
    try {
      await this.inTurn(async () => {
        heartbeats.check();
        await takeBatch(payload, await this.ready(), this.subscription.batchSizeMax ?? batchSizeDefault, () =>
          this.owned.has(payload.batch.partition),
        );
      });
    } catch (error) {
      heartbeats.check();
      if (error instanceof Postponed) this.postpone(payload, error);
      // Given up, not failed: what was not stored comes again.
      else if (!(error instanceof Stopped)) throw error;
    } finally {
      heartbeats.stop();
    }
  }

  /** What is not stored comes again when the partition is resumed. Nothing of it is kept in memory meanwhile. */
  private postpone(payload: EachBatchPayload, why: Postponed): void {
    this.tools.log.warn({ ...this.place, partition: payload.batch.partition, err: why }, 'a partition pauses');
    const resume = payload.pause();
    void pause(pausedMs, this.stopping.signal).then(resume, () => undefined);
  }
}
