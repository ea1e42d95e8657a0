import { isGone, newHolder } from '@vafa/events';
import { plainSeal, sealing } from '@vafa/grpc';
import type { Calls, Composition, Parts } from '@vafa/process';
import { RememberedClubs } from './adapters/grpc/remembered-clubs.ts';
import { connectServices, type ConnectedServices, type ServiceUrls } from './adapters/grpc/connect-services.ts';
import { serviceNames } from './adapters/grpc/services.ts';
import type { EdgeSettings, HttpParts } from './adapters/http/http-app.ts';
import type { Collections } from './adapters/mongo/collections.ts';
import { gatewaySecret } from './adapters/mongo/gateway-secret.ts';
import { MongoApiKeys } from './adapters/mongo/mongo-api-keys.ts';
import { MongoRequests } from './adapters/mongo/mongo-requests.ts';
import { sealedSecrets } from './adapters/secrets.ts';
import { ApiKeys } from './use-cases/api-keys.ts';
import { Requests } from './use-cases/requests.ts';

export interface GatewaySettings {
  /** gRPC addresses of the services. */
  readonly clients: ServiceUrls;
  /** The administrator's API key. */
  readonly adminKey: string;
  readonly edge?: EdgeSettings;
}

const forgetEveryMs = 3_600_000;

const readiness =
  (ping: () => Promise<unknown>, services: ConnectedServices) => async (): Promise<Record<string, boolean>> => {
    const database = ping().then(
      () => true,
      () => false,
    );
    const checks = await Promise.all([database, ...serviceNames.map((name) => services.isServing(name))]);
    return Object.fromEntries(['database', ...serviceNames].map((name, place) => [name, checks[place] ?? false]));
  };

/** What the REST application is made of, and what goes on beside. */
export const composeGateway = async (
  { collections, identity, ping, stream, every, log, clock }: Parts<Collections, Calls>,
  { clients, adminKey, edge }: GatewaySettings,
): Promise<Composition & { readonly http: HttpParts }> => {
  const secret = await gatewaySecret(collections);
  const secrets = sealedSecrets(secret);
  const connected = connectServices(clients, identity);
  const { services } = connected;
  const requests = new Requests(new MongoRequests(collections, newHolder(), isGone), clock);
  const http = {
    services,
    clubs: new RememberedClubs(services.membership, clock),
    apiKeys: new ApiKeys(new MongoApiKeys(collections), secrets, secrets.hash(adminKey), clock),
    requests,
    stream,
    readiness: readiness(ping, connected),
    clock,
    log,
    gatewaySecret: secret,
    // In one process nobody is in between: what is said needs no signature.
    seal: sealing(identity?.seal ?? plainSeal),
    ...(edge && { edge }),
  };
  const forget = every({
    everyMs: forgetEveryMs,
    run: () => requests.sweep(),
    failed: 'old requests could not be forgotten; the next round tries again',
  });
  return { useCases: [], http, timers: [forget], close: () => connected.close() };
};
