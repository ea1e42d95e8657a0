import { Module, type DynamicModule } from '@nestjs/common';
import { descriptorSet, topics } from '@vafa/contracts';
import { MEMBERSHIP_SERVICE_NAME, MembershipServiceService } from '@vafa/contracts/membership';
import { MongoRelayLeases, Relay, Unrelayed, type EventStream } from '@vafa/events';
import { serveGrpc, type RunningService } from '@vafa/grpc';
import { systemClock, type Clock } from '@vafa/kernel';
import { Claims, Documents, openDatabase, syncIndexes } from '@vafa/mongo';
import { createLogger, type Logger } from '@vafa/telemetry';
import { PersonVault } from './adapters/crypto/person-vault.ts';
import { countSpendWhenSaleClosedOrReturned } from './adapters/events/count-spend-when-sale-closed-or-returned.ts';
import { MembershipController } from './adapters/grpc/membership.controller.ts';
import { Counts } from './adapters/mongo/counts.ts';
import { MemberForm } from './adapters/mongo/member-form.ts';
import { MemberReads } from './adapters/mongo/member-reads.ts';
import { modelsOf, type BranchState, type ClubState, type MemberState } from './adapters/mongo/models.ts';
import { MongoClubs } from './adapters/mongo/mongo-clubs.ts';
import { MongoCorrections } from './adapters/mongo/mongo-corrections.ts';
import { MongoMembers } from './adapters/mongo/mongo-members.ts';
import { MongoSpendFacts } from './adapters/mongo/mongo-spend-facts.ts';
import { storeCodeForms } from './adapters/mongo/store-code-forms.ts';
import { storeCountries } from './adapters/mongo/store-countries.ts';
import { storeCurrencyDigits } from './adapters/mongo/store-currency-digits.ts';
import { readNumber } from './adapters/phones/read-number.ts';
import { Branches } from './use-cases/branches.ts';
import { ClaimIdentities } from './use-cases/claim-identities.ts';
import { CorrectMember } from './use-cases/correct-member.ts';
import { CreateClub } from './use-cases/create-club.ts';
import { EnrolMember } from './use-cases/enrol-member.ts';
import { EnsureMembers } from './use-cases/ensure-members.ts';
import { FindClub } from './use-cases/find-club.ts';
import { FindMembers } from './use-cases/find-members.ts';
import { RenewMembers } from './use-cases/renew-members.ts';
import { SetTiers } from './use-cases/set-tiers.ts';
import { TellSince } from './use-cases/tell-since.ts';
import { TellTier } from './use-cases/tell-tier.ts';

export interface MembershipOptions {
  /** host:port or unix:/path to listen on. */
  readonly grpcUrl: string;
  readonly mongodbUri: string;
  /** Default vafa_membership. */
  readonly database?: string;
  readonly stream: EventStream;
  /** 32 bytes; the keys that hide personal data are derived from it. Without it members can neither be read nor found. */
  readonly masterKey: Uint8Array;
  readonly clock?: Clock;
}

@Module({})
export class MembershipModule {
  static with(providers: DynamicModule['providers'] & object): DynamicModule {
    return { module: MembershipModule, controllers: [MembershipController], providers };
  }
}

const openModels = async ({ mongodbUri, database = 'vafa_membership' }: Pick<MembershipOptions, 'mongodbUri' | 'database'>) => {
  const connection = await openDatabase(mongodbUri, database);
  const models = modelsOf(connection);
  await syncIndexes([models.clubs, models.branches, models.members, models.corrections, models.facts]);
  await storeCountries(models.clubs);
  await storeCodeForms(models.branches);
  await storeCurrencyDigits(models.clubs);
  return { connection, models };
};

/** Creates the collections and their indexes; safe to repeat. */
export const prepareMembership = async (options: Pick<MembershipOptions, 'mongodbUri' | 'database'>): Promise<void> => (await openModels(options)).connection.close();

const open = async (options: MembershipOptions) => {
  const { connection, models } = await openModels(options);
  const wake = (): void => {
    relay.wake();
  };
  const clubs = new Documents<ClubState>(models.clubs, topics.membership, wake);
  const branches = new Documents<BranchState>(models.branches, topics.membership, wake);
  const members = new Documents<MemberState>(models.members, topics.membership, wake);
  const relay = new Relay(options.stream, [clubs, branches, members], createLogger('membership'), new MongoRelayLeases(connection));
  return { connection, models, relay, clubs, branches, members };
};

/** Members of before are brought to today's forms while the service answers; what is left when it stops goes on at the next start. */
const renewInBackground = (members: RenewMembers, log: Logger): { stop(): Promise<void> } => {
  let stopped = false;
  const running = members.execute(() => stopped).then(
    (renewed) => {
      if (renewed.members > 0) log.info(renewed, 'members of before were renewed');
    },
    (error: unknown) => log.error({ err: error }, 'members of before could not be renewed; the next start goes on'),
  );
  return {
    stop: () => {
      stopped = true;
      return running;
    },
  };
};

/** Resolves when it listens. `stop` answers what is in hand, then closes what was opened here; the stream stays open. */
export const startMembership = async (options: MembershipOptions): Promise<RunningService> => {
  const clock = options.clock ?? systemClock;
  const vault = new PersonVault(options.masterKey);
  const { connection, models, relay, ...stored } = await open(options);
  const commandKeys = new Claims(models.commandKeys);
  const reads = new MemberReads(models.members);
  const facts = new MongoSpendFacts(models.facts);
  const clubs = new MongoClubs(stored.clubs, stored.branches, commandKeys);
  const corrections = new MongoCorrections(models.corrections, vault);
  const members = new MongoMembers({ documents: stored.members, reads, identities: new Claims(models.identities), commandKeys, corrections }, vault, new MemberForm(vault));
  const club = new FindClub(clubs);
  const identities = new ClaimIdentities(members, clock);
  const finding = new FindMembers(members, identities, club, readNumber);
  const module = MembershipModule.with([
    { provide: CreateClub, useValue: new CreateClub(clubs, clock) },
    { provide: FindClub, useValue: club },
    { provide: Branches, useValue: new Branches(clubs, club, clock) },
    { provide: SetTiers, useValue: new SetTiers(clubs, clock) },
    { provide: EnrolMember, useValue: new EnrolMember(members, identities, club, readNumber, clock) },
    { provide: EnsureMembers, useValue: new EnsureMembers(members, identities, club, clock) },
    { provide: CorrectMember, useValue: new CorrectMember(members, identities, finding, club, readNumber, clock) },
    { provide: TellSince, useValue: new TellSince(facts) },
    { provide: FindMembers, useValue: finding },
    { provide: TellTier, useValue: new TellTier(club, finding, facts, clock) },
    { provide: Counts, useValue: new Counts(reads, facts, new Unrelayed([stored.clubs, stored.branches, stored.members])) },
  ]);
  relay.start();
  const services = { [`${topics.membership}.${MEMBERSHIP_SERVICE_NAME}`]: MembershipServiceService };
  const service = await serveGrpc(module, { url: options.grpcUrl, services, descriptorSet });
  const renewal = renewInBackground(new RenewMembers(members, clock), createLogger('membership'));
  const counting = await options.stream.consume(countSpendWhenSaleClosedOrReturned(facts));
  return {
    stop: async () => {
      await Promise.all([service.stop(), counting.stop(), renewal.stop()]);
      await relay.stop();
      await connection.close();
    },
  };
};
