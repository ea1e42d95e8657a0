import { topics } from '@vafa/contracts';
import { LedgerServiceService } from '@vafa/contracts/ledger';
import { Claims, indexed, MongoCommands } from '@vafa/mongo';
import { defineService } from '@vafa/process';
import { SealedVoucherCodes } from './adapters/crypto/sealed-voucher-codes.ts';
import { RewardsController } from './adapters/grpc/rewards.controller.ts';
import { GrpcPointsLedger } from './adapters/ledger/grpc-points-ledger.ts';
import { modelsOf, type RedemptionState, type RewardState } from './adapters/mongo/models.ts';
import { MongoRedemptions } from './adapters/mongo/mongo-redemptions.ts';
import { MongoRewardsCatalogue } from './adapters/mongo/mongo-rewards-catalogue.ts';
import { finishPending } from './adapters/timer/finish-pending.ts';
import { composeUseCases } from './compose.ts';
import { rewardsConfig } from './rewards.config.ts';

export const rewardsService = defineService({
  name: 'rewards',
  topic: topics.rewards,
  calls: { ledger: LedgerServiceService },
  config: rewardsConfig,
  /** Without the master key, codes that were given out earlier cannot be found. */
  settings: ({ VAFA_MASTER_KEY: masterKey }): { readonly masterKey: Uint8Array } => ({ masterKey }),
  controllers: [RewardsController],
  open: (connection) => indexed(modelsOf(connection)),
  compose: ({ collections, documents, clients, every, log, clock }, { masterKey }) => {
    const redemptions = documents<RedemptionState>(collections.redemptions);
    const { useCases, finishing } = composeUseCases({
      catalogue: new MongoRewardsCatalogue(documents<RewardState>(collections.rewards)),
      redemptions: new MongoRedemptions(redemptions),
      commands: new MongoCommands(new Claims(collections.commandKeys)),
      codes: new SealedVoucherCodes(masterKey),
      ledger: new GrpcPointsLedger(clients.ledger),
      clock,
    });
    return { useCases, outboxes: [redemptions], timers: [every(finishPending(finishing, log))] };
  },
});
