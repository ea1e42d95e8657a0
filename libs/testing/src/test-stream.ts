import { randomBytes } from 'node:crypto';
import { Kafka, logLevel } from 'kafkajs';
import { openEventStream, type EventStream } from '@vafa/events';
import { memoryStream } from './memory-stream.ts';
import type { TestEngine } from './test-engine.ts';

const removeTopics = async (brokers: string[], namespace: string): Promise<void> => {
  const admin = new Kafka({ brokers, logLevel: logLevel.NOTHING }).admin();
  await admin.connect();
  const topics = (await admin.listTopics()).filter((topic) => topic.startsWith(`${namespace}.`));
  if (topics.length > 0) await admin.deleteTopics({ topics });
  await admin.disconnect();
};

/**
 * An event stream of its own for one spec file: on the broker at KAFKA_BROKERS, with topics that `close` removes; in
 * memory when that is not set.
 */
export const openTestStream = async (engine: TestEngine): Promise<EventStream> => {
  const brokers = process.env.KAFKA_BROKERS?.split(',') ?? [];
  if (brokers.length === 0) return memoryStream();
  const namespace = `test${randomBytes(6).toString('hex')}`;
  const stream = await openEventStream({
    mongodbUri: engine.uri,
    database: engine.database('events'),
    kafka: { brokers, partitions: 3, replication: 1, minInsync: 1, retentionDays: 1, namespace },
  });
  const close = stream.close.bind(stream);
  return Object.assign(stream, {
    close: async () => {
      await close();
      await removeTopics(brokers, namespace);
    },
  });
};
