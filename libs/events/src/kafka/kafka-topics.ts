import { DomainError, dayMs } from '@vafa/kernel';
import { pause } from '../waiting.ts';
import type { KafkaAdmin } from './kafka-admin.ts';
import type { KafkaOptions } from './kafka-options.ts';
import { partitionsMax } from './places.ts';

/** The event of a receipt of 10,000 lines; a broker's default is 1 MiB. */
const messageBytesMax = 8 * 1024 * 1024;
const leadersWithinMs = 15_000;
const lookEveryMs = 50;

/** Makes topics as they are configured, and refuses to work on those that are not. */
export class KafkaTopics {
  private readonly ready = new Map<string, Promise<number>>();

  constructor(
    private readonly admin: KafkaAdmin,
    private readonly options: KafkaOptions,
  ) {}

  /**
   * Resolves with the number of partitions when the topic is there and each has a leader. Raises `topic_too_small`,
   * `unavailable`.
   */
  ensure(topic: string): Promise<number> {
    const known = this.ready.get(topic);
    if (known) return known;
    const making = this.make(topic).catch((error: unknown) => {
      this.ready.delete(topic);
      throw error;
    });
    this.ready.set(topic, making);
    return making;
  }

  private async make(topic: string): Promise<number> {
    const { partitions, replication, minInsync, retentionDays } = this.options;
    if (partitions > partitionsMax)
      throw new DomainError(
        'invalid',
        'too_many_partitions',
        `a topic has at most ${String(partitionsMax)} partitions`,
      );
    const configEntries = [
      { name: 'min.insync.replicas', value: String(minInsync) },
      { name: 'retention.ms', value: String(retentionDays * dayMs) },
      { name: 'cleanup.policy', value: 'delete' },
      { name: 'message.timestamp.type', value: 'LogAppendTime' },
      { name: 'max.message.bytes', value: String(messageBytesMax) },
    ];
    const names = await this.admin.ask((admin) => admin.listTopics());
    if (!names.includes(topic)) {
      // kafkajs gives up on a broker that does not know the new topic yet: the leaders are waited for below.
      await this.admin.ask((admin) =>
        admin.createTopics({
          waitForLeaders: false,
          topics: [{ topic, numPartitions: partitions, replicationFactor: replication, configEntries }],
        }),
      );
    }
    const has = await this.partitionsWithLeaders(topic);
    if (has < partitions) {
      throw new DomainError(
        'invalid',
        'topic_too_small',
        `topic ${topic} has ${String(has)} partitions, and ${String(partitions)} are configured: set KAFKA_PARTITIONS to ${String(has)}, or move to a new topic`,
        { topic, has: String(has), wants: String(partitions) },
      );
    }
    return has;
  }

  /**
   * Right after its creation a topic has no leaders, brokers do not all know it, and a leader may not know that it is
   * one.
   */
  private async partitionsWithLeaders(topic: string): Promise<number> {
    for (const end = Date.now() + leadersWithinMs; ; ) {
      const found = await this.admin
        .ask((admin) => admin.fetchTopicMetadata({ topics: [topic] }))
        .catch(() => undefined);
      const partitions = found?.topics[0]?.partitions ?? [];
      if (
        partitions.length > 0 &&
        partitions.every(({ leader }) => leader >= 0) &&
        (await this.isLed(topic, partitions.length))
      )
        return partitions.length;
      if (Date.now() > end)
        throw new DomainError('unavailable', 'broker_unavailable', `topic ${topic} has partitions without a leader`);
      await pause(lookEveryMs, new AbortController().signal);
    }
  }

  /** Only leaders answer this. */
  private isLed(topic: string, partitions: number): Promise<boolean> {
    return this.admin
      .ask((admin) => admin.fetchTopicOffsets(topic))
      .then(
        (offsets) => offsets.length === partitions,
        () => false,
      );
  }
}
