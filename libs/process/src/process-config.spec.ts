import { describe, expect, test } from '@jest/globals';
import { ConfigError } from '@vafa/config';
import { z } from 'zod';
import { placeOf } from './open-engines.ts';
import { readProcessConfig } from './process-config.ts';

const MONGODB_URI = 'mongodb://127.0.0.1:27017/';
const none = z.object({});

describe('the environment of every process', () => {
  test('with events in the database there is no broker, whatever is said of one', () => {
    expect(readProcessConfig('ledger', none, { MONGODB_URI, KAFKA_BROKERS: 'nonsense' }).every).toEqual({
      mongodbUri: MONGODB_URI,
      waitSeconds: 60,
    });
  });

  test('with Kafka it has defaults', () => {
    expect(
      readProcessConfig('ledger', none, {
        MONGODB_URI,
        EVENTS: 'kafka',
        KAFKA_BROKERS: 'a:9092,b:9092',
        ENGINE_WAIT_SECONDS: '5',
      }).every,
    ).toEqual({
      mongodbUri: MONGODB_URI,
      waitSeconds: 5,
      kafka: {
        brokers: ['a:9092', 'b:9092'],
        clientId: 'vafa-ledger',
        partitions: 12,
        replication: 1,
        minInsync: 1,
        retentionDays: 30,
        tls: false,
      },
    });
  });

  test('everything of Kafka may be set', () => {
    const settings = {
      KAFKA_PARTITIONS: '24',
      KAFKA_REPLICATION: '3',
      KAFKA_MIN_INSYNC: '2',
      KAFKA_RETENTION_DAYS: '7',
      KAFKA_TLS: 'true',
      KAFKA_USERNAME: 'till',
      KAFKA_PASSWORD: 's3cret',
      KAFKA_MECHANISM: 'scram-sha-512',
    };
    expect(
      readProcessConfig('ledger', none, {
        MONGODB_URI,
        EVENTS: 'kafka',
        KAFKA_BROKERS: 'a:9092',
        VAFA_NAMESPACE: 'shop',
        ...settings,
      }).every,
    ).toMatchObject({
      namespace: 'shop',
      kafka: {
        partitions: 24,
        replication: 3,
        minInsync: 2,
        retentionDays: 7,
        tls: true,
        namespace: 'shop',
        credentials: { mechanism: 'scram-sha-512', username: 'till', password: 's3cret' },
      },
    });
  });

  test.each([
    ['MONGODB_URI', 'http://db'],
    ['MONGODB_URI', 'mongodb://db:99999999/'],
    ['EVENTS', 'kafak'],
    ['KAFKA_BROKERS', 'broker'],
    ['KAFKA_PARTITIONS', '0'],
    ['KAFKA_PARTITIONS', '1.5'],
    ['KAFKA_TLS', 'yes'],
    ['KAFKA_CA', 'no certificate'],
    ['KAFKA_MECHANISM', 'gssapi'],
    ['ENGINE_WAIT_SECONDS', '-1'],
    ['VAFA_NAMESPACE', 'a.b'],
    ['LOG_LEVEL', 'loud'],
  ])('%s=%s is refused', (name, value) => {
    expect(() =>
      readProcessConfig('ledger', none, { MONGODB_URI, EVENTS: 'kafka', KAFKA_BROKERS: 'a:1', [name]: value }),
    ).toThrow(ConfigError);
  });

  test('databases carry the namespace', () => {
    expect(placeOf({ mongodbUri: MONGODB_URI }, 'ledger')).toEqual({
      mongodbUri: MONGODB_URI,
      database: 'vafa_ledger',
    });
    expect(placeOf({ mongodbUri: MONGODB_URI, namespace: 'shop' }, 'events').database).toBe('shop_events');
  });
});
