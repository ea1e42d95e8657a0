import { randomUUID } from 'node:crypto';
import type { Consumer, EachBatchPayload, Kafka } from 'kafkajs';
import { untraced, type Logger } from '@vafa/telemetry';
import type { Consumption, Following } from '../port.ts';
import { backoffMs, pause } from '../waiting.ts';
import { fromMessage, isUnreadable } from './kafka-message.ts';

const fetchWaitMs = 100;
const beginsWithinMs = 5_000;

interface FollowerTools {
  readonly kafka: Kafka;
  readonly log: Logger;
  /** Names on the wire. */
  readonly topic: string;
  readonly group: string;
  /** Where the partitions end now. */
  ends(): Promise<readonly { readonly partition: number; readonly high: string }[]>;
}

/**
 * Reads a topic from its end on, for this process alone. Kafka wants a group: it is one that nobody else has, and no
 * offset is stored for it, so that nothing is left of it.
 */
export class KafkaFollower implements Consumption {
  private readonly stopping = new AbortController();
  private finished: Promise<void> = Promise.resolve();
  private begun: () => void = () => undefined;

  constructor(
    private readonly following: Following,
    private readonly tools: FollowerTools,
  ) {}

  /** Resolves when it reads, or after five seconds: then it goes on by itself, and what was missed is told. */
  async start(): Promise<void> {
    const first = new Promise<void>((resolve) => (this.begun = resolve));
    this.finished = untraced(() => this.run());
    await Promise.race([first, pause(beginsWithinMs, this.stopping.signal).catch(() => undefined)]);
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    await this.finished;
  }

  private async run(): Promise<void> {
    const { signal } = this.stopping;
    for (let failures = 1; !signal.aborted; failures++) {
      try {
        await this.belong(signal);
      } catch (error) {
        const { topic } = this.following;
        this.tools.log.warn({ topic, err: error, failures }, 'a topic could not be followed; it is tried again');
      }
      if (signal.aborted) return;
      this.following.missed();
      await pause(backoffMs(failures), signal).catch(() => undefined);
    }
  }

  private async belong(signal: AbortSignal): Promise<void> {
    const { kafka, topic, group, ends } = this.tools;
    const places = await ends();
    const consumer = kafka.consumer({
      groupId: `${group}.${randomUUID()}`,
      maxWaitTimeInMs: fetchWaitMs,
      allowAutoTopicCreation: false,
      retry: { retries: 3, maxRetryTime: 1_000, restartOnFailure: () => Promise.resolve(false) },
    });
    const ended = this.endOf(consumer, signal);
    try {
      await consumer.connect();
      await consumer.subscribe({ topics: [topic], fromBeginning: false });
      await consumer.run({ autoCommit: false, eachBatch: (payload) => this.take(payload) });
      for (const { partition, high } of places) consumer.seek({ topic, partition, offset: high });
      this.begun();
      await ended;
    } finally {
      await consumer.disconnect().catch(() => undefined);
    }
  }

  private endOf(consumer: Consumer, signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      consumer.on(consumer.events.CRASH, () => resolve());
      signal.addEventListener('abort', () => resolve(), { once: true });
    });
  }

  private take({ batch }: EachBatchPayload): Promise<void> {
    const events = batch.messages.map((message) =>
      fromMessage(message, `${batch.topic}/${String(batch.partition)}/${message.offset}`),
    );
    this.following.handle(events.flatMap((event) => (isUnreadable(event) ? [] : [event])));
    return Promise.resolve();
  }
}
