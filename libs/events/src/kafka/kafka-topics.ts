import type { Admin } from 'kafkajs';
import { DomainError } from '@vafa/kernel';
import { pause } from '../waiting.ts';
import { answered } from './connect-kafka.ts';
import type { KafkaOptions } from './kafka-options.ts';
import { partitionsMax } from './places.ts';

const dayMs = 86_400_000;
const leadersWithinMs = 15_000;
const lookEveryMs = 50;

/** Only a leader answers this. */
const isLed = (admin: Admin, topic: string): Promise<boolean> =>
  admin.fetchTopicOffsets(topic).then(
    () => true,
    () => false,
  );

/** Makes topics as they are configured, and refuses to work on those that are not. */
export class KafkaTopics {
  private readonly ready = new Map<string, Promise<void>>();

  constructor(
    private readonly admin: () => Promise<Admin>,
    private readonly options: KafkaOptions,
  ) {}

  /** Resolves when the topic is there and each partition has a leader. Raises `topic_too_small`, `unavailable`. */
  ensure(topic: string): Promise<void> {
    const known = this.ready.get(topic);
    if (known) return known;
    const making = this.make(topic).catch((error: unknown) => {
      this.ready.delete(topic);
      throw error;
    });
    this.ready.set(topic, making);
    return making;
  }

  private async make(topic: string): Promise<void> {
    const { partitions, replication, minInsync, retentionDays } = this.options;
    if (partitions > partitionsMax) throw new DomainError('invalid', 'too_many_partitions', `a topic has at most ${String(partitionsMax)} partitions`);
    const admin = await this.admin();
    const configEntries = [
      { name: 'min.insync.replicas', value: String(minInsync) },
      { name: 'retention.ms', value: String(retentionDays * dayMs) },
      { name: 'cleanup.policy', value: 'delete' },
      { name: 'message.timestamp.type', value: 'LogAppendTime' },
    ];
    if (!(await answered(admin.listTopics())).includes(topic)) {
      // kafkajs gives up on a broker that does not know the new topic yet: the leaders are waited for below.
      await answered(admin.createTopics({ waitForLeaders: false, topics: [{ topic, numPartitions: partitions, replicationFactor: replication, configEntries }] }));
    }
    const has = await this.partitionsWithLeaders(admin, topic);
    if (has < partitions) {
      throw new DomainError('invalid', 'topic_too_small', `topic ${topic} has ${String(has)} partitions, and ${String(partitions)} are configured: set KAFKA_PARTITIONS to ${String(has)}, or move to a new topic`, { topic, has: String(has), wants: String(partitions) });
    }
  }

  /** Right after its creation a topic has no leaders, brokers do not all know it, and a leader may not know that it is one. */
  private async partitionsWithLeaders(admin: Admin, topic: string): Promise<number> {
    for (const end = Date.now() + leadersWithinMs; ; ) {
      const found = await admin.fetchTopicMetadata({ topics: [topic] }).catch(() => undefined);
      const partitions = found?.topics[0]?.partitions ?? [];
      if (partitions.length > 0 && partitions.every(({ leader }) => leader >= 0) && (await isLed(admin, topic))) return partitions.length;
      if (Date.now() > end) throw new DomainError('unavailable', 'broker_unavailable', `topic ${topic} has partitions without a leader`);
      await pause(lookEveryMs, new AbortController().signal);
    }
  }
}
