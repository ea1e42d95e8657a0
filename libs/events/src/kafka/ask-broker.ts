import type { Logger } from '@vafa/telemetry';
import { DomainError } from '@vafa/kernel';
import type { KafkaOptions } from './kafka-options.ts';

/** What brokers answer to credentials that they do not take, or that may not do this. */
const refusals = [
  'KafkaJSSASLAuthenticationError',
  'ILLEGAL_SASL_STATE',
  'SASL_AUTHENTICATION_FAILED',
  'UNSUPPORTED_SASL_MECHANISM',
  'CLUSTER_AUTHORIZATION_FAILED',
];

const isRefusal = (error: unknown): boolean => {
  if (!(error instanceof Error)) return false;
  const { name, type, cause } = error as Error & { readonly type?: string };
  return refusals.includes(name) || refusals.includes(type ?? '') || isRefusal(cause);
};

/** Resolves when a broker answers. Raises `credentials_refused`, `broker_unavailable`. */
export const askBroker = async (options: KafkaOptions, log: Logger): Promise<void> => {
  const { answered, connectKafka } = await import('./connect-kafka.ts');
  const admin = connectKafka(options, log, { retries: 0 }).admin();
  try {
    await admin.connect();
    await admin.describeCluster();
  } catch (error) {
    if (isRefusal(error))
      throw new DomainError('unauthenticated', 'credentials_refused', 'Kafka does not accept the credentials');
    await answered(Promise.reject(error as Error));
  } finally {
    await admin.disconnect().catch(() => undefined);
  }
};
