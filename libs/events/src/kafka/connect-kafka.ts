import { Kafka, logLevel, type KafkaConfig, type LogEntry } from 'kafkajs';
import { DomainError, isDomainError } from '@vafa/kernel';
import type { Logger } from '@vafa/telemetry';
import type { KafkaOptions } from './kafka-options.ts';

const connectionTimeoutMs = 5_000;
const requestTimeoutMs = 15_000;

/** Retries of a producer are bounded on purpose: after them it is replaced, and the events are published again. */
const knownWarning = 'Limiting retries for the idempotent producer';

/**
 * What kafkajs reports while it repairs itself is of no interest to operators; what it gives up on reaches them as our
 * own error.
 */
const levelOf = (level: logLevel): 'debug' | 'warn' =>
  level === logLevel.ERROR || level === logLevel.WARN ? 'warn' : 'debug';

const sasl = ({ credentials }: KafkaOptions): Pick<KafkaConfig, 'sasl'> =>
  credentials ? { sasl: { ...credentials } as KafkaConfig['sasl'] & object } : {};

export const connectKafka = (
  options: KafkaOptions,
  log: Logger,
  { retries }: { readonly retries: number } = { retries: 5 },
): Kafka =>
  new Kafka({
    clientId: options.clientId ?? 'vafa',
    brokers: [...options.brokers],
    connectionTimeout: connectionTimeoutMs,
    requestTimeout: requestTimeoutMs,
    retry: { initialRetryTime: 100, retries, maxRetryTime: 2_000 },
    ...(options.tls && { ssl: options.authority === undefined ? true : { ca: options.authority } }),
    ...sasl(options),
    logLevel: logLevel.WARN,
    logCreator:
      () =>
      ({ level, log: { message, timestamp: _timestamp, logger: _logger, stack: _stack, ...details } }: LogEntry) => {
        log[
          levelOf(level) === 'warn' && !('retryCount' in details) && !message.startsWith(knownWarning)
            ? 'warn'
            : 'debug'
        ]({ kafka: details }, `kafkajs: ${message}`);
      },
  });

/** A failure of the broker, as everybody understands it. Others pass as they are. */
const toUnavailable = (error: unknown): unknown => {
  if (isDomainError(error) || !(error instanceof Error) || !error.name.startsWith('KafkaJS')) return error;
  return new DomainError('unavailable', 'broker_unavailable', `Kafka does not answer: ${error.message}`);
};

export const answered = <T>(asked: Promise<T>): Promise<T> =>
  asked.catch((error: unknown) => Promise.reject(toUnavailable(error)));
