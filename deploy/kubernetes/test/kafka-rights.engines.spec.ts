import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { openEventStream, type EventStream, type StreamEvent } from '@vafa/events';
import { eventually, openTestEngine, type TestEngine } from '@vafa/testing';
import { root } from './sources.ts';

// Kafka's programs start a dozen times, on a machine that may have much else to do.
const timeoutMs = 900_000;
const describeEngines = (process.env.KAFKA_BROKERS ?? '') === '' ? describe.skip : describe;
const topicOf = (service: string): string => `vafa.${service}.v1`;
const program = join(root, '../../tools/engines/kafka');
const secured = (verb: string): string =>
  execFileSync(program, [verb, '--name', 'secured', '--port', '19292'], {
    encoding: 'utf8',
    env: { ...process.env, PATH: `${dirname(process.execPath)}:${process.env.PATH ?? ''}` },
  });

describeEngines('the Kafka of docker-compose.yml, which asks who one is', () => {
  const namespace = `rights${randomBytes(4).toString('hex')}`;
  const streams: EventStream[] = [];
  let engine: TestEngine;
  let told: Record<string, string> = {};
  let brokers: readonly string[] = [];
  let authority = '';

  const up = (): void => {
    const lines = secured('up').trim().split('\n');
    told = Object.fromEntries(lines.map((line) => line.split('='))) as Record<string, string>;
    brokers = [told.KAFKA_BROKERS ?? ''];
    authority = readFileSync(told.KAFKA_CA_FILE ?? '', 'utf8');
  };
  const fileOf = (user: string): string => join(told.KAFKA_SECRETS ?? '', `kafka_password_${user}`);
  /** Where the broker itself and Kafka's programs sign in, as the health check does. */
  const inside = 'localhost:19294';
  const grant = (): string =>
    execFileSync(join(root, 'kafka/grant'), [inside, told.KAFKA_ADMIN ?? '', namespace], {
      encoding: 'utf8',
      env: {
        ...process.env,
        KAFKA_ACLS: join(told.KAFKA_BIN ?? '', 'kafka-acls.sh'),
        KAFKA_JVM_PERFORMANCE_OPTS: '-XX:TieredStopAtLevel=1 -XX:+UseSerialGC',
      },
      stdio: ['ignore', 'pipe', 'ignore'],
    });

  const as = async (user: string, password = readFileSync(fileOf(user), 'utf8')): Promise<EventStream> => {
    const kafka = {
      brokers,
      partitions: 1,
      replication: 1,
      minInsync: 1,
      retentionDays: 1,
      tls: true,
      authority,
      namespace,
      credentials: { mechanism: 'plain' as const, username: user, password },
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
    up();
    engine = await openTestEngine();
    grant();
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
      await eventually(async () => (await ledger.progress(mark))[0]?.behind === 0);
      expect(seen).toEqual(['evt_1', 'evt_2']);
      await consuming.stop();
    },
    timeoutMs,
  );

  test(
    'lets the gateway follow what it tells live, and consume nothing',
    async () => {
      const [rewards, gateway] = [await as('rewards'), await as('gateway')];
      await rewards.prepare([topicOf('rewards')]);
      await gateway.prepare(['checkout', 'ledger', 'membership', 'rewards'].map(topicOf));
      const seen: string[] = [];
      let missed = 0;
      const following = await gateway.follow({
        topic: topicOf('rewards'),
        handle: (events) => void seen.push(...events.map(({ id }) => id)),
        missed: () => (missed += 1),
      });
      await rewards.publish(topicOf('rewards'), [event(10n)]);
      await eventually(() => Promise.resolve(seen.includes('evt_10')));
      expect(missed).toBe(0);
      await following.stop();
      await expect(gateway.publish(topicOf('rewards'), [event(11n)])).rejects.toThrow('authoriz');
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

  test(
    'answers the health check, and is granted nothing twice',
    () => {
      const asked = ['--bootstrap-server', inside, '--command-config', told.KAFKA_ADMIN ?? ''];
      const answer = execFileSync(join(told.KAFKA_BIN ?? '', 'kafka-broker-api-versions.sh'), asked, {
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'ignore'],
      });
      expect(answer).toContain('Produce(0)');
      expect(grant()).toContain('all rights are there');
    },
    timeoutMs,
  );

  test(
    'takes a new password when it starts again, and keeps rights and events',
    async () => {
      const before = readFileSync(fileOf('ledger'), 'utf8');
      secured('down');
      rmSync(fileOf('ledger'));
      up();
      expect(readFileSync(fileOf('ledger'), 'utf8')).not.toBe(before);
      await expect((await as('ledger', before)).prepare([topicOf('ledger')])).rejects.toThrow();
      const [checkout, ledger] = [await as('checkout'), await as('ledger')];
      const seen: string[] = [];
      const consuming = await ledger.consume({
        topic: topicOf('checkout'),
        group: 'ledger',
        handle: (events) => {
          seen.push(...events.map(({ id }) => id));
          return Promise.resolve();
        },
      });
      await checkout.publish(topicOf('checkout'), [event(4n)]);
      await eventually(() => Promise.resolve(seen.includes('evt_4')));
      expect(seen).toEqual(['evt_4']);
      await consuming.stop();
    },
    timeoutMs,
  );
});
