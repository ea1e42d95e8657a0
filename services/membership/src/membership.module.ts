import { Module, type DynamicModule } from '@nestjs/common';
import { descriptorSet, topics } from '@vafa/contracts';
import { MEMBERSHIP_SERVICE_NAME, MembershipServiceService } from '@vafa/contracts/membership';
import { MongoRelayLeases, Relay, Unrelayed, type EventStream } from '@vafa/events';
import { serveGrpc, type RunningService } from '@vafa/grpc';
import { systemClock, type Clock } from '@vafa/kernel';
import { Claims, Documents, openDatabase, syncIndexes } from '@vafa/mongo';
import { createLogger } from '@vafa/telemetry';
import { PersonVault } from './adapters/crypto/person-vault.ts';
import { countSpendWhenSaleClosedOrReturned } from './adapters/events/count-spend-when-sale-closed-or-returned.ts';
import { MembershipController } from './adapters/grpc/membership.controller.ts';
import { Counts } from './adapters/mongo/counts.ts';
import { MemberReads } from './adapters/mongo/member-reads.ts';
import { modelsOf, type BranchState, type ClubState, type MemberState } from './adapters/mongo/models.ts';
import { MongoClubs } from './adapters/mongo/mongo-clubs.ts';
import { MongoMembers } from './adapters/mongo/mongo-members.ts';
import { MongoSpendFacts } from './adapters/mongo/mongo-spend-facts.ts';
import { storeCurrencyDigits } from './adapters/mongo/store-currency-digits.ts';
import { Branches } from './use-cases/branches.ts';
import { CreateClub } from './use-cases/create-club.ts';
import { EnrolMember } from './use-cases/enrol-member.ts';
import { EnsureMembers } from './use-cases/ensure-members.ts';
import { FindClub } from './use-cases/find-club.ts';
import { FindMembers } from './use-cases/find-members.ts';
import { SetTiers } from './use-cases/set-tiers.ts';
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
  await syncIndexes([models.clubs, models.branches, models.members, models.facts]);
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

/** Resolves when it listens. `stop` answers what is in hand, then closes what was opened here; the stream stays open. */
export const startMembership = async (options: MembershipOptions): Promise<RunningService> => {
  const clock = options.clock ?? systemClock;
  const vault = new PersonVault(options.masterKey);
  const { connection, models, relay, ...stored } = await open(options);
  const identities = new Claims(models.identities);
  const commandKeys = new Claims(models.commandKeys);
  const reads = new MemberReads(models.members);
  const facts = new MongoSpendFacts(models.facts);
  const clubs = new MongoClubs(stored.clubs, stored.branches, commandKeys);
  const members = new MongoMembers({ documents: stored.members, reads, identities, commandKeys }, vault);
  const club = new FindClub(clubs);
  const finding = new FindMembers(members, club);
  const module = MembershipModule.with([
    { provide: CreateClub, useValue: new CreateClub(clubs, clock) },
    { provide: FindClub, useValue: club },
    { provide: Branches, useValue: new Branches(clubs, club, clock) },
    { provide: SetTiers, useValue: new SetTiers(clubs, clock) },
    { provide: EnrolMember, useValue: new EnrolMember(members, club, clock) },
    { provide: EnsureMembers, useValue: new EnsureMembers(members, club, clock) },
    { provide: FindMembers, useValue: finding },
    { provide: TellTier, useValue: new TellTier(club, finding, facts, clock) },
    { provide: Counts, useValue: new Counts(reads, facts, new Unrelayed([stored.clubs, stored.branches, stored.members])) },
  ]);
  relay.start();
  const services = { [`${topics.membership}.${MEMBERSHIP_SERVICE_NAME}`]: MembershipServiceService };
  const service = await serveGrpc(module, { url: options.grpcUrl, services, descriptorSet });
  const counting = await options.stream.consume(countSpendWhenSaleClosedOrReturned(facts));
  return {
    stop: async () => {
      await Promise.all([service.stop(), counting.stop()]);
      await relay.stop();
      await connection.close();
    },
  };
};
