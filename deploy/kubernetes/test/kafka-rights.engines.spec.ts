import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { openEventStream, type EventStream, type StreamEvent } from '@vafa/events';
import { eventually, openTestEngine, type TestEngine } from '@vafa/testing';
import {
  AclOperationTypes,
  AclPermissionTypes,
  AclResourceTypes,
  Kafka,
  logLevel,
  ResourcePatternTypes,
} from 'kafkajs';
import { kafkaRights } from './kafka-rights.ts';
import { root } from './sources.ts';

const timeoutMs = 180_000;
const describeEngines = (process.env.KAFKA_BROKERS ?? '') === '' ? describe.skip : describe;
const topicOf = (service: string): string => `vafa.${service}.v1`;
const program = join(root, '../../tools/engines/kafka');
const secured = (verb: string): string =>
  execFileSync(program, [verb, '--name', 'secured', '--port', '19292'], { encoding: 'utf8' });

describeEngines('a Kafka that asks who one is', () => {
  const namespace = `rights${randomBytes(4).toString('hex')}`;
  const streams: EventStream[] = [];
  let engine: TestEngine;
  let brokers: readonly string[] = [];
  let authority = '';

  const as = async (user: string, password = `${user}-secret`): Promise<EventStream> => {
    const kafka = {
      brokers,
      partitions: 1,
      replication: 1,
      minInsync: 1,
      retentionDays: 1,
      tls: true,
      authority,
      namespace,
      credentials: { mechanism: 'scram-sha-512' as const, username: user, password },
    };
    const stream = await openEventStream({
      mongodbUri: engine.uri,
      database: engine.database(`events-${user}`),
      kafka,
    });
    streams.push(stream);
    return stream;
  };
  const event = (sequence: bigint): StreamEvent => ({
    id: `evt_${String(sequence)}`,
    type: 'vafa.checkout.sale_closed.v1',
    key: 'sale',
    clubId: 'club',
    occurredAt: new Date('2026-01-01T00:00:00Z'),
    epoch: 0,
    sequence,
    payload: new Uint8Array([1]),
  });

  beforeAll(async () => {
    const told = Object.fromEntries(
      secured('up')
        .trim()
        .split('\n')
        .map((line) => line.split('=')),
    ) as Record<string, string>;
    brokers = [told.KAFKA_BROKERS ?? ''];
    authority = readFileSync(told.KAFKA_CA_FILE ?? '', 'utf8');
    engine = await openTestEngine();
    const admin = new Kafka({
      brokers: [...brokers],
      ssl: { ca: authority },
      sasl: { mechanism: 'scram-sha-512', username: 'broker', password: 'broker-secret' },
      logLevel: logLevel.NOTHING,
    }).admin();
    await admin.connect();
    const acl = kafkaRights().flatMap(({ user, kind, name, operations }) =>
      operations.map((operation) => ({
        resourceType: kind === 'topic' ? AclResourceTypes.TOPIC : AclResourceTypes.GROUP,
        resourceName: name === '*' ? name : `${namespace}.${name}`,
        resourcePatternType: ResourcePatternTypes.LITERAL,
        principal: `User:${user}`,
        host: '*',
        operation: AclOperationTypes[operation.toUpperCase() as 'READ'],
        permissionType: AclPermissionTypes.ALLOW,
      })),
    );
    await admin.createAcls({ acl });
    await admin.disconnect();
  }, timeoutMs);
  afterAll(async () => {
    for (const stream of streams) await stream.close();
    await engine.close();
    secured('down');
  }, timeoutMs);

  test(
    'lets a service publish on its topic, and those who read it consume it and say how far they are',
    async () => {
      const [checkout, ledger] = [await as('checkout'), await as('ledger')];
      await checkout.prepare([topicOf('checkout'), topicOf('membership')]);
      await ledger.prepare([topicOf('ledger'), topicOf('checkout'), topicOf('feedback')]);
      const seen: string[] = [];
      const consuming = await ledger.consume({
        topic: topicOf('checkout'),
        group: 'ledger',
        handle: (events) => {
          seen.push(...events.map(({ id }) => id));
          return Promise.resolve();
        },
      });
      await checkout.publish(topicOf('checkout'), [event(1n), event(2n)]);
      const mark = await ledger.mark(topicOf('checkout'));
      await eventually(async () => (await ledger.progress(mark))[0]?.behind === 0, 30_000);
      expect(seen).toEqual(['evt_1', 'evt_2']);
      await consuming.stop();
    },
    timeoutMs,
  );

  test(
    'refuses what is another service\u2019s: to publish on its topic, and to make it',
    async () => {
      const [checkout, rewards] = [await as('checkout'), await as('rewards')];
      await expect(checkout.publish(topicOf('membership'), [event(3n)])).rejects.toThrow('authoriz');
      await expect(rewards.prepare([topicOf('ledger')])).rejects.toThrow();
    },
    timeoutMs,
  );

  test(
    'refuses who has another password',
    async () => {
      await expect((await as('ledger', 'guessed')).prepare([topicOf('ledger')])).rejects.toThrow();
    },
    timeoutMs,
  );
});
