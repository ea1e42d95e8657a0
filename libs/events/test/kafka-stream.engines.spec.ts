import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Kafka, logLevel, type Admin, type Producer } from 'kafkajs';
import { dayMs, DomainError } from '@vafa/kernel';
import { openEventStream, type EventStream, type StreamOptions } from '@vafa/events';
import { eventually, openTcpProxy, openTestEngine, type TestEngine } from '@vafa/testing';
import { event, events, recorder } from './events.ts';
import { eventStreamContract } from './event-stream.contract.ts';
import { describeKafka, kafkaBrokers, kafkaOptions } from './kafka-options.ts';

const topic = 'vafa.test.v1';

describeKafka('on Kafka', () => {
  let engine: TestEngine;
  let admin: Admin;
  let producer: Producer;
  let stream: EventStream;
  beforeAll(async () => {
    engine = await openTestEngine();
    const kafka = new Kafka({ brokers: kafkaBrokers(), logLevel: logLevel.NOTHING });
    admin = kafka.admin();
    producer = kafka.producer({ idempotent: true, maxInFlightRequests: 1, allowAutoTopicCreation: false });
    await Promise.all([admin.connect(), producer.connect()]);
  });
  afterAll(async () => {
    await Promise.all([admin.disconnect(), producer.disconnect()]);
    await engine.close();
  });

  const open = (kafka = kafkaOptions(), options: StreamOptions = {}): Promise<EventStream> =>
    openEventStream({ ...options, mongodbUri: engine.uri, database: engine.database('events'), kafka });
  eventStreamContract('kafka', (options) => open(undefined, options));

  describe('beyond the contract', () => {
    const opened = async (work: (wire: string) => Promise<void>, kafka = kafkaOptions()): Promise<void> => {
      stream = await open(kafka);
      try {
        await work(`${String(kafka.namespace)}.${topic}`);
      } finally {
        await stream.close();
      }
    };
    const caughtUp = async (group: string): Promise<void> => {
      await eventually(
        async () => (await stream.progress(await stream.mark(topic))).find((one) => one.group === group)?.behind === 0,
      );
    };

    test('a topic is made as it is configured, and one with more partitions is as good', () =>
      opened(async (wire) => {
        await stream.prepare([topic]);
        await stream.prepare([topic]);
        const [described] = (
          await admin.describeConfigs({ includeSynonyms: false, resources: [{ type: 2, name: wire }] })
        ).resources;
        const configured = Object.fromEntries(
          (described?.configEntries ?? []).map(({ configName, configValue }) => [configName, configValue]),
        );
        expect(configured).toMatchObject({
          'min.insync.replicas': '1',
          'retention.ms': String(dayMs),
          'cleanup.policy': 'delete',
          'message.timestamp.type': 'LogAppendTime',
        });
        expect((await admin.fetchTopicMetadata({ topics: [wire] })).topics[0]?.partitions).toHaveLength(3);
        await admin.createPartitions({ topicPartitions: [{ topic: wire, count: 5 }] });
        const another = await open({ ...kafkaOptions(), namespace: wire.split('.')[0] ?? '' });
        await another.prepare([topic]);
        await another.close();
      }));

    test('who follows hears what another process publishes from then on, and leaves no offset behind', () =>
      opened(async (wire) => {
        const another = await open({ ...kafkaOptions(), namespace: wire.split('.')[0] ?? '' });
        await another.publish(topic, events('before', 3));
        const seen = recorder();
        let missed = 0;
        await stream.follow({ topic, handle: (batch) => void seen.handle(batch), missed: () => (missed += 1) });
        await another.publish(topic, [...events('a', 2), ...events('b', 2)]);
        await eventually(() => seen.seen.length === 4);
        expect(seen.seen.map(({ key }) => key).sort()).toEqual(['a', 'a', 'b', 'b']);
        expect(missed).toBe(0);
        const groups = (await admin.listGroups()).groups.map(({ groupId }) => groupId);
        const followers = groups.filter((group) => group.startsWith(`${wire.split('.')[0] ?? ''}.follower.`));
        expect(followers).toHaveLength(1);
        const [offsets] = await admin.fetchOffsets({ groupId: followers[0] ?? '', topics: [wire] });
        expect(offsets?.partitions.filter(({ offset }) => offset !== '-1')).toEqual([]);
        await another.close();
      }));

    test('a mark holds the end of every partition, also while other topics are made', () =>
      opened(async () => {
        await stream.publish(topic, events('a', 5));
        const others = Array.from({ length: 5 }, (_none, index) => `vafa.other${String(index)}.v1`);
        const marks = Promise.all(Array.from({ length: 30 }, () => stream.mark(topic)));
        await stream.prepare(others);
        for (const { end } of await marks) expect(JSON.parse(end)).toEqual({ '0': '0', '1': '5', '2': '0' });
      }));

    test('a topic with fewer partitions than configured is refused in one line, and nothing is published to it', () =>
      opened(async (wire) => {
        await admin.createTopics({ topics: [{ topic: wire, numPartitions: 2 }], waitForLeaders: true });
        const refused = stream.prepare([topic]);
        await expect(refused).rejects.toMatchObject({
          kind: 'invalid',
          code: 'topic_too_small',
          details: { topic: wire, has: '2', wants: '3' },
        });
        await expect(stream.publish(topic, [event('a', 1)])).rejects.toMatchObject({ code: 'topic_too_small' });
        expect((await admin.fetchTopicOffsets(wire)).map(({ high }) => high)).toEqual(['0', '0']);
      }));

    test('a message is dated when it is published: what happened long ago is kept as long as anything else', () =>
      opened(async (wire) => {
        const before = Date.now() - 60_000;
        await stream.publish(topic, [{ ...event('a', 1), occurredAt: new Date('2011-01-01T00:00:00Z') }]);
        const since = await admin.fetchTopicOffsetsByTimestamp(wire, before);
        expect(since.map(({ offset }) => offset).toSorted()).toEqual(['0', '0', '0']);
        const consumer = recorder();
        await stream.consume({ topic, group: 'g', handle: consumer.handle });
        await eventually(() => consumer.seen.length === 1);
        expect(consumer.seen[0]?.occurredAt).toEqual(new Date('2011-01-01T00:00:00Z'));
      }));

    test('a message that is no event becomes a dead letter, also when it is replayed; its key waits, others go on', () =>
      opened(async (wire) => {
        await stream.prepare([topic]);
        await producer.send({
          topic: wire,
          messages: [
            { key: 'bad', value: 'x', headers: { ce_specversion: '1.0', ce_type: 'vafa.test.happened.v1' } },
            { key: null, value: null, partition: 0 },
          ],
        });
        await stream.publish(topic, [event('bad', 1), event('good', 1)]);
        const consumer = recorder();
        await stream.consume({ topic, group: 'g', handle: consumer.handle });
        await caughtUp('g');
        expect(consumer.places()).toEqual(['good:1']);
        const reasons = async (): Promise<string[]> =>
          (await stream.deadLetters({})).map(({ reason }) => reason).toSorted();
        expect(await reasons()).toEqual(['unreadable_event', 'unreadable_event', 'waits_behind']);
        expect(await stream.replay({})).toBe(3);
        await eventually(async () => (await stream.deadLetters({})).filter(({ tries }) => tries === 1).length === 2);
        expect(await reasons()).toEqual(['unreadable_event', 'unreadable_event', 'waits_behind']);
        expect(consumer.places()).toEqual(['good:1']);
      }));

    test('each dead letter is told on a topic of its own, with its event and the reason', () =>
      opened(async (wire) => {
        const consumer = recorder((one) =>
          one.key === 'bad' ? new DomainError('refused', 'poison', 'cannot be handled') : undefined,
        );
        await stream.consume({ topic, group: 'g', handle: consumer.handle });
        await stream.publish(topic, [event('good', 1), event('bad', 1)]);
        await caughtUp('g');
        const told: { headers: Record<string, string>; value: number[] }[] = [];
        const reader = new Kafka({ brokers: kafkaBrokers(), logLevel: logLevel.NOTHING }).consumer({
          groupId: `${wire}.reader`,
        });
        await reader.connect();
        await reader.subscribe({ topics: [`${wire}.dead-letters`], fromBeginning: true });
        await reader.run({
          eachMessage: ({ message }) => {
            told.push({
              headers: Object.fromEntries(
                Object.entries(message.headers ?? {}).map(([name, value]) => [name, String(value)]),
              ),
              value: [...(message.value ?? [])],
            });
            return Promise.resolve();
          },
        });
        await eventually(() => told.length === 1);
        await reader.disconnect();
        expect(told[0]?.value).toEqual([...event('bad', 1).payload]);
        expect(told[0]?.headers).toMatchObject({
          ce_id: 'evt_bad_1',
          ce_specversion: '1.0',
          'content-type': 'application/protobuf',
          'vafa-group': 'g',
          'vafa-topic': topic,
          'vafa-reason': 'poison',
          'vafa-message': 'cannot be handled',
          'vafa-tries': '1',
        });
        expect(told[0]?.headers['vafa-partition']).toMatch(/^[0-2]$/);
      }));

    test('while one partition waits for what is unavailable, the others go on; then it goes on too, in order', () =>
      opened(async () => {
        let isAway = true;
        const consumer = recorder((one) =>
          isAway && one.key === 'b' ? new DomainError('unavailable', 'service_unavailable', 'not now') : undefined,
        );
        await stream.consume({ topic, group: 'g', handle: consumer.handle });
        await stream.publish(topic, events('b', 3));
        await eventually(async () => (await stream.progress(await stream.mark(topic)))[0]?.behind === 3);
        await stream.publish(topic, [...events('a', 3), ...events('f', 3)]);
        await eventually(() => consumer.seen.length === 6);
        expect(consumer.places('b')).toEqual([]);
        isAway = false;
        await eventually(() => consumer.seen.length === 9);
        expect(consumer.places('b')).toEqual(['b:1', 'b:2', 'b:3']);
        expect(await stream.deadLetters({})).toEqual([]);
      }));

    test('without a broker a stream opens, publishing is unavailable and consuming begins by itself when there is one', async () => {
      const [host = '', port = ''] = (kafkaBrokers()[0] ?? '').split(':');
      const proxy = await openTcpProxy({ host, port: Number(port) });
      await proxy.set({ kind: 'refuse' });
      await opened(
        async () => {
          const consumer = recorder();
          await stream.consume({ topic, group: 'g', handle: consumer.handle });
          await expect(stream.publish(topic, [event('a', 1)])).rejects.toMatchObject({ kind: 'unavailable' });
          await proxy.set({ kind: 'forward' });
          await eventually(() => stream.publish(topic, [event('a', 1)]));
          await eventually(() => consumer.seen.length > 0);
        },
        { ...kafkaOptions(), brokers: [proxy.address] },
      );
      await proxy.close();
    });
  });
});
