import { decodeEvent, topics } from '@vafa/contracts';
import { RewardsServiceService, type Reward } from '@vafa/contracts/rewards';
import { RewardsEvent } from '@vafa/contracts/rewards-events';
import type { EventStream } from '@vafa/events';
import { connectGrpc, type Client, type RunningService } from '@vafa/grpc';
import { sharedIdPrefixes } from '@vafa/contracts/ids';
import { ManualClock, newId } from '@vafa/kernel';
import { freeSocket, openTestEngine, openTestStream, type TestEngine } from '@vafa/testing';
import { rewardsService } from '../src/rewards.module.ts';
import { FakeLedger } from './fake-ledger.ts';

export type RewardsClient = Client<typeof RewardsServiceService>;

/** The service with all it needs, seen from outside; several replicas of it share database, stream and clock. */
export class RewardsWorld {
  readonly clock = new ManualClock('2026-03-10T12:00:00Z');
  readonly ledger = new FakeLedger();
  readonly told: ReturnType<typeof decodeEvent<NonNullable<RewardsEvent['event']>, RewardsEvent>>[] = [];
  /** Every payload as it travelled: two replicas may publish an event twice, with one id. */
  readonly payloads: Buffer[] = [];
  readonly database: string;
  private readonly known = new Set<string>();
  private readonly running: RunningService[] = [];
  private readonly clients: RewardsClient[] = [];
  private counted = 0;

  private constructor(
    readonly engine: TestEngine,
    readonly stream: EventStream,
  ) {
    this.database = engine.database('rewards');
  }

  static async open(): Promise<RewardsWorld> {
    const engine = await openTestEngine();
    const world = new RewardsWorld(engine, await openTestStream(engine));
    await world.ledger.start();
    await world.stream.consume({
      topic: topics.rewards,
      group: 'test',
      handle: (events) => {
        for (const { id, payload } of events) {
          world.payloads.push(Buffer.from(payload));
          if (!world.known.has(id)) world.told.push(decodeEvent(RewardsEvent, payload));
          world.known.add(id);
        }
        return Promise.resolve();
      },
    });
    return world;
  }

  async start(): Promise<RewardsClient> {
    const grpcUrl = freeSocket();
    const { engine, database, stream, clock, ledger } = this;
    const masterKey = Buffer.alloc(32, 3);
    this.running.push(
      await rewardsService.start({
        grpcUrl,
        mongodbUri: engine.uri,
        database,
        stream,
        clock,
        masterKey,
        clients: { ledger: ledger.url },
      }),
    );
    const client = connectGrpc(RewardsServiceService, grpcUrl);
    this.clients.push(client);
    return client;
  }

  async close(): Promise<void> {
    for (const client of this.clients) client.close();
    for (const service of this.running) await service.stop();
    this.ledger.stop();
    await this.stream.close();
    await this.engine.close();
  }

  club(): string {
    return newId(sharedIdPrefixes.club);
  }

  key(): string {
    return `c:test:${++this.counted}`;
  }

  member(points = 0n): string {
    const memberId = newId(sharedIdPrefixes.member);
    this.ledger.give(memberId, points);
    return memberId;
  }

  async reward(rewards: RewardsClient, clubId: string, changes: Partial<Reward> = {}): Promise<Reward> {
    const { reward } = await rewards.createReward({ clubId, key: this.key(), reward: tea(changes) });
    if (!reward) throw new Error('no reward was answered');
    return reward;
  }
}

/** Of a use: nothing but the branch is told. */
export const nothingTold = { till: '', receipt: '', saleId: '' };

export const tea = (changes: Partial<Reward> = {}): Reward => ({
  id: '',
  clubId: '',
  code: 'tea',
  name: 'A cup of tea',
  pricePoints: 50n,
  voucherDays: 30,
  open: true,
  createdAt: undefined,
  description: '',
  version: 1,
  changedAt: undefined,
  ...changes,
});
