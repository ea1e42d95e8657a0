import { isGoneWhen, newHolder } from '@vafa/events';
import { plainSeal, sealing } from '@vafa/grpc';
import { gauge } from '@vafa/telemetry';
import type { Calls, Composition, Parts } from '@vafa/process';
import { RememberedClubs } from './adapters/grpc/remembered-clubs.ts';
import { composeApprovals, composeMembers, composeStaff } from './compose-people.ts';
import { connectServices, type ConnectedServices, type ServiceUrls } from './adapters/grpc/connect-services.ts';
import { serviceNames } from './adapters/grpc/services.ts';
import type { EdgeSettings, HttpParts } from './adapters/http/http-app.ts';
import type { Collections } from './adapters/mongo/collections.ts';
import { gatewaySecret } from './adapters/mongo/gateway-secret.ts';
import { auditSeal } from './adapters/audit-seal.ts';
import { MongoApiKeys } from './adapters/mongo/mongo-api-keys.ts';
import { MongoAudit } from './adapters/mongo/mongo-audit.ts';
import { MongoRefusedSales } from './adapters/mongo/mongo-refused-sales.ts';
import { MongoRequests } from './adapters/mongo/mongo-requests.ts';
import { MongoTillCodes } from './adapters/mongo/mongo-till-codes.ts';
import { ScryptPasswords } from './adapters/passwords.ts';
import { sealedSecrets } from './adapters/secrets.ts';
import { tillSecrets } from './adapters/till-secrets.ts';
import { ApiKeys } from './use-cases/api-keys.ts';
import { AuditLog } from './use-cases/audit-log.ts';
import { followLive } from './adapters/events/follow-live.ts';
import { LateAnswers } from './use-cases/late-answers.ts';
import { LiveFeed } from './use-cases/live-feed.ts';
import { RefusedSales } from './use-cases/refused-sales.ts';
import { Requests } from './use-cases/requests.ts';
import type { FirstAdministratorNote } from './use-cases/staff.ts';
import { Tills } from './use-cases/tills.ts';

export interface GatewaySettings {
  /** Where the services are. */
  readonly clients: ServiceUrls;
  /** The administrator's API key. */
  readonly adminKey: string;
  readonly edge?: EdgeSettings;
  /** Seals the audit log; without it the administrator's key does. */
  readonly auditSecret?: Uint8Array;
  /** Where the first administrator's one-time password is noted; without it there is none. */
  readonly firstAdministrator?: FirstAdministratorNote;
}

const forgetEveryMs = 3_600_000;
const resumeEveryMs = 30_000;
const keepAnswersEveryMs = 1_000;

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
  { collections, identity, ping, stream, alone, every, log, clock }: Parts<Collections, Calls>,
  { clients, adminKey, edge, firstAdministrator, auditSecret }: GatewaySettings,
): Promise<Composition & { readonly http: HttpParts }> => {
  const secret = await gatewaySecret(collections);
  const secrets = sealedSecrets(secret);
  const connected = connectServices(clients, identity);
  const { services } = connected;
  const store = new MongoRequests(collections, newHolder(), isGoneWhen(alone));
  const late = new LateAnswers(store);
  const requests = new Requests(store, clock, alone ? late : undefined);
  const apiKeys = new ApiKeys(new MongoApiKeys(collections), secrets, secrets.hash(adminKey), clock);
  const refusedSales = new RefusedSales(new MongoRefusedSales(collections), clock);
  const tills = new Tills(new MongoTillCodes(collections), tillSecrets(secret), apiKeys, clock);
  const outerSecret = auditSecret ?? adminKey;
  const people = composeStaff(collections, { secret, outerSecret, clock, edge, passwords: new ScryptPasswords() });
  const memberSignIns = composeMembers(collections, services.membership, { secret, clock });
  const { approvals, policy } = composeApprovals(collections, clock);
  if (firstAdministrator) await people.staff.first(firstAdministrator);
  const live = new LiveFeed({ follow: followLive(stream, log), clock });
  const listening = gauge('vafa.gateway.live_listeners', 'live connections that are open', () => live.size);
  const http = {
    services,
    ...people,
    memberSignIns,
    approvals,
    policy,
    audit: new AuditLog(new MongoAudit(collections), auditSeal(outerSecret)),
    clubs: new RememberedClubs(services.membership, clock),
    apiKeys,
    tills,
    refusedSales,
    requests,
    stream,
    live,
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
    run: async () => {
      await requests.sweep();
      await people.signIns.sweep();
      await people.providerSignIns.sweep();
      await tills.sweep();
      await refusedSales.sweep();
      await memberSignIns.sweep();
      await approvals.sweep();
    },
    failed: 'old requests, sign-ins, approvals and codes of tills could not be forgotten; the next round tries again',
  });
  const keepAnswers = every({
    everyMs: keepAnswersEveryMs,
    onStop: true,
    run: () => late.flush(),
    failed: 'answers of writes could not be kept; the next round tries again',
  });
  const resume = every({
    everyMs: resumeEveryMs,
    run: () => approvals.resumeAll(),
    failed: 'what was approved could not be carried out; the next round tries again',
  });
  return {
    useCases: [],
    http,
    timers: [forget, resume, ...(alone ? [keepAnswers] : [])],
    close: () => {
      listening.stop();
      connected.close();
    },
  };
};
