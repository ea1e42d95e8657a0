import type { EachBatchPayload, Kafka } from 'kafkajs';
import { Delivery, type DeliveryTools } from '../consumer/delivery.ts';
import type { Consumption, Subscription } from '../port.ts';
import { backoffMs, pause, Stopped } from '../waiting.ts';
import { takeBatch } from './partition-consumer.ts';
import { partitionOf } from './places.ts';

const batchSizeDefault = 500;
const sessionTimeoutMs = 15_000;
const fetchWaitMs = 100;
const joinedWithinMs = 5_000;

export interface ConsumptionTools extends Omit<DeliveryTools, 'signal' | 'owns'> {
  readonly kafka: Kafka;
  /** Names on the wire. */
  readonly topic: string;
  readonly group: string;
  /** Makes the topic; raises when that cannot be. */
  ensure(): Promise<void>;
}

/** One member of a consumer group on one topic: joins, works, and begins anew when the broker fails it. */
export class KafkaConsumption implements Consumption {
  private readonly stopping = new AbortController();
  /** Aborted when a partition is lost: what is in hand then is given up. */
  private losing = new AbortController();
  private owned = new Set<number>();
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
    await this.finished;
  }

  /** Handles dead letters of its partitions that a replay was asked for. */
  replay(): Promise<void> {
    return this.inTurn(async () => {
      if (this.owned.size > 0) await (await this.ready()).replay();
    }).catch((error: unknown) => {
      if (!(error instanceof Stopped)) this.tools.log.warn({ ...this.place, err: error }, 'a replay was interrupted; it is tried again');
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
        this.tools.log.warn({ ...this.place, err: error, failures }, 'a consumer failed; it goes on from its stored offset');
      }
      await pause(backoffMs(failures++), signal).catch(() => undefined);
    }
  }

  /** Is a member until it is told to stop or crashes for good; answers whether it had joined. */
  private async belong(signal: AbortSignal): Promise<boolean> {
    const { kafka, group, topic } = this.tools;
    const consumer = kafka.consumer({ groupId: group, sessionTimeout: sessionTimeoutMs, rebalanceTimeout: 2 * sessionTimeoutMs, heartbeatInterval: 1_000, maxWaitTimeInMs: fetchWaitMs, allowAutoTopicCreation: false, retry: { retries: 3, maxRetryTime: 1_000, restartOnFailure: () => Promise.resolve(true) } });
    let hasJoined = false;
    const ended = new Promise<void>((resolve) => {
      signal.addEventListener('abort', () => {
        this.losing.abort();
        resolve();
      });
      consumer.on(consumer.events.CRASH, ({ payload }) => {
        this.losing.abort();
        if (!payload.restart) resolve();
      });
    });
    consumer.on(consumer.events.REBALANCING, () => {
      this.losing.abort();
    });
    consumer.on(consumer.events.GROUP_JOIN, ({ payload }) => {
      hasJoined = true;
      this.take(payload.memberAssignment[topic] ?? []);
    });
    try {
      await consumer.connect();
      await consumer.subscribe({ topics: [topic], fromBeginning: true });
      await consumer.run({ autoCommit: true, eachBatchAutoResolve: false, partitionsConsumedConcurrently: 1, eachBatch: (payload) => this.inTurn(() => this.handle(payload)) });
      await ended;
    } finally {
      this.losing.abort();
      this.owned.clear();
      await consumer.disconnect().catch(() => undefined);
    }
    return hasJoined;
  }

  /** New partitions, perhaps, and perhaps another has set letters aside meanwhile. */
  private take(partitions: readonly number[]): void {
    this.owned = new Set(partitions);
    this.losing = new AbortController();
    this.delivery = undefined;
    this.joined();
  }

  private async ready(): Promise<Delivery> {
    if (this.delivery) return this.delivery;
    const { letters, clock, log } = this.tools;
    const delivery = new Delivery(this.subscription, { letters, clock, log, system: 'kafka', signal: this.losing.signal, owns: (place) => this.owned.has(partitionOf(place)) });
    await delivery.open();
    return (this.delivery = delivery);
  }

  private async handle(payload: EachBatchPayload): Promise<void> {
    const losing = this.losing;
    try {
      await takeBatch(payload, await this.ready(), this.subscription.batchSizeMax ?? batchSizeDefault, () => {
        losing.abort();
      });
    } catch (error) {
      // Given up, not failed: what was not stored comes again.
      if (!(error instanceof Stopped)) throw error;
    }
  }
}
