import { askBroker, type KafkaOptions } from '@vafa/events';
import { isDomainError } from '@vafa/kernel';
import { createLogger } from '@vafa/telemetry';
import type { Engine } from './wait-for-engine.ts';

/** Asks for the cluster's brokers. What fails is told by who waits, not logged by kafkajs. */
export const kafkaEngine = (options: KafkaOptions): Engine => {
  const silent = createLogger('events').child({}, { level: 'silent' });
  return {
    name: `Kafka at ${options.brokers.join(',')}`,
    ask: () => askBroker(options, silent),
    isRefusal: (error) => isDomainError(error) && error.kind === 'unauthenticated',
  };
};
