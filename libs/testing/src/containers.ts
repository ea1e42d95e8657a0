import type { StartedTestContainer } from 'testcontainers';
import { freePort } from './free-port.ts';

const images = { mongodb: 'mongo:8.0.15', kafka: 'apache/kafka:4.1.0' } as const;

const startWithinMs = 120_000;

const initiate = 'try { rs.status() } catch { rs.initiate() }; while (!db.hello().isWritablePrimary) sleep(100)';

const startMongodb = async (): Promise<StartedTestContainer> => {
  const { GenericContainer, Wait } = await import('testcontainers');
  const container = await new GenericContainer(images.mongodb)
    .withCommand(['--replSet', 'rs0', '--bind_ip_all'])
    .withExposedPorts(27017)
    .withWaitStrategy(Wait.forLogMessage('Waiting for connections'))
    .withStartupTimeout(startWithinMs)
    .start();
  const { exitCode, output } = await container.exec(['mongosh', '--quiet', '--eval', initiate]);
  if (exitCode !== 0) throw new Error(`the replica set could not be initiated: ${output}`);
  return container;
};

/** The port is chosen beforehand: a broker tells its clients where it can be reached. */
const startKafka = async (port: number): Promise<StartedTestContainer> => {
  const { GenericContainer, Wait } = await import('testcontainers');
  return new GenericContainer(images.kafka)
    .withExposedPorts({ container: 9092, host: port })
    .withEnvironment({
      KAFKA_NODE_ID: '1',
      KAFKA_PROCESS_ROLES: 'broker,controller',
      KAFKA_CONTROLLER_QUORUM_VOTERS: '1@localhost:9093',
      KAFKA_LISTENERS: 'PLAINTEXT://:9092,CONTROLLER://:9093',
      KAFKA_ADVERTISED_LISTENERS: `PLAINTEXT://127.0.0.1:${String(port)}`,
      KAFKA_CONTROLLER_LISTENER_NAMES: 'CONTROLLER',
      KAFKA_INTER_BROKER_LISTENER_NAME: 'PLAINTEXT',
      KAFKA_OFFSETS_TOPIC_REPLICATION_FACTOR: '1',
      KAFKA_TRANSACTION_STATE_LOG_REPLICATION_FACTOR: '1',
      KAFKA_TRANSACTION_STATE_LOG_MIN_ISR: '1',
      KAFKA_GROUP_INITIAL_REBALANCE_DELAY_MS: '0',
      KAFKA_AUTO_CREATE_TOPICS_ENABLE: 'false',
    })
    .withWaitStrategy(Wait.forLogMessage('Kafka Server started'))
    .withStartupTimeout(startWithinMs)
    .start();
};

export interface StartedContainers {
  readonly mongodbUri: string;
  readonly kafkaBrokers: string;
  close(): Promise<void>;
}

/**
 * A MongoDB replica set and a Kafka broker in containers. Rejects, with nothing left running, when one does not start.
 */
export const startContainers = async (): Promise<StartedContainers> => {
  const port = await freePort();
  const started = await Promise.allSettled([startMongodb(), startKafka(port)]);
  const close = async (): Promise<void> => {
    await Promise.all(
      started.flatMap((container) => (container.status === 'fulfilled' ? [container.value.stop()] : [])),
    );
  };
  const [mongodb] = started;
  const failed = started.find((container) => container.status === 'rejected');
  if (failed || mongodb.status === 'rejected') {
    await close();
    throw failed?.reason;
  }
  const uri = `mongodb://${mongodb.value.getHost()}:${String(mongodb.value.getMappedPort(27017))}/?directConnection=true`;
  return { mongodbUri: uri, kafkaBrokers: `127.0.0.1:${String(port)}`, close };
};
