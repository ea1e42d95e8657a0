import { X509Certificate } from 'node:crypto';
import { readConfig, type Environment } from '@vafa/config';
import type { KafkaOptions } from '@vafa/events';
import { telemetryConfig } from '@vafa/telemetry';
import { z } from 'zod';
import { isMongodbUri } from './mongodb-engine.ts';

const count = (least: number, most: number) =>
  z.coerce
    .number('must be a number')
    .int('must be a whole number')
    .min(least, `must be ${String(least)} or more`)
    .max(most, `must be ${String(most)} or less`);
const isTrue = z.enum(['true', 'false'], 'must be true or false').transform((text) => text === 'true');
const brokers = z
  .string()
  .regex(/^[^\s,:]+:\d{1,5}(,[^\s,:]+:\d{1,5})*$/, 'must be host:port,host:port')
  .transform((text) => text.split(','));

const isCertificate = (pem: string): boolean => {
  try {
    return new X509Certificate(pem).ca;
  } catch {
    return false;
  }
};

/** Environment of every process, beside its own. */
const everyProcess = z.object({
  MONGODB_URI: z.string().refine(isMongodbUri, 'is not a connection string of MongoDB'),
  EVENTS: z.enum(['log', 'kafka'], 'must be log or kafka').default('log'),
  VAFA_NAMESPACE: z
    .string()
    .regex(/^[a-z][a-z0-9_-]{0,30}$/, 'must be a small letter and up to 30 small letters, digits, - or _')
    .optional(),
  ENGINE_WAIT_SECONDS: count(0, 3_600).default(60),
  LOG_LEVEL: z
    .enum(
      ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'],
      'must be trace, debug, info, warn, error, fatal or silent',
    )
    .optional(),
  ...telemetryConfig.shape,
});

const withKafka = z.object({
  KAFKA_BROKERS: brokers,
  KAFKA_PARTITIONS: count(1, 1_000).default(12),
  KAFKA_REPLICATION: count(1, 100).default(1),
  KAFKA_MIN_INSYNC: count(1, 100).default(1),
  KAFKA_RETENTION_DAYS: count(1, 3_650).default(30),
  KAFKA_TLS: isTrue.default(false),
  KAFKA_CA: z.string().refine(isCertificate, 'must be the certificate of an authority, as PEM').optional(),
  KAFKA_USERNAME: z.string().optional(),
  KAFKA_PASSWORD: z.string().optional(),
  KAFKA_MECHANISM: z
    .enum(['plain', 'scram-sha-256', 'scram-sha-512'], 'must be plain, scram-sha-256 or scram-sha-512')
    .default('plain'),
});

type KafkaConfig = z.infer<typeof withKafka>;

/** Every name that a process reads beside its own; those of Kafka with EVENTS=kafka only. */
export const processShape = { ...everyProcess.shape, ...withKafka.shape };

/** What every process knows of its engines. */
export interface ProcessConfig {
  readonly mongodbUri: string;
  readonly namespace?: string;
  readonly waitSeconds: number;
  /** Undefined: events go through the log in the database. */
  readonly kafka?: KafkaOptions;
}

const eventsOf = (environment: Environment): string => {
  try {
    return String(readConfig(everyProcess.pick({ EVENTS: true }), environment).EVENTS);
  } catch {
    return 'log'; // Told with all other names.
  }
};

const toKafka = (read: KafkaConfig, name: string, namespace: string | undefined): KafkaOptions => ({
  brokers: read.KAFKA_BROKERS,
  clientId: `vafa-${name}`,
  partitions: read.KAFKA_PARTITIONS,
  replication: read.KAFKA_REPLICATION,
  minInsync: read.KAFKA_MIN_INSYNC,
  retentionDays: read.KAFKA_RETENTION_DAYS,
  tls: read.KAFKA_TLS,
  ...(read.KAFKA_CA !== undefined && { authority: read.KAFKA_CA }),
  ...(read.KAFKA_USERNAME !== undefined && {
    credentials: {
      mechanism: read.KAFKA_MECHANISM,
      username: read.KAFKA_USERNAME,
      password: read.KAFKA_PASSWORD ?? '',
    },
  }),
  ...(namespace !== undefined && { namespace }),
});

/**
 * Reads a process's own environment together with that of every process, so that one error lists all names. Raises
 * ConfigError.
 */
export const readProcessConfig = <S extends z.ZodRawShape>(
  name: string,
  own: z.ZodObject<S>,
  environment: Environment = process.env,
): { own: z.infer<z.ZodObject<S>>; every: ProcessConfig } => {
  const hasKafka = eventsOf(environment) === 'kafka';
  const schema = z.object({ ...everyProcess.shape, ...(hasKafka ? withKafka.shape : {}), ...own.shape });
  const read = readConfig(schema, environment) as z.infer<typeof everyProcess> & z.infer<z.ZodObject<S>>;
  // Loggers read it where it stands.
  if (read.LOG_LEVEL !== undefined) process.env.LOG_LEVEL = read.LOG_LEVEL;
  const kafka = hasKafka ? toKafka(read as unknown as KafkaConfig, name, read.VAFA_NAMESPACE) : undefined;
  return {
    own: read,
    every: {
      mongodbUri: read.MONGODB_URI,
      waitSeconds: read.ENGINE_WAIT_SECONDS,
      ...(read.VAFA_NAMESPACE !== undefined && { namespace: read.VAFA_NAMESPACE }),
      ...(kafka && { kafka }),
    },
  };
};
