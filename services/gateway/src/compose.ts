import { isGone, newHolder } from '@vafa/events';
import { plainSeal, sealing } from '@vafa/grpc';
import type { Clock } from '@vafa/kernel';
import { gauge } from '@vafa/telemetry';
import type { Calls, Composition, Parts } from '@vafa/process';
import { ratesDefault } from './adapters/http/limits.ts';
import { RememberedClubs } from './adapters/grpc/remembered-clubs.ts';
import { connectServices, type ConnectedServices, type ServiceUrls } from './adapters/grpc/connect-services.ts';
import { serviceNames } from './adapters/grpc/services.ts';
import type { EdgeSettings, HttpParts } from './adapters/http/http-app.ts';
import { signInBrakes } from './adapters/http/staff/sign-in-brakes.ts';
import type { Collections } from './adapters/mongo/collections.ts';
import { gatewaySecret } from './adapters/mongo/gateway-secret.ts';
import { auditSeal } from './adapters/audit-seal.ts';
import { codeBrakes } from './adapters/http/me/code-brakes.ts';
import { memberSecrets } from './adapters/member-secrets.ts';
import { MongoApprovals, MongoApprovalSettings } from './adapters/mongo/mongo-approvals.ts';
import { MongoApiKeys } from './adapters/mongo/mongo-api-keys.ts';
import { MongoAudit } from './adapters/mongo/mongo-audit.ts';
import { MongoMemberSignIns, MongoSentCodes } from './adapters/mongo/mongo-member-sign-ins.ts';
import { MongoRefusedSales } from './adapters/mongo/mongo-refused-sales.ts';
import { MongoRequests } from './adapters/mongo/mongo-requests.ts';
import { MongoSignIns } from './adapters/mongo/mongo-sign-ins.ts';
import { MongoStaff } from './adapters/mongo/mongo-staff.ts';
import { MongoTillCodes } from './adapters/mongo/mongo-till-codes.ts';
import { ScryptPasswords } from './adapters/passwords.ts';
import { sealedSecrets } from './adapters/secrets.ts';
import { signInSecrets } from './adapters/sign-in-secrets.ts';
import { tillSecrets } from './adapters/till-secrets.ts';
import { memberTimesDefault, signInTimesDefault } from './domain/sign-in.ts';
import { ApiKeys } from './use-cases/api-keys.ts';
import type { Passwords } from './ports/passwords.ts';
import { ApprovalPolicy } from './use-cases/approval-policy.ts';
import { Approvals } from './use-cases/approvals.ts';
import { AuditLog } from './use-cases/audit-log.ts';
import { followLive } from './adapters/events/follow-live.ts';
import { LiveFeed } from './use-cases/live-feed.ts';
import { MemberSignIns } from './use-cases/member-sign-ins.ts';
import { RefusedSales } from './use-cases/refused-sales.ts';
import { Requests } from './use-cases/requests.ts';
import { SignIns } from './use-cases/sign-ins.ts';
import { Staff, type FirstAdministratorNote } from './use-cases/staff.ts';
import { Tills } from './use-cases/tills.ts';

export interface GatewaySettings {
  /** gRPC addresses of the services. */
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

const readiness =
  (ping: () => Promise<unknown>, services: ConnectedServices) => async (): Promise<Record<string, boolean>> => {
    const database = ping().then(
      () => true,
      () => false,
    );
    const checks = await Promise.all([database, ...serviceNames.map((name) => services.isServing(name))]);
    return Object.fromEntries(['database', ...serviceNames].map((name, place) => [name, checks[place] ?? false]));
  };

/** People's accounts and their sign-ins. */
export const composeStaff = (
  collections: Collections,
  { secret, clock, edge = {}, passwords }: StaffGround,
): { staff: Staff; signIns: SignIns } => {
  const accounts = new MongoStaff(collections);
  const signIns = new SignIns({
    accounts,
    signIns: new MongoSignIns(collections),
    passwords,
    secrets: signInSecrets(secret, 'sign-in'),
    brakes: signInBrakes((edge.rates ?? ratesDefault).wrongPasswords, clock),
    times: edge.signInTimes ?? signInTimesDefault,
    clock,
  });
  return { staff: new Staff(accounts, passwords, signIns, clock), signIns };
};

/** What waits for a second person, and what clubs say of it. */
export const composeApprovals = (
  collections: Collections,
  clock: Clock,
): { approvals: Approvals; policy: ApprovalPolicy } => {
  const accounts = new MongoStaff(collections);
  const keys = new MongoApiKeys(collections);
  return {
    approvals: new Approvals({ store: new MongoApprovals(collections), accounts, keys, clock }),
    policy: new ApprovalPolicy(new MongoApprovalSettings(collections), accounts, clock),
  };
};

/** Members' sign-ins; membership says who has a phone number. */
export const composeMembers = (
  collections: Collections,
  membership: Pick<ConnectedServices['services']['membership'], 'findMembers'>,
  { secret, clock }: Pick<StaffGround, 'secret' | 'clock'>,
): MemberSignIns =>
  new MemberSignIns({
    signIns: new MongoMemberSignIns(collections),
    sent: new MongoSentCodes(collections),
    secrets: memberSecrets(secret),
    brakes: codeBrakes(clock),
    find: async (clubId, phone) => {
      const criterion = { $case: 'phone', value: phone } as const;
      const { members } = await membership.findMembers({ clubId, criterion, page: { pageSize: 1, pageToken: '' } });
      return members[0];
    },
    times: memberTimesDefault,
    clock,
  });

interface StaffGround {
  readonly secret: Uint8Array;
  readonly clock: Clock;
  readonly edge?: EdgeSettings | undefined;
  readonly passwords: Passwords;
}

/** What the REST application is made of, and what goes on beside. */
export const composeGateway = async (
  { collections, identity, ping, stream, every, log, clock }: Parts<Collections, Calls>,
  { clients, adminKey, edge, firstAdministrator, auditSecret }: GatewaySettings,
): Promise<Composition & { readonly http: HttpParts }> => {
  const secret = await gatewaySecret(collections);
  const secrets = sealedSecrets(secret);
  const connected = connectServices(clients, identity);
  const { services } = connected;
  const requests = new Requests(new MongoRequests(collections, newHolder(), isGone), clock);
  const apiKeys = new ApiKeys(new MongoApiKeys(collections), secrets, secrets.hash(adminKey), clock);
  const refusedSales = new RefusedSales(new MongoRefusedSales(collections), clock);
  const tills = new Tills(new MongoTillCodes(collections), tillSecrets(secret), apiKeys, clock);
  const { staff, signIns } = composeStaff(collections, { secret, clock, edge, passwords: new ScryptPasswords() });
  const memberSignIns = composeMembers(collections, services.membership, { secret, clock });
  const { approvals, policy } = composeApprovals(collections, clock);
  if (firstAdministrator) await staff.first(firstAdministrator);
  const live = new LiveFeed({ follow: followLive(stream, log), clock });
  const listening = gauge('vafa.gateway.live_listeners', 'live connections that are open', () => live.size);
  const http = {
    services,
    staff,
    signIns,
    memberSignIns,
    approvals,
    policy,
    audit: new AuditLog(new MongoAudit(collections), auditSeal(auditSecret ?? adminKey)),
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
      await signIns.sweep();
      await tills.sweep();
      await refusedSales.sweep();
      await memberSignIns.sweep();
      await approvals.sweep();
    },
    failed: 'old requests, sign-ins, approvals and codes of tills could not be forgotten; the next round tries again',
  });
  const resume = every({
    everyMs: resumeEveryMs,
    run: () => approvals.resumeAll(),
    failed: 'what was approved could not be carried out; the next round tries again',
  });
  return {
    useCases: [],
    http,
    timers: [forget, resume],
    close: () => {
      listening.stop();
      connected.close();
    },
  };
};
