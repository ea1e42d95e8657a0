import { Module, type DynamicModule } from '@nestjs/common';
import { descriptorSet, topics } from '@vafa/contracts';
import { LedgerServiceService } from '@vafa/contracts/ledger';
import { REWARDS_SERVICE_NAME, RewardsServiceService } from '@vafa/contracts/rewards';
import { MongoRelayLeases, Relay, Unrelayed, type EventStream } from '@vafa/events';
import { connectGrpc, serveGrpc, type RunningService } from '@vafa/grpc';
import { systemClock, type Clock } from '@vafa/kernel';
import { Claims, Documents, openDatabase, syncIndexes } from '@vafa/mongo';
import { createLogger } from '@vafa/telemetry';
import { SealedVoucherCodes } from './adapters/crypto/sealed-voucher-codes.ts';
import { CLOCK, RewardsController } from './adapters/grpc/rewards.controller.ts';
import { GrpcPointsLedger } from './adapters/ledger/grpc-points-ledger.ts';
import { modelsOf, type RedemptionState, type RewardState } from './adapters/mongo/models.ts';
import { MongoCommandKeys } from './adapters/mongo/mongo-command-keys.ts';
import { MongoRedemptions } from './adapters/mongo/mongo-redemptions.ts';
import { MongoRewardsCatalogue } from './adapters/mongo/mongo-rewards-catalogue.ts';
import { PendingSweep } from './adapters/timer/pending-sweep.ts';
import { CancelRedemption } from './use-cases/cancel-redemption.ts';
import { ChangeReward } from './use-cases/change-reward.ts';
import { CreateReward } from './use-cases/create-reward.ts';
import { FindVoucher } from './use-cases/find-voucher.ts';
import { FinishPendingRedemptions } from './use-cases/finish-pending-redemptions.ts';
import { ListRewards } from './use-cases/list-rewards.ts';
import { ListVouchers } from './use-cases/list-vouchers.ts';
import { Redeem } from './use-cases/redeem.ts';
import { SettleRedemption } from './use-cases/settle-redemption.ts';
import { UseVoucher } from './use-cases/use-voucher.ts';

export interface RewardsOptions {
  /** host:port or unix:/path to listen on. */
  readonly grpcUrl: string;
  readonly mongodbUri: string;
  /** Default vafa_rewards. */
  readonly database?: string;
  readonly stream: EventStream;
  /** 32 bytes; the keys that hide voucher codes are derived from it. Without it codes given out earlier cannot be found. */
  readonly masterKey: Uint8Array;
  readonly clients: { readonly ledger: string };
  readonly clock?: Clock;
}

@Module({})
export class RewardsModule {
  static with(providers: DynamicModule['providers'] & object): DynamicModule {
    return { module: RewardsModule, controllers: [RewardsController], providers };
  }
}

const openModels = async ({ mongodbUri, database = 'vafa_rewards' }: Pick<RewardsOptions, 'mongodbUri' | 'database'>) => {
  const connection = await openDatabase(mongodbUri, database);
  const models = modelsOf(connection);
  await syncIndexes([models.rewards, models.redemptions]);
  return { connection, models };
};

/** Creates the collections and their indexes; safe to repeat. */
export const prepareRewards = async (options: Pick<RewardsOptions, 'mongodbUri' | 'database'>): Promise<void> => (await openModels(options)).connection.close();

const open = async (options: RewardsOptions) => {
  const { connection, models } = await openModels(options);
  const rewards = new Documents<RewardState>(models.rewards, topics.rewards);
  const redemptions = new Documents<RedemptionState>(models.redemptions, topics.rewards, () => {
    relay.wake();
  });
  const relay = new Relay(options.stream, [redemptions], createLogger('rewards'), new MongoRelayLeases(connection));
  return { connection, rewards, redemptions, relay, keys: new MongoCommandKeys(new Claims(models.commandKeys)) };
};

/** Resolves when it listens. `stop` answers what is in hand, then closes what was opened here; the stream stays open. */
export const startRewards = async (options: RewardsOptions): Promise<RunningService> => {
  const clock = options.clock ?? systemClock;
  const { connection, relay, keys, ...stored } = await open(options);
  const catalogue = new MongoRewardsCatalogue(stored.rewards);
  const redemptions = new MongoRedemptions(stored.redemptions);
  const codes = new SealedVoucherCodes(options.masterKey);
  const ledger = connectGrpc(LedgerServiceService, options.clients.ledger);
  const settling = new SettleRedemption(redemptions, new GrpcPointsLedger(ledger), clock);
  const finding = new FindVoucher(redemptions, catalogue, codes);
  const sweep = new PendingSweep(new FinishPendingRedemptions(redemptions, settling, clock));
  const module = RewardsModule.with([
    { provide: CreateReward, useValue: new CreateReward(catalogue, keys, clock) },
    { provide: ListRewards, useValue: new ListRewards(catalogue) },
    { provide: Redeem, useValue: new Redeem(catalogue, redemptions, settling, codes, clock) },
    { provide: FindVoucher, useValue: finding },
    { provide: UseVoucher, useValue: new UseVoucher(finding, redemptions, keys, clock) },
    { provide: ListVouchers, useValue: new ListVouchers(redemptions, codes) },
    { provide: CancelRedemption, useValue: new CancelRedemption(redemptions, settling, codes, keys, clock) },
    { provide: ChangeReward, useValue: new ChangeReward(catalogue, keys, clock) },
    { provide: CLOCK, useValue: clock },
    { provide: Unrelayed, useValue: new Unrelayed([stored.redemptions]) },
  ]);
  relay.start();
  const services = { [`${topics.rewards}.${REWARDS_SERVICE_NAME}`]: RewardsServiceService };
  const service = await serveGrpc(module, { url: options.grpcUrl, services, descriptorSet });
  sweep.start();
  return {
    stop: async () => {
      await service.stop();
      await sweep.stop();
      await relay.stop();
      ledger.close();
      await connection.close();
    },
  };
};
