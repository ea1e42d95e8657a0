import { openEventStream, type EventStream } from '@vafa/events';
import type { Identity } from '@vafa/grpc';
import type { DatabaseWay } from '@vafa/mongo';
import { kafkaEngine } from './kafka-engine.ts';
import { mongodbEngine } from './mongodb-engine.ts';
import type { ProcessConfig } from './process-config.ts';
import { waitForEngine } from './wait-for-engine.ts';

/** Where a service keeps its documents. */
export interface Place {
  readonly mongodbUri: string;
  readonly database: string;
  /** No other process reaches it while this one runs: nothing in it has to be shared, or looked for. */
  readonly alone?: boolean;
  /** The database runs in this process, and is reached without a socket. */
  readonly way?: DatabaseWay;
}

/** What a service stands on. */
export interface Ground extends Place {
  readonly stream: EventStream;
  /** Who the process is to other services; none on one machine. */
  readonly identity?: Identity | undefined;
}

/** What all services of a process stand on. */
export interface Engines {
  readonly stream: EventStream;
  /** Where a service keeps its documents. */
  place(service: string): Place;
}

/** What the process is configured to, and whether the database is its own. */
export type EnginesConfig = ProcessConfig & Pick<Place, 'alone' | 'way'>;

export type Say = (line: string) => void;

/** `vafa_ledger`, or with a namespace `<namespace>_ledger`. */
export const placeOf = (
  {
    mongodbUri,
    namespace = 'vafa',
    alone = false,
    way,
  }: Pick<EnginesConfig, 'mongodbUri' | 'namespace' | 'alone' | 'way'>,
  service: string,
): Place => ({ mongodbUri, database: `${namespace}_${service}`, ...(alone && { alone }), ...(way && { way }) });

/** Resolves when the database answers for these services. Raises StartFailure. */
export const waitForDatabase = (config: ProcessConfig, services: readonly string[], say: Say): Promise<void> =>
  waitForEngine(
    mongodbEngine(
      config.mongodbUri,
      services.map((service) => placeOf(config, service).database),
    ),
    { waitSeconds: config.waitSeconds, say },
  );

const waitForBroker = async ({ kafka, waitSeconds }: ProcessConfig, say: Say): Promise<void> => {
  if (kafka) await waitForEngine(kafkaEngine(kafka), { waitSeconds, say });
};

/**
 * Waits for database and broker, and opens the event stream with its topics as they are configured. Raises
 * StartFailure, and DomainError `topic_too_small` before anything is written. Without `services` the database is taken
 * to be there.
 */
export const openEngines = async (
  config: EnginesConfig,
  services: readonly string[],
  topics: readonly string[],
  say: Say,
): Promise<Engines> => {
  await Promise.all([
    services.length > 0 && waitForDatabase(config, [...services, 'events'], say),
    waitForBroker(config, say),
  ]);
  const stream = await openEventStream({ ...placeOf(config, 'events'), ...(config.kafka && { kafka: config.kafka }) });
  try {
    await stream.prepare(topics);
  } catch (error) {
    await stream.close();
    throw error;
  }
  return { stream, place: (service) => placeOf(config, service) };
};
