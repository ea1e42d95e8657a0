import { access, readFile } from 'node:fs/promises';
import { MongoClient } from 'mongodb';
import { Kafka, logLevel } from 'kafkajs';
import { startContainers } from './containers.ts';

/** The engines of the scale edition that tests may use, beside the embedded edition. */
export interface RealEngines {
  readonly mongodbUri?: string;
  /** host:port,… */
  readonly kafkaBrokers?: string;
  /** What tests run on and what is left out, for people. */
  readonly told: string;
  close(): Promise<void>;
}

export type Environment = Readonly<Record<string, string | undefined>>;

const nothing = (): Promise<void> => Promise.resolve();
const withoutDocker = 'tools/engines/mongodb, kafka and kubernetes up bring them without Docker';

const databaseName = async (uri: string): Promise<string> => {
  const client = new MongoClient(uri, { serverSelectionTimeoutMS: 5_000 });
  try {
    const build = await client.db('admin').command({ buildInfo: 1 });
    const ferret = (build.ferretdb as { version?: string } | undefined)?.version;
    return `${ferret === undefined ? `MongoDB ${String(build.version)}` : `FerretDB ${ferret}`} at ${client.options.hosts.map(String).join(',')}`;
  } finally {
    await client.close();
  }
};

const brokerName = async (brokers: string): Promise<string> => {
  const admin = new Kafka({
    brokers: brokers.split(','),
    logLevel: logLevel.NOTHING,
    connectionTimeout: 5_000,
    retry: { retries: 2 },
  }).admin();
  try {
    await admin.connect();
    return `Kafka at ${brokers} (${String((await admin.describeCluster()).brokers.length)} broker)`;
  } finally {
    await admin.disconnect();
  }
};

/** Only the engine of tools/engines: tests leave other clusters alone. */
const isEngineCluster = async (path: string | undefined): Promise<boolean> =>
  path !== undefined && (await readFile(path, 'utf8').catch(() => '')).includes('current-context: vafa-engine');

/** Rejects with one line that names an engine which was promised and does not answer. */
const answering = async (what: string, name: Promise<string>): Promise<string> =>
  name.catch((error: unknown) =>
    Promise.reject(new Error(`${what} does not answer: ${error instanceof Error ? error.message : String(error)}`)),
  );

const withDocker = (environment: Environment): Promise<boolean> =>
  environment.DOCKER_HOST === undefined
    ? access('/var/run/docker.sock').then(
        () => true,
        () => false,
      )
    : Promise.resolve(true);

interface Found {
  readonly mongodbUri?: string;
  readonly kafkaBrokers?: string;
  readonly why?: string;
  close(): Promise<void>;
}

const find = async (environment: Environment): Promise<Found> => {
  const { MONGODB_URI: mongodbUri, KAFKA_BROKERS: kafkaBrokers, VAFA_ENGINES: wanted = 'auto' } = environment;
  if (wanted === 'none') return { close: nothing, why: 'VAFA_ENGINES is none' };
  if (mongodbUri || kafkaBrokers)
    return { ...(mongodbUri && { mongodbUri }), ...(kafkaBrokers && { kafkaBrokers }), close: nothing };
  if (!(await withDocker(environment))) return { close: nothing, why: withoutDocker };
  return startContainers().catch((error: unknown) => ({
    close: nothing,
    why: `Docker did not start them (${error instanceof Error ? error.message : String(error)}); ${withoutDocker}`,
  }));
};

/**
 * Decides what tests use: MONGODB_URI and KAFKA_BROKERS when they are given, else containers where Docker answers, else
 * nothing. VAFA_ENGINES=none leaves them out; VAFA_ENGINES=require rejects when one is missing. Rejects also when one
 * that was named does not answer.
 */
export const realEngines = async (environment: Environment = process.env): Promise<RealEngines> => {
  const { mongodbUri, kafkaBrokers, why, close } = await find(environment);
  try {
    const there = ['the embedded edition'];
    if (mongodbUri) there.push(await answering('the database at MONGODB_URI', databaseName(mongodbUri)));
    if (kafkaBrokers) there.push(await answering(`Kafka at ${kafkaBrokers}`, brokerName(kafkaBrokers)));
    const hasCluster = await isEngineCluster(environment.KUBECONFIG);
    if (hasCluster) there.push('a Kubernetes API server');
    const missing = [
      ...(mongodbUri ? [] : ['a MongoDB-compatible engine']),
      ...(kafkaBrokers ? [] : ['Kafka']),
      ...(hasCluster ? [] : ['a Kubernetes API server']),
    ];
    if (environment.VAFA_ENGINES === 'require' && missing.length > 0)
      throw new Error(`VAFA_ENGINES is require, but this is missing: ${missing.join(', ')}; ${why ?? withoutDocker}`);
    const left =
      missing.length === 0
        ? 'nothing left out'
        : `left out: ${missing.join(', ')}${why === undefined ? '' : ` (${why})`}`;
    return {
      ...(mongodbUri && { mongodbUri }),
      ...(kafkaBrokers && { kafkaBrokers }),
      told: `ran on ${there.join(', ')}; ${left}`,
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
};
