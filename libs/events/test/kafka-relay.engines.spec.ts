import { afterAll, beforeAll } from '@jest/globals';
import { openEventStream } from '@vafa/events';
import { openTestEngine, type TestEngine } from '@vafa/testing';
import { describeKafka, kafkaOptions } from './kafka-options.ts';
import { relayReplicasContract } from './relay-replicas.contract.ts';

describeKafka('on Kafka', () => {
  let engine: TestEngine;
  beforeAll(async () => {
    engine = await openTestEngine();
  });
  afterAll(() => engine.close());

  relayReplicasContract('through Kafka', () => {
    const [database, kafka] = [engine.database('events'), kafkaOptions()];
    return {
      uri: engine.uri,
      database: engine.database('relay'),
      openStream: () => openEventStream({ mongodbUri: engine.uri, database, kafka }),
    };
  });
});
