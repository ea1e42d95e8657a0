import { isGone, newHolder, type EventStream } from '@vafa/events';
import { systemClock, type Clock } from '@vafa/kernel';
import { openDatabase } from '@vafa/mongo';
import { Sweeper } from '@vafa/process';
import { createLogger } from '@vafa/telemetry';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { connectServices, type ConnectedServices, type ServiceUrls } from './adapters/grpc/connect-services.ts';
import { httpApp, type EdgeSettings } from './adapters/http/http-app.ts';
import { openCollections } from './adapters/mongo/collections.ts';
import { gatewaySecret } from './adapters/mongo/gateway-secret.ts';
import { MongoApiKeys } from './adapters/mongo/mongo-api-keys.ts';
import { MongoRequests } from './adapters/mongo/mongo-requests.ts';
import { sealedSecrets } from './adapters/secrets.ts';
import { ApiKeys } from './use-cases/api-keys.ts';
import { Clubs } from './adapters/grpc/clubs.ts';
import { Requests } from './use-cases/requests.ts';
import { serviceNames } from './adapters/grpc/services.ts';

export { edgeConfig, edgeOf } from './edge.config.ts';

export interface GatewayOptions {
  readonly host: string;
  /** 0 picks a free one. */
  readonly port: number;
  readonly mongodbUri: string;
  /** Default `vafa_gateway`. */
  readonly database?: string;
  readonly stream: EventStream;
  /** gRPC addresses. */
  readonly clients: ServiceUrls;
  /** The administrator's API key. */
  readonly adminKey: string;
  readonly clock?: Clock;
  readonly edge?: EdgeSettings;
}

export interface RunningGateway {
  /** http://host:port */
  readonly address: string;
  readonly app: NestFastifyApplication;
  /** Takes no new requests, finishes those in hand, then closes. */
  stop(): Promise<void>;
}

const readiness = (ping: () => Promise<unknown>, services: ConnectedServices) => async (): Promise<Record<string, boolean>> => {
  const database = ping().then(
    () => true,
    () => false,
  );
  const checks = await Promise.all([database, ...serviceNames.map((name) => services.isServing(name))]);
  return Object.fromEntries(['database', ...serviceNames].map((name, place) => [name, checks[place] ?? false]));
};

const open = async ({ mongodbUri, database = 'vafa_gateway' }: Pick<GatewayOptions, 'mongodbUri' | 'database'>) => {
  const connection = await openDatabase(mongodbUri, database);
  const db = connection.getClient().db(database);
  return { connection, db, collections: await openCollections(db) };
};

/** Creates the collections and their indexes; safe to repeat. */
export const prepareGateway = async (options: Pick<GatewayOptions, 'mongodbUri' | 'database'>): Promise<void> => (await open(options)).connection.close();

/** Starts the REST gateway. */
export const startGateway = async (options: GatewayOptions): Promise<RunningGateway> => {
  const { stream, clock = systemClock } = options;
  const log = createLogger('gateway');
  const { connection, db, collections } = await open(options);
  const secret = await gatewaySecret(collections);
  const secrets = sealedSecrets(secret);
  const connected = connectServices(options.clients);
  const { services } = connected;

  const requests = new Requests(new MongoRequests(collections, newHolder(), isGone), clock);
  const sweeper = new Sweeper([() => requests.sweep()], log);
  const app = await httpApp({
    services,
    clubs: new Clubs(services.membership, clock),
    apiKeys: new ApiKeys(new MongoApiKeys(collections), secrets, secrets.hash(options.adminKey), clock),
    requests,
    stream,
    readiness: readiness(() => db.command({ ping: 1 }), connected),
    clock,
    log,
    gatewaySecret: secret,
    ...(options.edge && { edge: options.edge }),
  });
  await app.listen(options.port, options.host);
  sweeper.start();
  return {
    address: (await app.getUrl()).replace('[::1]', '127.0.0.1'),
    app,
    stop: async () => {
      await app.close();
      await sweeper.stop();
      connected.close();
      await connection.close();
    },
  };
};
