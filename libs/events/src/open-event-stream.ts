import { openDatabase, type DatabaseWay } from '@vafa/mongo';
import type { KafkaStreamOptions } from './kafka/kafka-stream.ts';
import type { KafkaOptions } from './kafka/kafka-options.ts';
import { openLogStream, type LogStreamOptions } from './log/log-stream.ts';
import type { EventStream } from './port.ts';

export interface EventStreamOptions extends Omit<KafkaStreamOptions, 'kafka'>, LogStreamOptions {
  readonly mongodbUri: string;
  /** Default `vafa_events`. */
  readonly database?: string;
  /** The database runs in this process, and is reached without a socket. */
  readonly way?: DatabaseWay;
  /** Absent: topics are kept in the database. */
  readonly kafka?: KafkaOptions;
}

/**
 * The event stream of either edition. Rejects when the database cannot be reached; a broker that is down is waited for.
 */
export const openEventStream = async ({
  mongodbUri,
  kafka,
  database = 'vafa_events',
  way,
  ...options
}: EventStreamOptions): Promise<EventStream> => {
  if (!kafka) return openLogStream(mongodbUri, { ...options, database, ...(way && { way }) });
  // Loaded only where there is a broker: the embedded edition starts without it.
  const { KafkaStream } = await import('./kafka/kafka-stream.ts');
  return new KafkaStream(await openDatabase(mongodbUri, database, way), { ...options, kafka });
};
