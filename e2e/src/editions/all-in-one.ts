import { randomBytes } from 'node:crypto';
import { removeNamespace } from '../engine-faults/engine-contents.ts';
import { RunningClub } from '../running-club.ts';
import type { Edition, EditionClub, Engines } from './edition-club.ts';

const madeWithinMs = 180_000;

const start = async (
  environment: Readonly<Record<string, string>>,
  removeRest: () => Promise<void>,
): Promise<EditionClub> => {
  const club = await RunningClub.start({ empty: true, environment });
  await club.made(madeWithinMs);
  return {
    rest: club.rest(),
    dataFolder: club.options.dataFolder,
    readySeconds: Number(/is ready at \S+ \(([\d.]+) s\)/.exec(club.output)?.[1]),
    remove: async () => {
      await club.remove();
      await removeRest();
    },
  };
};

/** Settings that make processes use these engines, apart from everybody else. */
export const environmentOf = ({ mongodbUri, kafkaBrokers }: Engines, namespace: string): Record<string, string> => ({
  MONGODB_URI: mongodbUri,
  EVENTS: 'kafka',
  KAFKA_BROKERS: kafkaBrokers,
  KAFKA_PARTITIONS: '4',
  VAFA_NAMESPACE: namespace,
});

/** A namespace that nobody else uses. */
export const newNamespace = (): string => `ed${randomBytes(4).toString('hex')}`;

export const allInOneEmbedded: Edition = {
  name: 'all in one, embedded',
  start: () => start({}, () => Promise.resolve()),
};

export const allInOneOnEngines = (engines: Engines): Edition => ({
  name: 'all in one, on MongoDB and Kafka',
  start: () => {
    const namespace = newNamespace();
    return start(environmentOf(engines, namespace), () => removeNamespace(engines, namespace));
  },
});
