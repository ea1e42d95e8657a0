import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { serviceNames, type Replicas } from './plan.ts';

export interface LauncherOptions {
  /** Absolute path. */
  readonly dataFolder: string;
  readonly port: number;
  readonly replicas: Replicas;
  readonly restarts: boolean;
  /** Imports the sample into the club `demo`. */
  readonly sample: boolean;
}

export const help = `Vafa, one process per service, on MongoDB and Kafka

  npm run start:services -- [options]

  --replicas LIST  how many processes of a service, ledger=2,checkout=2; default one of each
  --port NUMBER    where the gateway listens on 127.0.0.1, default 8080
  --data DIR       keys and logs, default .data/services
  --sample         imports the sample into the club "demo"
  --no-restart     what ends by itself is reported and not started again
  --help

MONGODB_URI and KAFKA_BROKERS name the engines (tools/engines/mongodb up, tools/engines/kafka up); with EVENTS=log
events go through the database. VAFA_NAMESPACE keeps databases and topics apart from those of others. VAFA_MASTER_KEY
and VAFA_ADMIN_KEY are used instead of the keys in DIR. All other settings reach every process: docs/settings.md.`;

export class UsageError extends Error {}

const text = { type: 'string' } as const;
const flag = { type: 'boolean' } as const;
const declaredOptions = {
  data: text,
  port: text,
  replicas: text,
  sample: flag,
  'no-restart': flag,
  help: { ...flag, short: 'h' },
} as const;

const replicasMax = 10;

const portOf = (text: string): number => {
  const port = Number(text);
  if (!/^\d+$/.test(text) || port < 1 || port > 65_535)
    throw new UsageError(`--port must be a number from 1 to 65535, not "${text}"`);
  return port;
};

const replicasOf = (list: string): Replicas => {
  const pairs = list
    .split(',')
    .filter((part) => part !== '')
    .map((part) => part.split('=') as [string, string?]);
  for (const [name, count = ''] of pairs) {
    const isKnown = serviceNames.some((service) => service === name);
    if (!isKnown || !/^\d+$/.test(count) || Number(count) < 1 || Number(count) > replicasMax)
      throw new UsageError(`--replicas is SERVICE=1..${replicasMax}, of ${serviceNames.join(', ')}; not "${list}"`);
  }
  return Object.fromEntries(pairs.map(([name, count]) => [name, Number(count)]));
};

/** Undefined when help is asked for. Raises UsageError. */
export const readOptions = (args: readonly string[]): LauncherOptions | undefined => {
  try {
    const { values } = parseArgs({ args: [...args], options: declaredOptions });
    if (values.help) return undefined;
    return {
      dataFolder: resolve(values.data ?? '.data/services'),
      port: portOf(values.port ?? '8080'),
      replicas: replicasOf(values.replicas ?? ''),
      restarts: !values['no-restart'],
      sample: values.sample ?? false,
    };
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw new UsageError((error as Error).message.split('. ')[0]);
  }
};

const hasName = (environment: NodeJS.ProcessEnv, name: string): boolean =>
  Boolean(environment[name]) || Boolean(environment[`${name}_FILE`]);

/** What is missing of the engines, a line each, with what brings it. */
export const missingEngines = (environment: NodeJS.ProcessEnv): string[] => [
  ...(hasName(environment, 'MONGODB_URI')
    ? []
    : ['MONGODB_URI is missing: `tools/engines/mongodb up` brings a MongoDB-compatible engine and prints it']),
  ...(hasName(environment, 'KAFKA_BROKERS') || environment.EVENTS === 'log'
    ? []
    : ['KAFKA_BROKERS is missing: `tools/engines/kafka up` brings a broker and prints it (or set EVENTS=log)']),
];
