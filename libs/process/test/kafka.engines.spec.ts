import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Kafka, logLevel, type Admin } from 'kafkajs';
import { MongoClient } from 'mongodb';
import { service, type Ended } from './service-run.ts';

const timeoutMs = 600_000;
const { MONGODB_URI: mongodbUri = '', KAFKA_BROKERS: kafkaBrokers = '' } = process.env;
const describeEngines = mongodbUri !== '' && kafkaBrokers !== '' ? describe : describe.skip;

describeEngines('a start on Kafka', () => {
  const namespace = `kafka${randomBytes(4).toString('hex')}`;
  let admin: Admin;
  let client: MongoClient;

  beforeAll(async () => {
    admin = new Kafka({ brokers: kafkaBrokers.split(','), logLevel: logLevel.NOTHING }).admin();
    client = new MongoClient(mongodbUri);
    await admin.connect();
  });
  afterAll(async () => {
    await admin.deleteTopics({ topics: await topics() });
    await admin.disconnect();
    for (const name of await databases()) await client.db(name).dropDatabase();
    await client.close();
  }, timeoutMs);

  const topics = async (): Promise<string[]> =>
    (await admin.listTopics()).filter((name) => name.startsWith(`${namespace}.`));
  const databases = async (): Promise<string[]> =>
    (await client.db('admin').admin().listDatabases({ nameOnly: true })).databases
      .map(({ name }) => name)
      .filter((name) => name.startsWith(`${namespace}_`));
  const campaigns = (environment: Record<string, string>, args: readonly string[] = []): Promise<Ended> =>
    service(
      'campaigns',
      {
        MONGODB_URI: mongodbUri,
        EVENTS: 'kafka',
        KAFKA_BROKERS: kafkaBrokers,
        VAFA_NAMESPACE: namespace,
        GRPC_URL: '127.0.0.1:1',
        MEMBERSHIP_URL: '127.0.0.1:2',
        LOG_LEVEL: 'warn',
        ...environment,
      },
      args,
    ).ended();

  test.each([[[]], [['prepare']]])(
    'on a topic with fewer partitions than configured ends with 76 and touches no data, with arguments %j',
    async (args) => {
      const topic = `${namespace}.vafa.campaigns.v1`;
      if (!(await topics()).includes(topic)) await admin.createTopics({ topics: [{ topic, numPartitions: 2 }] });
      const { code, out, err } = await campaigns({ KAFKA_PARTITIONS: '3' }, args);
      expect({ code, out, err }).toEqual({
        code: 76,
        out: '',
        err: expect.stringMatching(
          new RegExp(`^campaigns: topic ${topic} has 2 partitions, and 3 are configured: .*\\n$`),
        ),
      });
      expect(await databases()).not.toContain(`${namespace}_campaigns`);
    },
    timeoutMs,
  );

  test(
    'prepare creates topics and indexes in its namespace',
    async () => {
      const { code, err } = await campaigns({ KAFKA_PARTITIONS: '2' }, ['prepare']);
      expect({ code, err }).toEqual({ code: 0, err: '' });
      expect(await topics()).toContain(`${namespace}.vafa.campaigns.v1`);
      expect(await databases()).toContain(`${namespace}_campaigns`);
    },
    timeoutMs,
  );

  test(
    'with credentials that the broker does not take ends with 77 at once',
    async () => {
      const { code, out, err } = await campaigns({
        KAFKA_USERNAME: 'till',
        KAFKA_PASSWORD: 's3cret',
        ENGINE_WAIT_SECONDS: '3600',
      });
      expect({ code, out, err }).toEqual({
        code: 77,
        out: '',
        err: `campaigns: Kafka at ${kafkaBrokers} refused the credentials\n`,
      });
    },
    timeoutMs,
  );
});
