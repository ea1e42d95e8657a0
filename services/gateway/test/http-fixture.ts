import { randomBytes } from 'node:crypto';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { newHolder, type EventStream } from '@vafa/events';
import { plainSeal } from '@vafa/grpc';
import { ManualClock } from '@vafa/kernel';
import { openDatabase } from '@vafa/mongo';
import { createLogger } from '@vafa/telemetry';
import { openTestEngine, openTestStream, type TestEngine } from '@vafa/testing';
import { composeApprovals, composeMembers, composeStaff } from '../src/compose-people.ts';
import { httpApp, type EdgeSettings } from '../src/adapters/http/http-app.ts';
import { openCollections, type Collections } from '../src/adapters/mongo/collections.ts';
import { auditSeal } from '../src/adapters/audit-seal.ts';
import { MongoApiKeys } from '../src/adapters/mongo/mongo-api-keys.ts';
import { MongoAudit } from '../src/adapters/mongo/mongo-audit.ts';
import { MongoRefusedSales } from '../src/adapters/mongo/mongo-refused-sales.ts';
import { MongoRequests } from '../src/adapters/mongo/mongo-requests.ts';
import { MongoTillCodes } from '../src/adapters/mongo/mongo-till-codes.ts';
import { ScryptPasswords } from '../src/adapters/passwords.ts';
import { tillSecrets } from '../src/adapters/till-secrets.ts';
import { sealedSecrets } from '../src/adapters/secrets.ts';
import type { Pages } from '../src/adapters/http/pages/read-pages.ts';
import { ApiKeys } from '../src/use-cases/api-keys.ts';
import { RememberedClubs } from '../src/adapters/grpc/remembered-clubs.ts';
import type { Approvals } from '../src/use-cases/approvals.ts';
import { AuditLog } from '../src/use-cases/audit-log.ts';
import { followLive } from '../src/adapters/events/follow-live.ts';
import { LiveFeed, liveLimitsDefault, type LiveLimits } from '../src/use-cases/live-feed.ts';
import { RefusedSales } from '../src/use-cases/refused-sales.ts';
import { Requests } from '../src/use-cases/requests.ts';
import type { MemberSignIns } from '../src/use-cases/member-sign-ins.ts';
import type { ProviderSignIns } from '../src/use-cases/provider-sign-ins.ts';
import type { SignIns } from '../src/use-cases/sign-ins.ts';
import type { Staff } from '../src/use-cases/staff.ts';
import { Tills } from '../src/use-cases/tills.ts';
import type { Services } from '../src/adapters/grpc/services.ts';

export interface HttpFixture {
  readonly signIns: SignIns;
  readonly memberSignIns: MemberSignIns;
  readonly staff: Staff;
  readonly providerSignIns: ProviderSignIns;
  readonly audit: AuditLog;
  readonly approvals: Approvals;
  readonly tills: Tills;
  readonly app: NestFastifyApplication;
  readonly adminKey: string;
  readonly clock: ManualClock;
  readonly collections: Collections;
  readonly stream: EventStream;
  readonly live: LiveFeed;
  /** What health sees. */
  readonly checks: Record<string, boolean>;
  close(): Promise<void>;
}

/**
 * The REST application over a database of its own, with the services a test gives it; on an engine of its own or on one
 * that others use.
 */
export const openHttpFixture = async (
  services: Services,
  edge?: EdgeSettings,
  shared?: TestEngine,
  pages?: Pages,
  liveLimits: LiveLimits = liveLimitsDefault,
): Promise<HttpFixture> => {
  const engine = shared ?? (await openTestEngine());
  const database = engine.database('gateway');
  const connection = await openDatabase(engine.uri, database);
  const collections = await openCollections(connection);
  const clock = new ManualClock('2026-02-01T12:00:00Z');
  const gatewaySecret = randomBytes(32);
  const secrets = sealedSecrets(gatewaySecret);
  const adminKey = secrets.make(secrets.salt(), 'nobody', 'administrator');
  const stream = await openTestStream(engine);
  const log = createLogger('gateway');
  const checks: Record<string, boolean> = { database: true };
  // As cheap as scrypt can be: what it costs is the subject of its own spec.
  const passwords = new ScryptPasswords({ ln: 4, r: 8, p: 1 });
  const apiKeys = new ApiKeys(new MongoApiKeys(collections), secrets, secrets.hash(adminKey), clock);
  const tills = new Tills(new MongoTillCodes(collections), tillSecrets(gatewaySecret), apiKeys, clock);
  const audit = new AuditLog(new MongoAudit(collections), auditSeal('a secret of this test'));
  const people = composeStaff(collections, {
    secret: gatewaySecret,
    outerSecret: 'a secret of this test',
    clock,
    edge,
    passwords,
  });
  const memberSignIns = composeMembers(collections, services.membership, { secret: gatewaySecret, clock });
  const waiting = composeApprovals(collections, clock);
  const live = new LiveFeed({ follow: followLive(stream, log), clock, limits: liveLimits });
  const app = await httpApp({
    services,
    clubs: new RememberedClubs(services.membership, clock),
    apiKeys,
    tills,
    refusedSales: new RefusedSales(new MongoRefusedSales(collections), clock),
    ...people,
    memberSignIns,
    ...waiting,
    audit,
    requests: new Requests(new MongoRequests(collections, newHolder(), () => false), clock),
    stream,
    live,
    readiness: () => Promise.resolve(checks),
    clock,
    log,
    gatewaySecret,
    seal: plainSeal,
    ...(edge && { edge }),
    ...(pages && { pages }),
  });
  const close = async (): Promise<void> => {
    await app.close();
    await stream.close();
    await connection.close();
    if (!shared) await engine.close();
  };
  const known = { ...people, ...waiting, memberSignIns, audit, tills };
  return { ...known, app, adminKey, clock, collections, stream, live, checks, close };
};
