import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createServer } from 'node:tls';
import { askBroker, type KafkaOptions } from '@vafa/events';
import { makeCertificates } from '@vafa/grpc';
import { openEngines, readProcessConfig } from '@vafa/process';
import { counter, createLogger, logTo, startTelemetry, traced } from '@vafa/telemetry';
import { eventually, openTestEngine, OtlpReceiver } from '@vafa/testing';
import { z } from 'zod';
import type { KafkaAdmin } from '../../../libs/events/src/kafka/kafka-admin.ts';
import { KafkaTopics } from '../../../libs/events/src/kafka/kafka-topics.ts';
import { FakeBroker } from './fake-broker.ts';
import { compared, type Effect, type Rows } from './walked-fields.ts';

type Environment = Readonly<Record<string, string>>;

const nowhere = 'mongodb://127.0.0.1:1/?directConnection=true';
const none = z.object({});
const silent = createLogger('walk').child({}, { level: 'silent' });
const read = (environment: Environment) =>
  readProcessConfig('walk', none, { MONGODB_URI: nowhere, ...environment }).every;

const setting = (
  name: string,
  [one, other]: readonly [string, string],
  see: (environment: Environment) => Promise<unknown>,
  beside: Environment = {},
): Effect => compared(async () => [await see({ ...beside, [name]: one }), await see({ ...beside, [name]: other })]);

/** What a start says whose engines are away. */
const starting = async (environment: Environment): Promise<readonly string[]> => {
  const said: string[] = [];
  await openEngines(
    read({ ENGINE_WAIT_SECONDS: '0', ...environment }),
    ['walk'],
    [],
    (line) => void said.push(line),
  ).catch((error: unknown) => said.push((error as Error).message));
  return said.sort();
};

const kafkaOf = (environment: Environment): KafkaOptions => {
  const { kafka } = read({ EVENTS: 'kafka', KAFKA_BROKERS: '127.0.0.1:1', ...environment });
  if (!kafka) throw new Error('there is no Kafka');
  return kafka;
};

/** What a broker is asked to make. */
const madeTopic = async (environment: Environment): Promise<unknown> => {
  const made: unknown[] = [];
  const kafka = kafkaOf(environment);
  const partitions = Array.from({ length: kafka.partitions }, (_, partitionId) => ({ partitionId, leader: 0 }));
  const admin = {
    listTopics: () => Promise.resolve([]),
    createTopics: (request: unknown) => Promise.resolve(made.push(request)),
    fetchTopicMetadata: () => Promise.resolve({ topics: [{ partitions }] }),
    fetchTopicOffsets: () => Promise.resolve(partitions),
  };
  const asking = {
    ask: (question: (asked: typeof admin) => Promise<unknown>) => question(admin),
  } as unknown as KafkaAdmin;
  await new KafkaTopics(asking, kafka).ensure('topic');
  return made;
};

/** The first that a broker is sent, without what counts requests. */
const signIn = async (environment: Environment): Promise<string> => {
  const broker = await FakeBroker.open();
  await askBroker(kafkaOf({ ...environment, KAFKA_BROKERS: broker.address }), silent).catch(() => undefined);
  await broker.close();
  return broker.sent[0] === 0 ? broker.sent.toString('latin1').replace(/[^\x20-\x7e]+/g, ' ') : 'encrypted';
};

const databases = async (environment: Environment): Promise<string[]> => {
  const engine = await openTestEngine();
  const { stream, place } = await openEngines(
    read({ MONGODB_URI: engine.uri, ...environment }),
    ['walk'],
    [],
    () => undefined,
  );
  await stream.close();
  await engine.close();
  return [place('walk').database, place('ledger').database];
};

const levels = (environment: Environment): Promise<unknown> => {
  const before = process.env.LOG_LEVEL;
  const lines: string[] = [];
  try {
    read(environment);
    logTo({ write: (line) => void lines.push(line) });
    const log = createLogger('walk');
    log.info('said');
    log.error('failed');
    return Promise.resolve(lines.length);
  } finally {
    if (before === undefined) delete process.env.LOG_LEVEL;
    else process.env.LOG_LEVEL = before;
  }
};

/** What a receiver has of a process: what came first, and all that had come when it had stopped. */
const received = async (environment: Environment): Promise<{ readonly first: string; readonly spans: number }> => {
  const receiver = await OtlpReceiver.open();
  const telemetry = await startTelemetry({
    service: 'walk',
    environment: { OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url, ...environment },
  });
  await traced('work', {}, () => Promise.resolve());
  counter('vafa.walk', 'work of this test').add(1);
  const first = String(await eventually(() => receiver.first ?? false, 120_000));
  await telemetry.stop();
  const spans = receiver.spans.length;
  await receiver.close();
  return { first, spans };
};

const firstOf = async (environment: Environment): Promise<string> => (await received(environment)).first;

const atReceivers = compared(async () => {
  const receivers = [await OtlpReceiver.open(), await OtlpReceiver.open()] as const;
  const see = async (url: string): Promise<number[]> => {
    const telemetry = await startTelemetry({ service: 'walk', environment: { OTEL_EXPORTER_OTLP_ENDPOINT: url } });
    await traced('work', {}, () => Promise.resolve());
    await telemetry.stop();
    return receivers.map(({ spans }) => spans.length);
  };
  const seen = [await see(receivers[0].url), await see(receivers[1].url)] as const;
  for (const receiver of receivers) await receiver.close();
  return seen;
});

/** What came of asking a broker whose certificate is of the first of two authorities, by who is believed. */
const believed = compared(async () => {
  const folder = mkdtempSync(join(tmpdir(), 'vafa-authorities-'));
  const file = (authority: string, name: string): string =>
    readFileSync(join(folder, authority, 'localhost', name), 'utf8');
  for (const authority of ['ours', 'others'])
    makeCertificates({ folder: join(folder, authority), names: ['localhost'] });
  const broker = createServer({ key: file('ours', 'tls.key'), cert: file('ours', 'tls.crt') }, (socket) =>
    socket.destroy(),
  );
  broker.listen(0, '127.0.0.1');
  await once(broker, 'listening');
  const brokers = `localhost:${String((broker.address() as AddressInfo).port)}`;
  const see = (authority: string): Promise<unknown> => {
    const environment = { KAFKA_BROKERS: brokers, KAFKA_TLS: 'true', KAFKA_CA: file(authority, 'ca.crt') };
    return askBroker(kafkaOf(environment), silent).catch((error: unknown) => (error as Error).message);
  };
  const seen = [await see('ours'), await see('others')] as const;
  broker.close();
  rmSync(folder, { recursive: true });
  return seen;
});

/** Every process reads these, whatever it is: libs/process. */
export const processSettings: Rows = {
  MONGODB_URI: setting('MONGODB_URI', [nowhere, 'mongodb://127.0.0.1:2/?directConnection=true'], starting),
  EVENTS: setting('EVENTS', ['log', 'kafka'], starting, { KAFKA_BROKERS: '127.0.0.1:1' }),
  VAFA_NAMESPACE: setting('VAFA_NAMESPACE', ['shop', 'bank'], databases),
  ENGINE_WAIT_SECONDS: setting('ENGINE_WAIT_SECONDS', ['0', '1'], starting),
  LOG_LEVEL: setting('LOG_LEVEL', ['info', 'error'], levels),
  OTEL_EXPORTER_OTLP_ENDPOINT: atReceivers,
  OTEL_TRACES_SAMPLER_ARG: setting(
    'OTEL_TRACES_SAMPLER_ARG',
    ['1', '0'],
    async (environment) => (await received(environment)).spans,
    { OTEL_METRIC_EXPORT_INTERVAL: '100' },
  ),
  OTEL_METRIC_EXPORT_INTERVAL: setting('OTEL_METRIC_EXPORT_INTERVAL', ['100', '3600000'], firstOf, {
    OTEL_BSP_SCHEDULE_DELAY: '3000',
  }),
  OTEL_BSP_SCHEDULE_DELAY: setting('OTEL_BSP_SCHEDULE_DELAY', ['100', '3600000'], firstOf, {
    OTEL_METRIC_EXPORT_INTERVAL: '3000',
  }),
  KAFKA_BROKERS: setting('KAFKA_BROKERS', ['127.0.0.1:1', '127.0.0.1:2'], starting, { EVENTS: 'kafka' }),
  KAFKA_PARTITIONS: setting('KAFKA_PARTITIONS', ['3', '4'], madeTopic),
  KAFKA_REPLICATION: setting('KAFKA_REPLICATION', ['1', '3'], madeTopic),
  KAFKA_MIN_INSYNC: setting('KAFKA_MIN_INSYNC', ['1', '2'], madeTopic),
  KAFKA_RETENTION_DAYS: setting('KAFKA_RETENTION_DAYS', ['30', '31'], madeTopic),
  KAFKA_TLS: setting('KAFKA_TLS', ['false', 'true'], signIn),
  KAFKA_CA: believed,
  KAFKA_USERNAME: setting('KAFKA_USERNAME', ['till', 'shop'], signIn, { KAFKA_PASSWORD: 's3cret' }),
  KAFKA_PASSWORD: setting('KAFKA_PASSWORD', ['s3cret', 'secr3t'], signIn, { KAFKA_USERNAME: 'till' }),
  KAFKA_MECHANISM: setting('KAFKA_MECHANISM', ['plain', 'scram-sha-256'], signIn, {
    KAFKA_USERNAME: 'till',
    KAFKA_PASSWORD: 's3cret',
  }),
};
