import { randomBytes } from 'node:crypto';
import { describe } from '@jest/globals';
import type { KafkaOptions } from '@vafa/events';

export const kafkaBrokers = (): string[] =>
  (process.env.KAFKA_BROKERS ?? '').split(',').filter((broker) => broker !== '');

export const describeKafka = kafkaBrokers().length === 0 ? describe.skip : describe;

/** Three partitions, and names that no other test has. */
export const kafkaOptions = (): KafkaOptions => ({
  brokers: kafkaBrokers(),
  partitions: 3,
  replication: 1,
  minInsync: 1,
  retentionDays: 1,
  namespace: `t${randomBytes(5).toString('hex')}`,
});
