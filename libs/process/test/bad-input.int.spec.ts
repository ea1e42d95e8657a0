import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { freePort, openTestEngine, type TestEngine } from '@vafa/testing';
import { openRefusingMongodb } from './refusing-mongodb.ts';
import { describeOnce, service, type Ended } from './service-run.ts';

const timeoutMs = 600_000;
const masterKey = '0f'.repeat(32);
const closedUri = (user = ''): string => `mongodb://${user}127.0.0.1:1/?directConnection=true`;
const lines = (text: string): string[] => text.split('\n').filter((line) => line !== '');

/** Names without a default, beside MONGODB_URI and KAFKA_BROKERS. */
const needed: readonly [string, readonly string[]][] = [
  ['membership', ['GRPC_URL', 'VAFA_MASTER_KEY']],
  ['ledger', ['GRPC_URL', 'VAFA_MASTER_KEY']],
  ['campaigns', ['GRPC_URL', 'MEMBERSHIP_URL']],
  ['rewards', ['GRPC_URL', 'LEDGER_URL', 'VAFA_MASTER_KEY']],
  ['checkout', ['GRPC_URL', 'MEMBERSHIP_URL', 'CAMPAIGNS_URL', 'LEDGER_URL']],
  ['feedback', ['GRPC_URL']],
  ['imports', ['GRPC_URL', 'MEMBERSHIP_URL', 'CHECKOUT_URL', 'LEDGER_URL']],
  [
    'gateway',
    [
      'VAFA_ADMIN_KEY',
      'MEMBERSHIP_URL',
      'LEDGER_URL',
      'CAMPAIGNS_URL',
      'REWARDS_URL',
      'CHECKOUT_URL',
      'FEEDBACK_URL',
      'IMPORTS_URL',
    ],
  ],
];

describeOnce('configuration', () => {
  test.each(needed)(
    '%s lists all that is missing, and ends with 78',
    async (name, names) => {
      const { code, out, err } = await service(name, { EVENTS: 'kafka' }).ended();
      expect({ code, out, lines: lines(err) }).toEqual({
        code: 78,
        out: '',
        lines: [
          `${name}: configuration is missing or wrong:`,
          ...['MONGODB_URI', 'KAFKA_BROKERS', ...names].map((missing) => `  ${missing}: missing`),
        ],
      });
    },
    timeoutMs,
  );

  test(
    'what is wrong is told together with what is missing, and never shown',
    async () => {
      const wrong = {
        MONGODB_URI: 'http://secret',
        EVENTS: 'secret',
        ENGINE_WAIT_SECONDS: 'secret',
        LOG_LEVEL: 'secret',
        VAFA_NAMESPACE: 'SECRET!',
        VAFA_MASTER_KEY: 'secret',
        OTEL_EXPORTER_OTLP_ENDPOINT: 'secret',
        GRPC_URL_FILE: '/secret',
      };
      const { code, err } = await service('ledger', wrong).ended();
      expect(code).toBe(78);
      expect(
        lines(err)
          .slice(1)
          .map((line) => line.trim().split(':')[0])
          .sort(),
      ).toEqual(Object.keys(wrong).sort());
      expect(err.replaceAll('SECRET', 'secret')).not.toContain('secret');
    },
    timeoutMs,
  );

  test(
    'an argument that is not known ends with 64, before anything is read',
    async () => {
      expect(await service('campaigns', {}, ['verify']).ended()).toEqual({
        code: 64,
        out: '',
        err: 'campaigns: unknown arguments: verify. Known are none (runs), prepare\n',
      });
      expect(await service('ledger', {}, ['prepare', 'all']).ended()).toEqual({
        code: 64,
        out: '',
        err: 'ledger: unknown arguments: prepare all. Known are none (runs), prepare, verify, due, restored <since>\n',
      });
    },
    timeoutMs,
  );
});

describeOnce('engines', () => {
  let engine: TestEngine;
  let folder: string;

  beforeAll(async () => {
    engine = await openTestEngine();
    folder = mkdtempSync(join(tmpdir(), 'vafa-process-'));
  });
  afterAll(async () => {
    rmSync(folder, { recursive: true });
    await engine.close();
  });

  const ledger = (environment: Record<string, string>, args: readonly string[] = []): Promise<Ended> =>
    service(
      'ledger',
      {
        GRPC_URL: '127.0.0.1:1',
        VAFA_MASTER_KEY: masterKey,
        ENGINE_WAIT_SECONDS: '1',
        LOG_LEVEL: 'warn',
        ...environment,
      },
      args,
    ).ended();

  test.each([[[]], [['prepare']], [['verify']]])(
    'an unreachable database is waited for and told without its credentials, with arguments %j',
    async (args) => {
      const ended = await ledger({ MONGODB_URI: closedUri('till:s3cret@') }, args);
      expect(ended).toEqual({
        code: 69,
        out: '',
        err: 'ledger: waiting for MongoDB at 127.0.0.1:1 (ECONNREFUSED)\nledger: MongoDB at 127.0.0.1:1 stayed unreachable for 1 s (ECONNREFUSED)\n',
      });
    },
    timeoutMs,
  );

  test(
    'an unreachable broker as well',
    async () => {
      const ended = await ledger({
        MONGODB_URI: engine.uri,
        EVENTS: 'kafka',
        KAFKA_BROKERS: '127.0.0.1:1',
        KAFKA_USERNAME: 'till',
        KAFKA_PASSWORD: 's3cret',
      });
      expect(ended).toEqual({
        code: 69,
        out: '',
        err: 'ledger: waiting for Kafka at 127.0.0.1:1 (ECONNREFUSED)\nledger: Kafka at 127.0.0.1:1 stayed unreachable for 1 s (ECONNREFUSED)\n',
      });
    },
    timeoutMs,
  );

  test(
    'both are told when both are away',
    async () => {
      const { code, err } = await ledger({
        MONGODB_URI: closedUri(),
        EVENTS: 'kafka',
        KAFKA_BROKERS: '127.0.0.1:1',
        ENGINE_WAIT_SECONDS: '4',
      });
      expect(code).toBe(69);
      expect(err).toContain('waiting for MongoDB at 127.0.0.1:1 (ECONNREFUSED)\n');
      expect(err).toContain('waiting for Kafka at 127.0.0.1:1 (ECONNREFUSED)\n');
    },
    timeoutMs,
  );

  test.each([
    ['a wrong password', 'till:s3cret@', { command: 'saslStart', code: 18, codeName: 'AuthenticationFailed' }],
    ['a wrong password of Atlas', 'till:s3cret@', { command: 'saslStart', code: 8000, codeName: 'AtlasError' }],
    ['no credentials where some are needed', '', { command: 'listCollections', code: 13, codeName: 'Unauthorized' }],
  ] as const)(
    '%s ends with 77 at once, however long the wait',
    async (_what, user, refuses) => {
      const refusing = await openRefusingMongodb(refuses);
      const began = Date.now();
      const ended = await ledger({
        MONGODB_URI: `mongodb://${user}${refusing.host}/?directConnection=true`,
        ENGINE_WAIT_SECONDS: '3600',
      });
      expect(ended).toEqual({
        code: 77,
        out: '',
        err: `ledger: MongoDB at ${refusing.host} refused the credentials (${refuses.codeName})\n`,
      });
      expect(Date.now() - began).toBeLessThan(timeoutMs);
      await refusing.close();
    },
    timeoutMs,
  );

  test(
    'a secret may come from a file',
    async () => {
      const refusing = await openRefusingMongodb({ command: 'saslStart', code: 18, codeName: 'AuthenticationFailed' });
      const file = join(folder, 'uri');
      writeFileSync(file, `mongodb://till:s3cret@${refusing.host}/?directConnection=true\n`);
      expect(await ledger({ MONGODB_URI_FILE: file })).toMatchObject({
        code: 77,
        err: expect.stringContaining(refusing.host),
      });
      await refusing.close();
    },
    timeoutMs,
  );

  test(
    'an address that is taken ends with 71, for gRPC and for HTTP',
    async () => {
      const taken = await openRefusingMongodb({ command: 'saslStart', code: 18, codeName: 'AuthenticationFailed' });
      const port = taken.host.split(':')[1] ?? '';
      const environment = { MONGODB_URI: engine.uri, VAFA_NAMESPACE: engine.database('taken'), LOG_LEVEL: 'warn' };
      const urls = Object.fromEntries(
        ['MEMBERSHIP', 'LEDGER', 'CAMPAIGNS', 'REWARDS', 'CHECKOUT', 'FEEDBACK', 'IMPORTS'].map((name) => [
          `${name}_URL`,
          '127.0.0.1:1',
        ]),
      );
      const grpc = await service('campaigns', { ...environment, ...urls, GRPC_URL: taken.host }).ended();
      const http = await service('gateway', {
        ...environment,
        ...urls,
        HOST: '127.0.0.1',
        PORT: port,
        VAFA_ADMIN_KEY: `vafa_${'a'.repeat(32)}`,
      }).ended();
      expect(grpc).toEqual({
        code: 71,
        out: '',
        err: `campaigns: ${taken.host} is in use by another process (EADDRINUSE)\n`,
      });
      expect(http).toEqual({
        code: 71,
        out: '',
        err: `gateway: ${taken.host} is in use by another process (EADDRINUSE)\n`,
      });
      await taken.close();
    },
    timeoutMs,
  );

  test(
    'a database that comes while it is waited for is taken',
    async () => {
      const port = await freePort();
      const waiting = service(
        'ledger',
        {
          MONGODB_URI: `mongodb://127.0.0.1:${String(port)}/?directConnection=true`,
          GRPC_URL: '127.0.0.1:1',
          VAFA_MASTER_KEY: masterKey,
          ENGINE_WAIT_SECONDS: '60',
        },
        ['verify'],
      );
      await waiting.said(`ledger: waiting for MongoDB at 127.0.0.1:${String(port)} (ECONNREFUSED)`);
      const there = await openRefusingMongodb({ command: 'listCollections', code: 13, codeName: 'Unauthorized' }, port);
      expect(await waiting.ended()).toMatchObject({ code: 77 });
      await there.close();
    },
    timeoutMs,
  );
});
