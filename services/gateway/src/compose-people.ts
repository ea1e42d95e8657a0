import type { Clock } from '@vafa/kernel';
import type { ConnectedServices } from './adapters/grpc/connect-services.ts';
import type { EdgeSettings } from './adapters/http/http-app.ts';
import { ratesDefault } from './adapters/http/limits.ts';
import { codeBrakes } from './adapters/http/me/code-brakes.ts';
import { signInBrakes } from './adapters/http/staff/sign-in-brakes.ts';
import { tripBrakes } from './adapters/http/staff/trip-brakes.ts';
import { memberSecrets } from './adapters/member-secrets.ts';
import type { Collections } from './adapters/mongo/collections.ts';
import { MongoApiKeys } from './adapters/mongo/mongo-api-keys.ts';
import { MongoApprovals, MongoApprovalSettings } from './adapters/mongo/mongo-approvals.ts';
import { MongoIdentityProviders, MongoProviderTrips } from './adapters/mongo/mongo-identity-providers.ts';
import { MongoMemberSignIns, MongoSentCodes } from './adapters/mongo/mongo-member-sign-ins.ts';
import { MongoSignIns } from './adapters/mongo/mongo-sign-ins.ts';
import { MongoStaff } from './adapters/mongo/mongo-staff.ts';
import { OpenidTalk } from './adapters/openid-talk.ts';
import { clientSecrets, tripSecrets } from './adapters/provider-secrets.ts';
import { signInSecrets } from './adapters/sign-in-secrets.ts';
import { memberTimesDefault, signInTimesDefault } from './domain/sign-in.ts';
import type { StaffAccount } from './domain/staff-account.ts';
import type { Passwords } from './ports/passwords.ts';
import type { IdentityProviderStore } from './ports/identity-providers.ts';
import { ApprovalPolicy } from './use-cases/approval-policy.ts';
import { Approvals } from './use-cases/approvals.ts';
import { IdentityProviders } from './use-cases/identity-providers.ts';
import { KnownPeople } from './use-cases/known-people.ts';
import { MemberSignIns } from './use-cases/member-sign-ins.ts';
import { ProviderSignIns } from './use-cases/provider-sign-ins.ts';
import { SignIns } from './use-cases/sign-ins.ts';
import { Staff } from './use-cases/staff.ts';

interface StaffGround {
  readonly secret: Uint8Array;
  /** It is not in the database. */
  readonly outerSecret: Uint8Array | string;
  readonly clock: Clock;
  readonly edge?: EdgeSettings | undefined;
  readonly passwords: Passwords;
}

/** Accounts of all clubs always may: whoever runs Vafa gets in when the company's provider is down. */
const mayUsePassword =
  (providers: IdentityProviderStore) =>
  async ({ clubId, identity }: StaffAccount): Promise<boolean> => {
    if (clubId === undefined || !identity) return true;
    const provider = await providers.find(identity.providerId);
    return !provider || provider.allowsPasswords || provider.disabledAt !== undefined;
  };

/** People's accounts, their sign-ins, and the providers that prove who they are. */
export const composeStaff = (
  collections: Collections,
  { secret, outerSecret, clock, edge = {}, passwords }: StaffGround,
): {
  staff: Staff;
  signIns: SignIns;
  identityProviders: IdentityProviders;
  providerSignIns: ProviderSignIns;
} => {
  const accounts = new MongoStaff(collections);
  const store = new MongoIdentityProviders(collections);
  const talk = new OpenidTalk(clock);
  const rates = edge.rates ?? ratesDefault;
  const signIns = new SignIns({
    accounts,
    signIns: new MongoSignIns(collections),
    passwords,
    secrets: signInSecrets(secret, 'sign-in'),
    brakes: signInBrakes(rates.wrongPasswords, clock),
    mayUsePassword: mayUsePassword(store),
    times: edge.signInTimes ?? signInTimesDefault,
    clock,
  });
  const staff = new Staff(accounts, passwords, signIns, clock);
  const secrets = clientSecrets(outerSecret);
  const identityProviders = new IdentityProviders({ store, accounts, signIns, talk, secrets, clock });
  const providerSignIns = new ProviderSignIns({
    providers: identityProviders,
    people: new KnownPeople(accounts, staff, signIns),
    signIns,
    talk,
    trips: new MongoProviderTrips(collections),
    secrets: tripSecrets(secret),
    brakes: tripBrakes(rates.wrongPasswords, clock),
    clock,
  });
  return { staff, signIns, identityProviders, providerSignIns };
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
