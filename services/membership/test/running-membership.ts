import { randomBytes } from 'node:crypto';
import { EnrolMemberRequest, MembershipServiceService, type Club } from '@vafa/contracts/membership';
import type { EventStream } from '@vafa/events';
import { connectGrpc, type RunningService } from '@vafa/grpc';
import { ManualClock } from '@vafa/kernel';
import { freeSocket, openTestEngine, openTestStream, type TestEngine } from '@vafa/testing';
import { MongoClient, type Db } from 'mongodb';
import { membershipService } from '../src/membership.module.ts';

/** A membership over a database of its own; it can be stopped and started again, as after an upgrade. */
export class RunningMembership {
  readonly masterKey = randomBytes(32);
  readonly clock = new ManualClock('2026-03-10T12:00:00Z');
  private readonly grpcUrl = freeSocket();
  readonly rpc = connectGrpc(MembershipServiceService, this.grpcUrl);
  private service: RunningService | undefined;
  private clubs = 0;

  private constructor(
    private readonly engine: TestEngine,
    readonly stream: EventStream,
    private readonly client: MongoClient,
    private readonly database: string,
  ) {}

  static async open(): Promise<RunningMembership> {
    const engine = await openTestEngine();
    const membership = new RunningMembership(
      engine,
      await openTestStream(engine),
      await MongoClient.connect(engine.uri),
      engine.database('membership'),
    );
    await membership.start();
    return membership;
  }

  get db(): Db {
    return this.client.db(this.database);
  }

  async start(): Promise<void> {
    const { engine, database, stream, masterKey, clock, grpcUrl } = this;
    this.service = await membershipService.start({
      grpcUrl,
      mongodbUri: engine.uri,
      database,
      stream,
      masterKey,
      clock,
    });
  }

  async stop(): Promise<void> {
    await this.service?.stop();
    this.service = undefined;
  }

  async close(): Promise<void> {
    this.rpc.close();
    await this.stop();
    await this.stream.close();
    await this.client.close();
    await this.engine.close();
  }

  async club(timeZone: string, currency = 'EUR', country = ''): Promise<Club> {
    const code = `club-${String(++this.clubs)}`;
    const { club } = await this.rpc.createClub({
      key: `c:test:${code}`,
      code,
      name: code,
      currency,
      timeZone,
      pointCost: 10_000n,
      country,
    });
    if (club === undefined) throw new Error('no club');
    return club;
  }

  /** Ids of the members that are found. */
  async find(
    clubId: string,
    criterion: Parameters<RunningMembership['rpc']['findMembers']>[0]['criterion'],
  ): Promise<string[]> {
    return (await this.rpc.findMembers({ clubId, criterion, page: undefined })).members.map(({ id }) => id);
  }
}

let keys = 0;

/** An enrolment with a key of its own. */
export const enrolment = (clubId: string, given: Partial<EnrolMemberRequest>): EnrolMemberRequest => ({
  ...EnrolMemberRequest.decode(new Uint8Array()),
  key: `c:test:${String(++keys)}`,
  clubId,
  ...given,
});
