import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe } from '@jest/globals';
import { openEventStream } from '@vafa/events';
import { openTestEngine, type TestEngine } from '@vafa/testing';
import { eventStreamContract } from './event-stream.contract.ts';

const brokers = process.env.KAFKA_BROKERS ?? '';
const describeKafka = brokers === '' ? describe.skip : describe;

describeKafka('on Kafka', () => {
  let engine: TestEngine;
  beforeAll(async () => {
    engine = await openTestEngine();
  });
  afterAll(() => engine.close());

  eventStreamContract('kafka', () =>
    openEventStream({
      mongodbUri: engine.uri,
      database: engine.database('events'),
      kafka: { brokers: brokers.split(','), partitions: 3, replication: 1, minInsync: 1, retentionDays: 1, namespace: `t${randomBytes(5).toString('hex')}` },
    }),
  );
});
